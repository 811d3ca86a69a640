//! Goals as a tree and what was done for them, over HTML and over JSON, on both engines.

use axum::Router;
use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::Purpose;
use domain::backlog::add_story::AddStory;
use domain::backlog::finish_story::FinishStory;
use domain::people::invite_person::InvitePerson;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::spine::rights::Role;
use domain::testing::Office;

use crate::browser::{Browser, on_both_engines};

fn accepts(office: &Office, title: &str, points: &str, purpose: Option<Purpose>) {
    let mira = office.mira();
    let story = AddStory { points: points.into(), purpose, ..AddStory::titled(office.product, title) };
    let story = office.does(&mira, story).unwrap().done.id;
    office.does(&mira, FinishStory { story }).unwrap();
    office.does(&mira, AcceptStory { story, reason: "Seen".into() }).unwrap();
}

async fn adds(browser: &Browser<'_>, title: &str, rest: &str) {
    let body = format!("title={title}&back=/larkbill/INV/vision{rest}");
    let made = browser.form("/larkbill/commands/add_goal", &body).await;
    assert_eq!(made.status, 303, "{}", made.body);
}

#[test]
fn goals_stand_below_each_other_and_add_up() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        adds(&ines, "Grow", "").await;
        let board = ines.get("/larkbill/INV/vision").await;
        let top = board.body.split("id=\"goal-").nth(1).unwrap().split('"').next().unwrap().to_owned();
        adds(&ines, "Paid+on+time", &format!("&parent={top}&share=70")).await;
        adds(&ines, "Books+close", &format!("&parent={top}&share=50")).await;
        let board = mira.get("/larkbill/INV/vision").await;
        assert!(board.body.contains("data-depth=\"1\"") && board.shows("120% of the capacity together"));
        let page = ines.get("/larkbill/items/LARK-1").await;
        assert!(page.shows("Its parts") && page.shows("Paid on time") && page.shows("120% of the capacity."));
        let circle = format!("goal={top}&parent={top}&back=/larkbill/items/LARK-1");
        let refused = ines.form("/larkbill/commands/place_goal", &circle).await;
        assert!(refused.status == 422 && refused.shows("That would be a circle: Grow."), "{}", refused.body);
        let mira_id = office.mira().person.unwrap();
        let give = format!("goal={top}&person={mira_id}&back=/larkbill/items/LARK-1");
        assert_eq!(mira.form("/larkbill/commands/assign_goal", &give).await.status, 403);
        assert_eq!(ines.form("/larkbill/commands/assign_goal", &give).await.status, 303);
        assert!(mira.get("/larkbill/items/LARK-1").await.shows("<dt>Owner</dt><dd>Mira</dd>"));
    });
}

#[test]
fn who_owns_a_goal_is_chosen_from_a_list_that_a_large_firm_opens_first() {
    on_both_engines(async |office: &Office, router: &Router| {
        let ines = Browser::of(router, office, &office.ines());
        adds(&ines, "Grow", "").await;
        let small = ines.get("/larkbill/items/LARK-1").await;
        assert!(small.shows("<option value=\"\">nobody yet</option>") && small.shows(">Lena</option>"));
        for nth in 0..60 {
            let invite = InvitePerson {
                name: format!("Guest {nth:02}"),
                email: format!("guest-{nth}@larkbill.example"),
                product: office.product,
                roles: vec![Role::Stakeholder],
            };
            office.does(&office.ada(), invite).unwrap();
        }
        let large = ines.get("/larkbill/items/LARK-1").await;
        assert!(!large.shows("Guest 00</option>"), "{}", large.body);
        assert!(large.body.contains("href=\"/larkbill/items/LARK-1?choose=person\""), "{}", large.body);
        let choosing = ines.get("/larkbill/items/LARK-1?choose=person").await;
        for name in ["Guest 00", "Guest 59", "Ada", "Mira"] {
            assert!(choosing.shows(&format!(">{name}</option>")), "{name}: {}", choosing.body);
        }
        // Who may not set the direction is offered nobody.
        let mira = Browser::of(router, office, &office.mira());
        assert!(!mira.get("/larkbill/items/LARK-1?choose=person").await.shows("Guest 00"));
    });
}

#[test]
fn every_bar_of_the_drift_opens_its_stories() {
    on_both_engines(async |office: &Office, router: &Router| {
        let command = IssueToken { name: "t".into(), writes: false, token_hash: token_hash("tl_mira") };
        office.does(&office.mira(), command).unwrap();
        let mira = Browser::of(router, office, &office.mira());
        adds(&Browser::of(router, office, &office.ines()), "Grow", "&share=60").await;
        let empty = mira.get("/larkbill/INV/drift").await;
        assert!(empty.status == 200 && empty.shows("nothing was accepted"), "{}", empty.body);
        accepts(office, "Broken <link>", "3", Some(Purpose::Defect));
        accepts(office, "Somewhere", "1", None);
        let month = "2026-11";
        let page = mira.get(&format!("/larkbill/INV/drift?during={month}&of=upkeep")).await;
        for shown in [
            "4 points accepted",
            "meant 60%",
            "<title>Upkeep</title><desc>3 points, 75%",
            "Broken &#60;link&#62;",
        ] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        assert!(!page.shows("Somewhere"));
        let api = Browser::of_nobody(router).with_token("tl_mira");
        let told = api.get(&format!("/api/v1/larkbill/INV/drift?during={month}")).await.json();
        assert_eq!((told["tenths"].as_i64(), told["unit"].as_str()), (Some(40), Some("points")));
        let bars: Vec<i64> =
            told["bars"].as_array().unwrap().iter().map(|bar| bar["tenths"].as_i64().unwrap()).collect();
        assert_eq!(bars, [0, 30, 10]);
        assert_eq!(told["stories"].as_array().unwrap().len(), 2);
        for (wrong, status) in [("during=soon", 422), ("during=sprint-9", 404), ("under=LARK-77", 404)] {
            assert_eq!(mira.get(&format!("/larkbill/INV/drift?{wrong}")).await.status, status, "{wrong}");
        }
        assert_eq!(api.get("/api/v1/larkbill/INV/drift?during=0000-00").await.status, 422);
    });
}
