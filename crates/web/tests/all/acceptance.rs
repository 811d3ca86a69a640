//! Verdicts, accepting and sending back, over HTML and over JSON, on both engines.

use axum::Router;
use domain::backlog::add_criterion::AddCriterion;
use domain::backlog::finish_story::FinishStory;
use domain::backlog::{CriterionId, StoryId};
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;
use serde_json::json;

use crate::browser::{Browser, on_both_engines};

fn done(office: &Office, criteria: &[&str]) -> (StoryId, Vec<CriterionId>) {
    let story = office.stories(&["Choose a tone for each customer"]).remove(0).id;
    let criterion = |then: &&str| {
        let (given, when) = ("a customer <set> to Gentle".into(), "a reminder is sent".into());
        let command = AddCriterion { story, given, when, then: (*then).into(), sentence: String::new() };
        office.does(&office.mira(), command).unwrap().done.id
    };
    let criteria = criteria.iter().map(criterion).collect();
    office.does(&office.aoife(), FinishStory { story }).unwrap();
    (story, criteria)
}

#[test]
fn the_owner_judges_by_form_and_is_asked_for_a_reason_where_something_is_not_met() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = Browser::of(router, office, &office.mira());
        let empty = mira.get("/larkbill/INV/acceptance").await;
        assert!(empty.shows("Nothing waits to be accepted"), "{}", empty.body);
        let (story, criteria) = done(office, &["no fees are named", "the log says who"]);
        let page = mira.get("/larkbill/INV/acceptance").await;
        assert!(page.shows("a customer &#60;set&#62; to Gentle"), "{}", page.body);
        assert!(page.shows("2 criteria have no verdict yet."), "{}", page.body);
        let here = "/larkbill/INV/acceptance";
        let verdict = format!("criterion={}&met=false&evidence=Invoice+2041&back={here}", criteria[0]);
        let judged = mira.form("/larkbill/commands/give_verdict", &verdict).await;
        assert_eq!((judged.status, judged.location.as_str()), (303, here), "{}", judged.body);
        let verdict = format!("criterion={}&met=true", criteria[1]);
        assert_eq!(mira.form("/larkbill/commands/give_verdict", &verdict).await.status, 303);
        for place in [here, "/larkbill/items/INV-1"] {
            let page = mira.get(place).await;
            assert!(page.shows("Invoice 2041") && page.shows("1 of 2 met"), "{place} {}", page.body);
            assert!(page.shows("Accepting asks for a note that says why."), "{place} {}", page.body);
            let (back, accept) =
                (page.body.find("Send back").unwrap(), page.body.find("Accept <kbd>").unwrap());
            assert!(back < accept, "where something is not met, sending back comes first");
        }
        let barred =
            mira.by_stream().form("/larkbill/commands/accept_story", &format!("story={story}")).await;
        assert_eq!(barred.status, 422);
        assert!(barred.shows("field=\"reason\""), "{}", barred.body);
    });
}

#[test]
fn a_story_is_sent_back_by_form_and_accepted_when_it_comes_back() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = Browser::of(router, office, &office.mira());
        let (story, _) = done(office, &["no fees are named", "the log says who"]);
        let back = format!("story={story}&reason=Still+stern");
        assert_eq!(mira.form("/larkbill/commands/send_back_story", &back).await.status, 303);
        let page = mira.get("/larkbill/items/INV-1").await;
        assert!(page.shows("sent it back: Still stern") && page.shows("Done, to accept"), "{}", page.body);
        for command in ["finish_story", "meet_all_criteria", "accept_story"] {
            let sent = mira.form(&format!("/larkbill/commands/{command}"), &format!("story={story}")).await;
            assert_eq!(sent.status, 303, "{command}: {}", sent.body);
        }
        let page = mira.get("/larkbill/items/INV-1").await;
        assert!(page.shows("accepted it") && page.shows("2 of 2 met"), "{}", page.body);
        assert!(mira.get("/larkbill/INV/acceptance").await.shows("Nothing waits to be accepted"));
    });
}

#[test]
fn the_same_through_json_and_only_for_the_owner() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (story, criteria) = done(office, &["no fees are named"]);
        for (actor, token) in [(office.mira(), "tl_mira"), (office.lena(), "tl_lena")] {
            let command = IssueToken { name: "t".into(), writes: true, token_hash: token_hash(token) };
            office.does(&actor, command).unwrap();
        }
        let (mira, lena) = (
            Browser::of_nobody(router).with_token("tl_mira"),
            Browser::of_nobody(router).with_token("tl_lena"),
        );
        let waiting = lena.get("/api/v1/larkbill/INV/acceptance").await.json();
        assert_eq!((waiting[0]["criteria"].as_i64(), waiting[0]["met"].as_i64()), (Some(1), Some(0)));
        let accept = json!({ "story": story });
        assert_eq!(lena.call("/api/v1/larkbill/commands/accept_story", &accept).await.status, 403);
        let barred = mira.call("/api/v1/larkbill/commands/accept_story", &accept).await;
        assert_eq!(
            (barred.status, barred.json()["title"].as_str()),
            (409, Some("conflict")),
            "{}",
            barred.body
        );
        let verdict = json!({ "criterion": criteria[0], "met": true, "evidence": "Test account" });
        assert_eq!(mira.call("/api/v1/larkbill/commands/give_verdict", &verdict).await.status, 200);
        assert_eq!(mira.call("/api/v1/larkbill/commands/accept_story", &accept).await.status, 200);
        let judged = lena.get("/api/v1/larkbill/stories/INV-1/acceptance").await.json();
        assert_eq!(judged["standing"]["met"], 1);
        assert_eq!(
            (judged["verdicts"][0]["evidence"].as_str(), judged["rulings"][0]["ruling"].as_str()),
            (Some("Test account"), Some("accepted"))
        );
        let page = Browser::of(router, office, &office.lena()).get("/larkbill/items/INV-1").await;
        assert!(page.shows("Test account") && !page.shows("give_verdict"), "{}", page.body);
    });
}
