//! The first run, signing in, links, roles: over HTML, on both engines.

use axum::Router;
use domain::people::queries::person_by_email;
use domain::people::sessions::{NewLink, Purpose, make_link};
use domain::spine::actor::Actor;
use domain::spine::refusal::Failure;
use domain::testing::Office;
use web::Clock;

use crate::browser::{Browser, on_an_empty_server, on_both_engines};

const FIRST: &str = "workspace=Larkbill&workspace_prefix=lark&product=Invoicing&product_prefix=inv&name=Mira\
                     &email=mira%40larkbill.example&password=tall+trees+sway&roles=owner&time_zone=Europe%2FDublin";

fn session(cookies: &[String]) -> String {
    let line = cookies.iter().find(|line| line.starts_with("session=")).expect("a session");
    assert!(line.contains("HttpOnly") && line.contains("SameSite=Lax"), "{line}");
    line.split(['=', ';']).nth(1).unwrap().to_owned()
}

#[test]
fn the_first_visit_makes_the_workspace_and_the_second_cannot() {
    on_an_empty_server(async |router: &Router| {
        let nobody = Browser::of_nobody(router);
        assert_eq!(nobody.get("/").await.location, "/start");
        assert_eq!(nobody.get("/start").await.status, 200);
        let weak = nobody.form("/start", &FIRST.replace("tall+trees+sway", "tiny")).await;
        assert!(
            weak.status == 422 && weak.shows("at least 10 characters") && !weak.shows("tiny"),
            "{}",
            weak.body
        );
        let made = nobody.form("/start", FIRST).await;
        assert_eq!((made.status, made.location.as_str()), (303, "/larkbill/INV/today"), "{}", made.body);
        let mira = nobody.with_session(&session(&made.cookies));
        assert!(mira.get("/larkbill/INV/backlog").await.shows("No stories yet"));
        assert_eq!(nobody.form("/start", &FIRST.replace("Larkbill", "Other")).await.status, 409);
        assert_eq!(nobody.get("/start").await.location, "/sign-in");
    });
}

#[test]
fn a_password_lets_in_and_wrong_ones_run_out() {
    on_an_empty_server(async |router: &Router| {
        let nobody = Browser::of_nobody(router);
        nobody.form("/start", FIRST).await;
        let sign_in = "/larkbill/sign-in";
        let right = nobody
            .form(sign_in, "email=Mira%40larkbill.example&password=tall+trees+sway&to=/larkbill/INV/people")
            .await;
        assert_eq!((right.status, right.location.as_str()), (303, "/larkbill/INV/people"));
        let away = nobody
            .form(sign_in, "email=mira%40larkbill.example&password=tall+trees+sway&to=https://evil.example")
            .await;
        assert_eq!(away.location, "/larkbill");
        let mut last = String::new();
        for _ in 0..10 {
            last = nobody.form(sign_in, "email=mira%40larkbill.example&password=guess").await.body;
        }
        assert!(last.contains("Too many tries"), "{last}");
        let late = nobody.form(sign_in, "email=mira%40larkbill.example&password=tall+trees+sway").await;
        assert_eq!(late.status, 429);
    });
}

#[test]
fn an_invitation_is_used_once_and_signing_out_ends_the_session() {
    on_both_engines(async |office: &Office, router: &Router| {
        let workspace = office.workspace;
        let made = office.db.write(workspace.0, move |tx| {
            let ines = person_by_email(tx, workspace, "ines@larkbill.example")?.unwrap();
            make_link(
                tx,
                &ines,
                workspace,
                &NewLink { token: "once", purpose: Purpose::Invitation, now: Clock::System.now() },
            )
        });
        made.unwrap_or_else(|failure: Failure| panic!("{failure}"));
        let nobody = Browser::of_nobody(router);
        let page = nobody.get("/larkbill/link/once").await;
        assert!(page.status == 200 && page.shows("Join"), "{}", page.body);
        assert_eq!(nobody.form("/larkbill/link/once", "name=Ines&password=short").await.status, 422);
        let joined = nobody.form("/larkbill/link/once", "name=Ines+Ferreira&password=a+long+sentence").await;
        assert_eq!(joined.status, 303, "{}", joined.body);
        assert_eq!(nobody.get("/larkbill/link/once").await.status, 409);
        let ines = nobody.with_session(&session(&joined.cookies));
        assert!(ines.get("/larkbill/INV/people").await.shows("Ines Ferreira"));
        ines.form("/larkbill/sign-out", "").await;
        assert_eq!(ines.get("/larkbill/INV/people").await.status, 303);
    });
}

#[test]
fn asking_for_a_link_says_the_same_for_known_and_unknown_addresses() {
    on_both_engines(async |office: &Office, router: &Router| {
        let nobody = Browser::of_nobody(router);
        for email in ["mira%40larkbill.example", "nobody%40larkbill.example"] {
            let answer = nobody.form("/larkbill/sign-in/link", &format!("email={email}")).await;
            assert_eq!((answer.status, answer.location.as_str()), (303, "/larkbill/sign-in?asked=1"));
        }
        let waiting = "select count(*) as value from job where kind = 'mail_link' and body like '%sign_in%'";
        assert_eq!(office.reads(move |tx| Ok(tx.value::<i64>(waiting, &[])?)), Some(1));
    });
}

#[test]
fn only_an_administrator_gives_roles_and_they_count_at_once() {
    on_both_engines(async |office: &Office, router: &Router| {
        let lena = office.lena();
        let body =
            format!("person={}&product={}&role=owner&holds=true", lena.person.unwrap(), office.product);
        let mira = Browser::of(router, office, &office.mira());
        assert_eq!(mira.form("/larkbill/commands/set_role", &body).await.status, 403);
        let ada = Browser::of(router, office, &office.ada());
        assert_eq!(ada.form("/larkbill/commands/set_role", &body).await.status, 303);
        let s = office.stories(&["a", "b"]);
        let lena = Browser::of(router, office, &lena);
        let moved = lena.form("/larkbill/commands/move_story", &format!("story={}", s[1].id)).await;
        assert_eq!(moved.status, 303);
        assert_eq!(office.backlog(), ["b", "a"]);
    });
}

#[test]
fn an_administrator_makes_another_and_cannot_leave_the_workspace_without_one() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ada, mira) = (office.ada(), office.mira());
        let body = |actor: &Actor, holds: bool| format!("person={}&holds={holds}", actor.person.unwrap());
        let (as_ada, as_mira) = (Browser::of(router, office, &ada), Browser::of(router, office, &mira));
        let set = "/larkbill/commands/set_administrator";
        assert_eq!(as_mira.form(set, &body(&mira, true)).await.status, 403);
        let own = as_ada.form(set, &body(&ada, false)).await;
        assert!(own.status == 409 && own.shows("keeps an administrator"), "{}", own.body);
        assert_eq!(as_ada.form(set, &body(&mira, true)).await.status, 303);
        let page = as_mira.get("/larkbill/INV/people").await;
        assert!(page.shows("aria-label=\"Ada: Administrator\""), "{}", page.body);
        assert_eq!(as_mira.form(set, &body(&ada, false)).await.status, 303);
        assert_eq!(as_ada.form(set, &body(&ada, true)).await.status, 403);
    });
}

#[test]
fn a_form_of_another_site_changes_nothing() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = Browser::of(router, office, &office.mira());
        let body = format!("product={}&title=forged", office.product);
        assert_eq!(mira.form_from_elsewhere("/larkbill/commands/add_story", &body).await.status, 403);
        assert!(office.backlog().is_empty());
    });
}
