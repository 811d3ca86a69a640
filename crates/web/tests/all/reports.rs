//! Reports over HTML and over JSON, on both engines.

use axum::Router;
use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::estimate_story::EstimateStory;
use domain::backlog::finish_story::FinishStory;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::spine::moment::Day;
use domain::sprint::TeamMode;
use domain::sprint::add_team::AddTeam;
use domain::sprint::plan::add_sprint::AddSprint;
use domain::sprint::plan::put_in_sprint::PutInSprint;
use domain::sprint::plan::start_sprint::StartSprint;
use domain::testing::Office;

use crate::browser::{Browser, on_both_engines};

/// The chart tells its name and what it shows.
const BURN_DOWN: &str = "<title id=\"burn-title\">Burn-down</title><desc id=\"burn-told\">5 of 8";

#[test]
fn a_sprint_that_runs_is_drawn_with_its_sentence_and_its_table() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = office.mira();
        let reader = Browser::of(router, office, &office.lena());
        let page = reader.get("/larkbill/INV/reports").await;
        assert!(page.shows("No sprint has started yet") && page.shows("Nothing was accepted yet."));
        assert_eq!(reader.get("/larkbill/INV/reports?sprint=4").await.status, 404);

        let stories = office.stories(&["Tone", "Hour"]);
        for (story, points) in stories.iter().zip(["3", "5"]) {
            office.does(&mira, EstimateStory { story: story.id, points: points.into() }).unwrap();
        }
        let (product, name) = (office.product, "Harbour".into());
        let team = office.does(&mira, AddTeam { product, name, mode: TeamMode::Sprints }).unwrap().done.id;
        let day = |text: &str| Day::parse(text).unwrap();
        let (starts_on, ends_on) = (day("2026-11-18"), day("2026-12-01"));
        let sprint = AddSprint { product, team, goal: "Softer words".into(), starts_on, ends_on };
        let sprint = office.does(&mira, sprint).unwrap().done.id;
        for story in &stories {
            office.does(&mira, PutInSprint { sprint, story: story.id }).unwrap();
        }
        office.does(&mira, StartSprint { sprint }).unwrap();
        let story = stories[0].id;
        office.does(&office.aoife(), FinishStory { story }).unwrap();
        office.does(&mira, AcceptStory { story, reason: "seen".into() }).unwrap();

        for place in ["/larkbill/INV/reports", "/larkbill/INV/reports?sprint=1"] {
            let page = reader.get(place).await;
            for shown in ["Softer words", "5 of 8 points left on day", BURN_DOWN, "Burn-up"] {
                assert!(page.shows(shown), "{shown} in {}", page.body);
            }
        }
        assert!(reader.get("/larkbill/INV/sprints/1").await.shows("5 of 8 points left"));
        assert!(reader.get("/larkbill/INV/today").await.shows("5 of 8 points left"));
        let command = IssueToken { name: "t".into(), writes: false, token_hash: token_hash("tl_mira") };
        office.does(&mira, command).unwrap();
        let api = Browser::of_nobody(router).with_token("tl_mira");
        let told = api.get("/api/v1/larkbill/INV/reports").await.json();
        let steps = told["burn"]["steps"].as_array().unwrap();
        assert_eq!(
            (steps.len(), &steps[1]["scope"], &steps[1]["accepted"]),
            (2, &80.into(), &30.into()),
            "{told}"
        );
        assert_eq!((told["sprint"].as_i64(), told["velocity"]["mean"].is_null()), (Some(1), true));
    });
}
