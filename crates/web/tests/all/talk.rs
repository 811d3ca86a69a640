//! Comments, followers and notifications over HTML and over JSON, on both engines.

use axum::Router;
use domain::communication::notifications::jobs::{MailDigest, mail_digest};
use domain::people::issue_token::IssueToken;
use domain::people::jobs::Drawn;
use domain::people::join_workspace::JoinWorkspace;
use domain::people::password::HashedPassword;
use domain::people::sessions::token_hash;
use domain::spine::actor::Actor;
use domain::testing::Office;
use serde_json::json;

use crate::browser::{Browser, on_both_engines};

fn program<'r>(router: &'r Router, office: &Office, actor: &Actor) -> Browser<'r> {
    let token = format!("tl_{}", actor.name);
    let command = IssueToken { name: "t".into(), writes: true, token_hash: token_hash(&token) };
    office.does(actor, command).unwrap();
    Browser::of_nobody(router).with_token(&token)
}

#[test]
fn a_story_is_talked_about_and_followed() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (mira, lena) =
            (Browser::of(router, office, &office.mira()), Browser::of(router, office, &office.lena()));
        office.stories(&["Choose a tone"]);
        let page = lena.get("/larkbill/items/INV-1").await;
        for shown in ["Comments", "Write a comment", "1 person follows it.", "Follow"] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        let say = "item=INV-1&body=%40Mira+**look**+at+INV-1%3A+%3Cscript%3E&back=/larkbill/items/INV-1";
        assert_eq!(lena.form("/larkbill/commands/add_comment", say).await.location, "/larkbill/items/INV-1");
        let page = mira.get("/larkbill/items/INV-1").await;
        for shown in [
            "<b class=\"mention\">@Mira</b> <strong>look</strong>",
            "<a href=\"/larkbill/items/INV-1\">INV-1</a>",
            "2 people follow it.",
        ] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        assert!(!page.body.contains("<script>") && !page.shows("Take back"), "{}", page.body);
        let page = lena.get("/larkbill/items/INV-1").await;
        let id = page.body.split("id=\"comment-").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let edit = format!("comment={id}&body=Never+mind&seen=something+else&back=/larkbill/items/INV-1");
        assert_eq!(lena.form("/larkbill/commands/edit_comment", &edit).await.status, 409);
        let edit = format!("comment={id}&body=Never+mind&back=/larkbill/items/INV-1");
        assert_eq!(lena.form("/larkbill/commands/edit_comment", &edit).await.status, 303);
        assert_eq!(mira.form("/larkbill/commands/edit_comment", &edit).await.status, 403);
        let page = mira.get("/larkbill/items/INV-1").await;
        assert!(page.shows("<p>Never mind</p>") && page.shows("edited"), "{}", page.body);
        let api = program(router, office, &office.aoife());
        let told = api.get("/api/v1/larkbill/items/INV-1/comments").await.json();
        assert_eq!(told["comments"][0]["body"], "Never mind");
        assert_eq!(told["followers"][0]["name"], "Lena");
        let names = api.get("/api/v1/larkbill/INV/mentionable").await.json();
        assert_eq!(names[2]["name"], "Lena", "{names}");
        assert_eq!(api.get("/api/v1/larkbill/items/INV-9/comments").await.status, 404);
        let refused =
            api.call("/api/v1/larkbill/commands/add_comment", &json!({ "item": "INV-1", "body": "" })).await;
        assert_eq!((refused.status, refused.json()["field"].as_str()), (422, Some("body")));
    });
}

#[test]
fn what_is_new_is_read_put_off_and_done() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = Browser::of(router, office, &office.mira());
        let story = office.stories(&["Choose a tone"]).remove(0).id;
        assert!(mira.get("/larkbill/notifications").await.shows("Nothing is new for you"));
        let lena = program(router, office, &office.lena());
        let say = json!({ "item": "INV-1", "body": "@Mira <b>now</b>?" });
        assert_eq!(lena.call("/api/v1/larkbill/commands/add_comment", &say).await.status, 200);
        let page = mira.get("/larkbill/notifications").await;
        for shown in
            ["Choose a tone", "Lena commented", "@Mira &#60;b&#62;now", "you are named", "Mark as read"]
        {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        assert!(
            mira.get("/larkbill/INV/backlog")
                .await
                .shows("<span>Notifications</span><span class=\"n\">1</span>")
        );
        let mark = |what: &str| format!("item={story}&as={what}&back=/larkbill/notifications");
        let marked = mira.form("/larkbill/notifications/mark", &mark("read")).await;
        assert_eq!((marked.status, marked.location.as_str()), (303, "/larkbill/notifications"));
        assert!(mira.get("/larkbill/notifications?show=unread").await.shows("Nothing here"));
        assert_eq!(mira.form("/larkbill/notifications/mark", &mark("snooze")).await.status, 303);
        let page = mira.get("/larkbill/notifications?show=snoozed").await;
        assert!(page.shows("· until "), "{}", page.body);
        assert_eq!(mira.form("/larkbill/notifications/mark", &mark("done")).await.status, 303);
        assert!(mira.get("/larkbill/notifications?show=done").await.shows("Open again"));
        for wrong in ["item=nonsense&as=done", "as=nonsense", "item=&as=snooze", ""] {
            let refused = mira.form("/larkbill/notifications/mark", wrong).await;
            assert!([404, 422].contains(&refused.status), "{wrong}: {}", refused.status);
        }
        let api = program(router, office, &office.mira());
        let done = api.get("/api/v1/larkbill/notifications?show=done").await.json();
        assert_eq!(done["notifications"][0]["reason"], "mentioned");
        let open =
            api.call("/api/v1/larkbill/notifications/mark", &json!({ "item": story, "as": "open" })).await;
        assert_eq!(open.json()["marked"], 1);
        let told = api.get("/api/v1/larkbill/notifications").await.json();
        assert_eq!(
            (told["notifications"][0]["key"].as_str(), told["before"].is_null()),
            (Some("INV-1"), true)
        );
        let other = program(router, office, &office.aoife());
        let not_hers =
            other.call("/api/v1/larkbill/notifications/mark", &json!({ "item": story, "as": "done" })).await;
        assert_eq!(not_hers.status, 404);
    });
}

#[test]
fn the_link_in_a_mail_stops_mails_and_needs_no_account() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = office.mira();
        let join = JoinWorkspace { name: "Mira".into(), password: HashedPassword::unusable() };
        office.does(&mira, join).unwrap();
        office.stories(&["Choose a tone"]);
        let lena = program(router, office, &office.lena());
        let say = json!({ "item": "INV-1", "body": "Hello" });
        assert_eq!(lena.call("/api/v1/larkbill/commands/add_comment", &say).await.status, 200);
        let (workspace, person, now) =
            (office.workspace, mira.person.unwrap(), office.now().plus_days(36_500));
        let made = office.db.write(workspace.0, move |tx| {
            let drawn = Drawn { token: "a-secret", origin: "https://work.example", now, mail_domain: None };
            mail_digest(tx, workspace, &MailDigest { person }, &drawn)
        });
        assert!(
            made.unwrap_or_else(|failure: domain::spine::refusal::Failure| panic!("{failure}")).is_some()
        );
        let nobody = Browser::of_nobody(router);
        assert_eq!(nobody.get("/larkbill/unsubscribe/other").await.status, 404);
        assert_eq!(
            nobody.form("/larkbill/unsubscribe/other", "List-Unsubscribe=One-Click").await.status,
            404
        );
        let page = nobody.get("/larkbill/unsubscribe/a-secret").await;
        assert!(page.shows("Stop these mails") && page.shows("mira@larkbill.example"), "{}", page.body);
        let account = Browser::of(router, office, &mira);
        let chosen = |way: &str| format!("<option value=\"{way}\" selected>");
        assert!(account.get("/larkbill/account").await.shows(&chosen("digest")));
        let stopped = nobody.form("/larkbill/unsubscribe/a-secret", "List-Unsubscribe=One-Click").await;
        assert_eq!((stopped.status, stopped.shows("No more mails")), (200, true), "{}", stopped.body);
        let again = nobody.form("/larkbill/unsubscribe/a-secret", "List-Unsubscribe=One-Click").await;
        assert_eq!(again.status, 200);
        let page = account.get("/larkbill/account").await;
        assert!(page.shows(&chosen("app")) && !page.shows(&chosen("digest")), "{}", page.body);
        let body = "assigned=mail&mentioned=mail&your_feedback=digest&following=digest&your_team=off&digest_hour=18&time_zone=&back=/larkbill/account";
        assert_eq!(account.form("/larkbill/commands/set_notifications", body).await.status, 303);
        let api = program(router, office, &mira);
        let told = api.get("/api/v1/larkbill/notification-settings").await.json();
        assert_eq!((told["assigned"].as_str(), told["digest_hour"].as_i64()), (Some("mail"), Some(18)));
        let wrong = body.replace("digest_hour=18", "digest_hour=25");
        assert_eq!(account.form("/larkbill/commands/set_notifications", &wrong).await.status, 422);
    });
}
