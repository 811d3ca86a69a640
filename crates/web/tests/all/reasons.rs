//! Why a story stands where it stands, over HTML and JSON, on both engines.

use axum::Router;
use domain::backlog::add_dependency::AddDependency;
use domain::testing::Office;
use serde_json::json;

use crate::ahead::{PAGE, planned, post, search};
use crate::browser::{Browser, on_both_engines};
use crate::worth::asked_for;

#[test]
fn a_story_tells_its_place_its_worth_what_it_waits_for_and_what_the_plan_says() {
    on_both_engines(async |office: &Office, router: &Router| {
        let program = Browser::of_nobody(router).with_token("tl_mira");
        let (sprints, stories) = planned(office, &program).await;
        let need = asked_for(office, "Morrowfield", "33500");
        let feature = office.taken_feature("Tones", &[need], &stories[2..3]);
        let (story, blocker) = (stories[2], stories[1]);
        office.does(&office.mira(), AddDependency { story, blocker }).unwrap();
        let mira = Browser::of(router, office, &office.mira());
        let page = mira.get("/larkbill/reasons/INV-3").await;
        assert!(page.shows("Place 3 of 5 to do") && page.shows("It is not scored yet."), "{}", page.body);
        assert!(page.shows("One customer asks for it: €33.5k a year."), "{}", page.body);
        assert!(page.shows("INV-2 Mute one invoice</u>"), "{}", page.body);
        assert!(page.shows("In the next plan") && page.shows("INV-3 is in: with it out"), "{}", page.body);
        let ines = Browser::of(router, office, &office.ines());
        let score = format!("feature={feature}&reach=1000&impact=2&confidence=80&effort=2");
        assert_eq!(ines.form("/larkbill/commands/score_feature", &score).await.status, 303);
        let page = mira.get("/larkbill/reasons/INV-3").await;
        assert!(page.shows("Score 800.0: reach 1000, impact 2, confidence 80%, effort 2"), "{}", page.body);
        let other = mira.get("/larkbill/reasons/INV-5").await;
        assert!(other.shows("INV-5 is out: with it in") && other.shows("Nobody has said what it is for."));

        post(&mira, "keep_story_out", format!("story={}&sprint={}", stories[0], sprints[0])).await;
        post(&mira, "propose_plan", format!("product={}", office.product)).await;
        search(office);
        let lena = Browser::of(router, office, &office.lena());
        let page = lena.get("/larkbill/reasons/INV-1").await;
        assert!(page.shows("Kept out of the planned sprints") && page.shows("by Mira"), "{}", page.body);
        assert!(page.shows("INV-1 is kept out by Mira.") && page.shows(PAGE), "{}", page.body);
        assert!(!page.shows("In the next plan"), "{}", page.body);
        let told = lena.get("/api/v1/larkbill/stories/INV-3/reasons").await.json();
        assert_eq!(told["place"], json!({ "place": 3, "of": 5, "built_as": null, "in_work": 0 }));
        assert_eq!((&told["feature"]["demand"]["accounts"], &told["plan"]["sprint"]), (&json!(1), &json!(1)));
        assert!(told["plan"]["reason"].as_str().unwrap().starts_with("INV-3 is in"), "{told}");
        assert_eq!(lena.get("/larkbill/reasons/INV-99").await.status, 404);
    });
}

#[test]
fn what_is_built_before_its_place_says_so() {
    on_both_engines(async |office: &Office, router: &Router| {
        let stories = office.stories(&["Choose a tone", "Mute one invoice", "Keep tones"]);
        let (story, blocker) = (stories[0].id, stories[2].id);
        office.does(&office.mira(), AddDependency { story, blocker }).unwrap();
        let lena = Browser::of(router, office, &office.lena());
        let page = lena.get("/larkbill/reasons/INV-3").await;
        assert!(page.shows("Place 3 of 3 to do<br>built as number 1 "), "{}", page.body);
        let told = lena.get("/api/v1/larkbill/stories/INV-1/reasons").await.json();
        assert_eq!(told["place"], json!({ "place": 1, "of": 3, "built_as": 2, "in_work": 0 }));
    });
}

#[test]
fn what_is_not_to_do_has_no_place_and_the_list_leads_to_the_reasons() {
    on_both_engines(async |office: &Office, router: &Router| {
        let story = office.stories(&["Choose a tone"])[0].id;
        let mira = Browser::of(router, office, &office.mira());
        assert!(mira.get("/larkbill/INV/backlog").await.shows("data-reasons=\"/larkbill/reasons/\""));
        assert!(mira.get("/larkbill/items/INV-1").await.shows("/larkbill/reasons/INV-1"));
        assert!(mira.get("/larkbill/reasons/INV-1").await.shows("First of 1 to do"));
        let done = mira.form("/larkbill/commands/finish_story", &format!("story={story}")).await;
        assert_eq!(done.status, 303);
        let page = mira.get("/larkbill/reasons/INV-1").await;
        assert!(page.shows("It is built and waits to be accepted."), "{}", page.body);
        let told = mira.get("/api/v1/larkbill/stories/INV-1/reasons").await.json();
        assert_eq!((&told["place"], &told["next_sprint"]), (&json!(null), &json!(null)));
    });
}
