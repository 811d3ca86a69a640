//! The forecast on the pages and over JSON, on both engines.

use axum::Router;
use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::add_dependency::AddDependency;
use domain::backlog::finish_story::FinishStory;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::spine::actor::{Actor, Door};
use domain::spine::moment::Day;
use domain::sprint::TeamMode;
use domain::sprint::add_team::AddTeam;
use domain::sprint::calibration::weekly;
use domain::sprint::plan::add_team_member::AddTeamMember;
use domain::sprint::plan::record_absence::RecordAbsence;
use domain::testing::{Office, START};
use serde_json::json;
use web::Clock;

use crate::browser::{Browser, on_both_engines};

const WEEK_SECONDS: u64 = 7 * 24 * 3_600;

fn accept(office: &Office, titles: &[&str]) {
    for story in office.stories(titles) {
        office.does(&office.mira(), FinishStory { story: story.id }).unwrap();
        office.does(&office.mira(), AcceptStory { story: story.id, reason: "Seen".into() }).unwrap();
    }
}

#[test]
fn the_backlog_says_how_far_it_comes_and_a_feature_by_when() {
    on_both_engines(async |office: &Office, router: &Router| {
        let token = IssueToken { name: "ci".into(), writes: false, token_hash: token_hash("tl_lena") };
        office.does(&office.lena(), token).unwrap();
        let api = Browser::of_nobody(router).with_token("tl_lena");
        let early = api.get("/api/v1/larkbill/INV/forecast").await.json();
        assert!(early["stories"].is_null() && early["reason"].as_str().unwrap().contains("two weeks"));
        // The server's clock is the machine's own.
        let now = Clock::System.now();
        office.turn_clock(now.plus_days(-56).plus_seconds(60));
        for _ in 0..8 {
            accept(office, &["a", "b", "c"]);
            office.wait_seconds(WEEK_SECONDS);
        }
        office.turn_clock(now);
        let stories = office.stories(&["d"; 40]);
        let feature = office.taken_feature("Tones", &[], &[stories[30].id]);
        let told = api.get("/api/v1/larkbill/INV/forecast").await.json();
        assert_eq!(told["accepted_by_week"].as_array().unwrap().len(), 8, "{told}");
        let sure = told["stories"]["p85"].as_u64().unwrap();
        assert!(sure > 0 && sure < told["stories"]["p50"].as_u64().unwrap(), "{told}");
        let lena = Browser::of(router, office, &office.lena());
        let page = lena.get("/larkbill/INV/backlog").await;
        assert!(page.shows("Four weeks end here, 85% likely") && page.shows("An even chance to here"));
        let above = page.body.split("class=\"cut\"").next().unwrap();
        assert_eq!(above.matches("class=\"row\"").count() as u64, sure, "the cut stands below what is sure");
        let waits = AddDependency { story: stories[0].id, blocker: stories[39].id };
        office.does(&office.mira(), waits).unwrap();
        let page = lena.get("/larkbill/INV/backlog").await;
        let above = page.body.split("class=\"cut\"").next().unwrap();
        assert_eq!(
            above.matches("class=\"row\"").count() as u64,
            sure - 1,
            "another is built before its place"
        );
        assert!(!lena.get("/larkbill/INV/backlog?state=todo").await.shows("85% likely"));
        let today = Day::of(now.day_in("UTC"));
        let (first, last) = (today, today.plus_days(10));
        let days = format!("starts_on={first}&ends_on={last}&precision=day");
        let plan = format!("feature={feature}&{days}&back=/larkbill");
        let ines = Browser::of(router, office, &office.ines());
        assert_eq!(ines.form("/larkbill/commands/schedule_feature", &plan).await.status, 303);
        let page = lena.get("/larkbill/items/INV-65").await;
        assert!(page.shows(", 85%") && page.shows("to be done as planned"), "{}", page.body);
        assert!(page.shows("meta bad"), "thirty-one stories do not fit before that day");
    });
}

#[test]
fn absences_ahead_are_told_beside_the_day() {
    on_both_engines(async |office: &Office, router: &Router| {
        let now = Clock::System.now();
        office.turn_clock(now.plus_days(-21).plus_seconds(60));
        for _ in 0..3 {
            accept(office, &["a", "b", "c"]);
            office.wait_seconds(WEEK_SECONDS);
        }
        office.turn_clock(now);
        let (mira, person) = (office.mira(), office.aoife().person.unwrap());
        let add = AddTeam { product: office.product, name: "Harbour".into(), mode: TeamMode::Sprints };
        let team = office.does(&mira, add).unwrap().done.id;
        office.does(&mira, AddTeamMember { team, person, capacity: String::new() }).unwrap();
        let stories = office.stories(&["d"; 12]);
        office.taken_feature("Tones", &[], &[stories[10].id]);
        let story = stories[10].key.clone();
        let lena = Browser::of(router, office, &office.lena());
        let told = async || lena.get(&format!("/larkbill/reasons/{story}")).await;
        assert!(!told().await.shows("absences until then"));
        let today = Day::of(now.day_in("UTC"));
        let (starts_on, ends_on) = (today.plus_days(7), today.plus_days(13));
        office.does(&mira, RecordAbsence { person, starts_on, ends_on }).unwrap();
        assert!(told().await.shows("absences until then, in weeks: 1.0"), "{}", told().await.body);
        let feature = lena.get("/larkbill/items/INV-22").await;
        assert!(feature.shows("absences until then, in weeks: 1.0"), "{}", feature.body);
        let api = lena.get("/api/v1/larkbill/INV/forecast").await.json();
        assert_eq!(api["available_ahead"], json!([1.0, 0.0]), "{api}");
        assert_eq!(api["available_by_week"], json!([1.0, 1.0, 1.0]), "{api}");
    });
}

#[test]
fn what_was_forecast_stands_beside_what_happened() {
    on_both_engines(async |office: &Office, router: &Router| {
        let reader = Browser::of(router, office, &office.lena());
        let page = reader.get("/larkbill/INV/calibration").await;
        assert!(
            page.shows("Nothing was put down yet") && page.shows("Of these nothing was due yet"),
            "{}",
            page.body
        );
        for week in 1..=9 {
            office.turn_clock(START.plus_days(-7 * week));
            for story in office.stories(&["one", "another"]) {
                office.does(&office.aoife(), FinishStory { story: story.id }).unwrap();
                let accept = AcceptStory { story: story.id, reason: "seen".into() };
                office.does(&office.mira(), accept).unwrap();
            }
        }
        office.turn_clock(START);
        let (program, product) = (Actor::program(office.workspace, Door::Timer), office.product);
        let week = office.reads(move |tx| weekly::look(tx, &program, product, START));
        let (workspace, put) = (office.workspace, week.clone());
        office.db.write(workspace.0, move |tx| weekly::put_down(tx, workspace, product, &put)).unwrap();
        let page = reader.get("/larkbill/INV/calibration").await;
        for shown in ["Week by week", "worked out later", "It came true in", "as much was accepted"] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        let command = IssueToken { name: "t".into(), writes: false, token_hash: token_hash("tl_mira") };
        office.does(&office.mira(), command).unwrap();
        let api = Browser::of_nobody(router).with_token("tl_mira");
        let told = api.get("/api/v1/larkbill/INV/calibration").await.json();
        assert_eq!(told["pace"][1]["sure"], 85, "{told}");
        assert!(told["pace"][1]["due"].as_i64().unwrap() >= 2, "{told}");
        assert_eq!(told["forecasts"][0]["subject"], "pace");
        let (taught, page) = (&told["taught"], reader.get("/larkbill/INV/calibration").await);
        assert!(
            taught["forecasts"].as_u64().unwrap() > 0 && taught["below"].as_f64().unwrap() > 0.0,
            "{taught}"
        );
        assert!(page.shows("taught the next one"), "{}", page.body);
        let earlier = reader.get("/larkbill/INV/calibration?before=2026-11-02").await;
        assert!(earlier.shows("The newest") && !earlier.shows("9 Nov 2026"), "{}", earlier.body);
        assert_eq!(reader.get("/larkbill/INV/calibration?before=yesterday").await.status, 422);
    });
}
