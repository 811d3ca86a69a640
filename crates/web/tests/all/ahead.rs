//! Planning ahead over HTML and over JSON, on both engines.

use axum::Router;
use domain::backlog::StoryId;
use domain::backlog::estimate_story::EstimateStory;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::spine::actor::{Actor, Door};
use domain::sprint::ahead::end_plan_search::EndPlanSearch;
use domain::sprint::ahead::progress::{self, Heard};
use domain::sprint::ahead::search::{Watch, find};
use domain::testing::Office;
use serde_json::{Value, json};

use crate::browser::{Browser, on_both_engines};

struct ToTheEnd;

impl Watch for ToTheEnd {
    fn searches(&mut self, _: Heard) -> bool {
        true
    }

    fn explains(&mut self) -> bool {
        true
    }
}

/// What the program does beside the pages: it searches.
pub(crate) fn search(office: &Office) {
    let now = web::Clock::System.now();
    let open = office.reads(move |tx| progress::open(tx, now)).remove(0);
    assert!(office.db.write(open.workspace_id.0, move |tx| progress::claim(tx, open, now)).unwrap());
    let found = find(&office.reads(move |tx| progress::read(tx, open)), &mut ToTheEnd);
    let program = Actor::program(office.workspace, Door::Timer);
    office.does(&program, EndPlanSearch::of(open.search_id, found, false)).unwrap();
}

/// What a program gives as a command; the id of what it made.
pub(crate) async fn make(program: &Browser<'_>, command: &str, body: Value) -> Value {
    let done = program.call(&format!("/api/v1/larkbill/commands/{command}"), &body).await;
    assert_eq!(done.status, 200, "{command}: {}", done.body);
    done.json()["done"]["id"].clone()
}

/// Two sprints of ten points and five stories of five; the ids of both.
pub(crate) async fn planned(office: &Office, program: &Browser<'_>) -> (Vec<Value>, Vec<StoryId>) {
    let command = IssueToken { name: "ci".into(), writes: true, token_hash: token_hash("tl_mira") };
    office.does(&office.mira(), command).unwrap();
    let product = office.product;
    let team = make(program, "add_team", json!({ "product": product, "name": "Reminders" })).await;
    let person = office.aoife().person;
    make(program, "add_team_member", json!({ "team": team, "person": person, "capacity": "10" })).await;
    let mut sprints = Vec::new();
    for (starts_on, ends_on) in [("2026-11-16", "2026-11-27"), ("2026-11-30", "2026-12-11")] {
        let days = json!({ "product": product, "team": team, "starts_on": starts_on, "ends_on": ends_on });
        sprints.push(make(program, "add_sprint", days).await);
    }
    let titles = ["Choose a tone", "Mute one invoice", "Pay in parts", "Pay by bank", "Pay by <card>"];
    let stories: Vec<_> = office.stories(&titles).into_iter().map(|done| done.id).collect();
    for story in &stories {
        let points = "5".into();
        office.does(&office.aoife(), EstimateStory { story: *story, points }).unwrap();
    }
    (sprints, stories)
}

pub(crate) const PAGE: &str = "/larkbill/INV/sprints/ahead";
const API: &str = "/api/v1/larkbill/INV/sprints/ahead";

/// A form of the page, which leads back to it.
pub(crate) async fn post(who: &Browser<'_>, command: &str, body: String) {
    let form = format!("{body}&back={PAGE}");
    let done = who.form(&format!("/larkbill/commands/{command}"), &form).await;
    assert_eq!(done.status, 303, "{command}: {}", done.body);
}

/// What stands between two ids of the page.
fn between<'b>(body: &'b str, from: &str, to: &str) -> &'b str {
    let start = body.find(from).unwrap_or_else(|| panic!("no {from}: {body}"));
    let rest = &body[start..];
    &rest[..rest.find(to).unwrap_or(rest.len())]
}

#[test]
fn stories_are_pinned_a_plan_is_asked_for_shown_and_taken_by_form() {
    on_both_engines(async |office: &Office, router: &Router| {
        let program = Browser::of_nobody(router).with_token("tl_mira");
        let mira = Browser::of(router, office, &office.mira());
        assert!(mira.get(PAGE).await.shows("No sprint is planned"));
        let (sprints, stories) = planned(office, &program).await;
        let second = sprints[1].as_str().unwrap();
        let page = mira.get(PAGE).await;
        assert!(
            page.shows("2 sprints until 11 December 2026") && page.shows("0 of 10 points"),
            "{}",
            page.body
        );
        assert!(page.shows("Pay by &#60;card&#62;"), "{}", page.body);
        post(&mira, "pin_story", format!("story={}&sprint={second}", stories[0])).await;
        post(&mira, "keep_story_out", format!("story={}&sprint={second}", stories[1])).await;
        let page = mira.get(PAGE).await;
        let there = between(&page.body, &format!("id=\"column-{second}\""), "</section>");
        assert!(there.contains("Choose a tone") && there.contains("comes in"), "{there}");
        assert!(between(&page.body, "id=\"column-none\"", "</section>").contains("Mute one invoice"));
        post(&mira, "propose_plan", format!("product={}", office.product)).await;
        let page = mira.get(PAGE).await;
        assert!(page.shows("It waits for its turn.") && page.shows("<look-again"), "{}", page.body);
        assert!(!page.shows("Take this plan"), "{}", page.body);
        search(office);
        let page = mira.get(PAGE).await;
        assert!(page.shows("No better plan exists.") && !page.shows("<look-again"), "{}", page.body);
        assert!(page.shows("INV-1 is pinned to sprint 2 by Mira."), "{}", page.body);
        assert!(
            page.shows("10 of 10 points") && page.shows("One more point would buy nothing."),
            "{}",
            page.body
        );
        let chart = between(&page.body, "<desc id=\"load-desc\">", "</desc>");
        assert!(chart.contains("Sprint 1: 10 of 10 points. Sprint 2: 10 of 10 points."), "{chart}");
        let now = mira.get(&format!("{PAGE}?show=now")).await;
        assert!(!between(&now.body, "id=\"column-backlog\"", "</section>").contains("Choose a tone"));
    });
}

#[test]
fn a_plan_is_taken_by_form_unless_it_no_longer_holds() {
    on_both_engines(async |office: &Office, router: &Router| {
        let program = Browser::of_nobody(router).with_token("tl_mira");
        let mira = Browser::of(router, office, &office.mira());
        let (sprints, stories) = planned(office, &program).await;
        let second = sprints[1].as_str().unwrap();
        post(&mira, "pin_story", format!("story={}&sprint={second}", stories[0])).await;
        post(&mira, "keep_story_out", format!("story={}&sprint={second}", stories[1])).await;
        post(&mira, "propose_plan", format!("product={}", office.product)).await;
        search(office);
        let page = mira.get(PAGE).await;
        let search = between(&page.body, "id=\"take-plan\"", "</form>");
        let search =
            between(search, "name=\"search\" value=\"", "\">").replace("name=\"search\" value=\"", "");
        post(&mira, "unpin_story", format!("story={}", stories[1])).await;
        post(&mira, "pin_story", format!("story={}&sprint={second}", stories[1])).await;
        let page = mira.get(PAGE).await;
        assert!(page.shows("INV-2 is pinned to sprint 2 by now. Propose again."), "{}", page.body);
        assert!(!page.shows("Take this plan"), "{}", page.body);
        let late = mira.form("/larkbill/commands/take_plan", &format!("search={search}&back={PAGE}")).await;
        assert_eq!(late.status, 409, "{}", late.body);
        post(&mira, "keep_story_out", format!("story={}", stories[1])).await;
        post(&mira, "take_plan", format!("search={search}")).await;
        let page = mira.get(PAGE).await;
        assert!(!page.shows("Take this plan") && !page.shows("comes in"), "{}", page.body);
        let plan = mira.get("/larkbill/INV/plan?sprint=2").await;
        assert!(plan.shows("Choose a tone") && plan.shows("Plan ahead"), "{}", plan.body);
    });
}

#[test]
fn the_team_reads_it_and_changes_nothing() {
    on_both_engines(async |office: &Office, router: &Router| {
        planned(office, &Browser::of_nobody(router).with_token("tl_mira")).await;
        let aoife = Browser::of(router, office, &office.aoife());
        let page = aoife.get(PAGE).await;
        assert_eq!(page.status, 200);
        assert!(page.shows("Choose a tone") && !page.shows("move-url") && !page.shows("propose_plan"));
    });
}

#[test]
fn the_same_through_json() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = Browser::of_nobody(router).with_token("tl_mira");
        let (sprints, stories) = planned(office, &mira).await;
        let whole = mira.get(API).await.json();
        assert_eq!(
            (&whole["search"], whole["stories"].as_array().unwrap().len()),
            (&Value::Null, 5),
            "{whole}"
        );
        assert_eq!((&whole["sprints"][1]["id"], &whole["sprints"][1]["period"]), (&sprints[1], &json!(1)));
        make(&mira, "pin_story", json!({ "story": stories[4], "sprint": sprints[0] })).await;
        let asked = make(&mira, "propose_plan", json!({ "product": office.product })).await;
        let whole = mira.get(API).await.json();
        assert_eq!(whole["search"]["state"], "searching", "{whole}");
        assert_eq!(whole["search"]["proposal"], Value::Null, "{whole}");
        assert_eq!(whole["pins"][0]["sprint_id"], sprints[0], "{whole}");
        search(office);
        let whole = mira.get(API).await.json();
        let search = &whole["search"];
        assert_eq!((&search["state"], &search["broken"]), (&json!("proven"), &json!([])), "{whole}");
        assert_eq!(search["proposal"]["plan"].as_array().unwrap().len(), 4, "{whole}");
        let take = mira.call("/api/v1/larkbill/commands/take_plan", &json!({ "search": asked })).await.json();
        assert_eq!(take["done"]["moved_in"], 4, "{take}");
        let stop = mira.call("/api/v1/larkbill/commands/stop_plan_search", &json!({ "search": asked })).await;
        assert_eq!((stop.status, &stop.json()["detail"]), (409, &json!("This search is over.")));
    });
}
