//! What if: begun from the roadmap, tried by forms, compared, offered, taken over and dropped; on the pages and as JSON, on
//! both engines.

use axum::Router;
use domain::acceptance::accept_story::AcceptStory;
use domain::backlog::finish_story::FinishStory;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;
use serde_json::{Value as Json, json};
use web::Clock;

use crate::browser::{Answered, Browser, on_both_engines};

const PLACE: &str = "/larkbill/INV/roadmap/scenarios";

/// Six weeks in which something was accepted, then two features of three stories each; their ids.
fn firm(office: &Office) -> [String; 2] {
    let issue = IssueToken { name: "t".into(), writes: true, token_hash: token_hash("tl_ines") };
    office.does(&office.ines(), issue).unwrap();
    // The server's clock is the machine's own.
    let now = Clock::System.now();
    office.turn_clock(now.plus_days(-42).plus_seconds(60));
    for week in 0..6 {
        for story in office.stories(if week % 2 == 0 { &["x", "y"] } else { &["x", "y", "z"] }) {
            office.does(&office.mira(), FinishStory { story: story.id }).unwrap();
            office.does(&office.mira(), AcceptStory { story: story.id, reason: "Seen".into() }).unwrap();
        }
        office.wait_seconds(7 * 24 * 3_600);
    }
    office.turn_clock(now);
    let ids = |titles: &[&str]| office.stories(titles).iter().map(|story| story.id).collect::<Vec<_>>();
    let (tone, bank) = (ids(&["a", "b", "c"]), ids(&["d", "e", "f"]));
    let tone = office.taken_feature("Your <b>own</b> tone", &[], &tone);
    let bank = office.taken_feature("Pay by bank", &[], &bank);
    [tone.to_string(), bank.to_string()]
}

async fn does(browser: &Browser<'_>, name: &str, body: Json) -> Json {
    let done = browser.call(&format!("/api/v1/larkbill/commands/{name}"), &body).await;
    assert_eq!(done.status, 200, "{name}: {}", done.body);
    done.json()
}

#[test]
fn a_scenario_is_tried_offered_and_taken_over_from_its_page() {
    on_both_engines(async |office: &Office, router: &Router| {
        let [tone, bank] = firm(office);
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        let lena = Browser::of(router, office, &office.lena());
        assert!(ines.get("/larkbill/INV/roadmap?view=time").await.shows(PLACE));
        assert!(ines.get(PLACE).await.shows("No scenarios yet"));
        let product = office.product;
        let begin =
            format!("product={product}&title=Bank+%3Ci%3Efirst&note=For+the+fair&back={PLACE}/%7Bnumber%7D");
        assert_eq!(mira.form("/larkbill/commands/add_scenario", &begin).await.status, 403);
        let begun = ines.form("/larkbill/commands/add_scenario", &begin).await;
        assert_eq!((begun.status, begun.location.as_str()), (303, "/larkbill/INV/roadmap/scenarios/1"));
        let place = format!("{PLACE}/1");
        let page = ines.get(&place).await;
        assert!(
            page.shows("Bank &#60;i&#62;first") && page.shows("No feature comes sooner or later."),
            "{}",
            page.body
        );
        assert!(page.shows("Your &#60;b&#62;own&#60;/b&#62; tone") && !page.shows("<b>own"), "{}", page.body);
        let scenario = page.body.split("name=\"scenario\" value=\"").nth(1).unwrap()[..36].to_owned();
        tried(&scenario, (&ines, &lena), [&tone, &bank]).await;
        assert!(!lena.get(&place).await.shows("id=\"settle\""));
        assert!(mira.get(&place).await.shows("Ask the manager to offer it"));
        assert_eq!(form(&ines, &scenario, "offer_scenario", "").await.status, 303);
        let waits = mira.get("/larkbill/INV/today").await;
        assert!(waits.shows("Scenarios offered to you") && waits.shows(&place), "{}", waits.body);
        let offered = mira.get(&place).await;
        assert!(offered.shows("offered to the owner") && offered.shows("id=\"take\""), "{}", offered.body);
        let taken = form(&mira, &scenario, "take_scenario", "reason=The+fair").await;
        assert_eq!(taken.status, 303, "{}", taken.body);
        assert_eq!(office.backlog()[office.backlog().len() - 6..][..3], ["d", "e", "f"]);
        settled(&lena, &ines).await;
    });
}

async fn form(browser: &Browser<'_>, scenario: &str, name: &str, more: &str) -> Answered {
    let body = format!("scenario={scenario}&back={PLACE}/1&{more}");
    browser.form(&format!("/larkbill/commands/{name}"), &body).await
}

/// Another order, capacity and scope; what cannot be is refused.
async fn tried(scenario: &str, (ines, lena): (&Browser<'_>, &Browser<'_>), [tone, bank]: [&String; 2]) {
    let place = format!("{PLACE}/1");
    let moved = form(ines, scenario, "move_in_scenario", &format!("feature={bank}&before={tone}")).await;
    assert_eq!((moved.status, moved.location.as_str()), (303, place.as_str()), "{}", moved.body);
    assert_eq!(form(ines, scenario, "change_capacity", "percent=5&from=").await.status, 422);
    assert_eq!(form(ines, scenario, "change_capacity", "percent=120&from=").await.status, 303);
    assert_eq!(form(ines, scenario, "change_scope", &format!("feature={tone}&stories=-4")).await.status, 422);
    assert_eq!(form(ines, scenario, "change_scope", &format!("feature={tone}&stories=2")).await.status, 303);
    assert_eq!(form(lena, scenario, "change_scope", &format!("feature={tone}&stories=2")).await.status, 403);
    let page = ines.get(&place).await;
    for words in
        ["120 % of today’s pace from now on", "comes right before INV-", "has 2 stories more", "days sooner"]
    {
        assert!(page.shows(words), "{words}: {}", page.body);
    }
    assert!(page.shows("class=\"chart versus\"") && page.shows("Offer it to the owner"), "{}", page.body);
    assert!(
        page.shows("the order of the backlog is the owner&#39;s") && !page.shows("id=\"take\""),
        "{}",
        page.body
    );
}

/// It stays to be read, with the decision in which it is found again.
async fn settled(lena: &Browser<'_>, ines: &Browser<'_>) {
    let place = format!("{PLACE}/1");
    let page = lena.get(&place).await;
    assert!(
        page.shows("taken over") && page.shows("What it said on that day") && page.shows("Decision INV-")
    );
    assert!(!page.shows("id=\"capacity\"") && page.shows("sooner"), "{}", page.body);
    let decision = page.body.split("/INV/decisions?open=").nth(1).unwrap().split('"').next().unwrap();
    let decision = lena.get(&format!("/larkbill/INV/decisions?open={decision}")).await;
    assert!(decision.shows("Scenario 1: Bank &#60;i&#62;first"), "{}", decision.body);
    assert!(decision.shows("Still to be done by people"), "{}", decision.body);
    let history = ines.get("/larkbill/INV/history").await;
    assert!(history.shows("took a scenario over") && history.shows("tried another order in a scenario"));
    assert_eq!(lena.get(&format!("{PLACE}/9")).await.status, 404);
}

#[test]
fn the_same_through_json_and_two_scenarios_beside_each_other() {
    on_both_engines(async |office: &Office, router: &Router| {
        let [tone, bank] = firm(office);
        let ines = Browser::of_nobody(router).with_token("tl_ines");
        let product = office.product;
        let begin = async |title: &str| {
            let done = does(&ines, "add_scenario", json!({ "product": product, "title": title })).await;
            done["done"].clone()
        };
        let (first, second) = (begin("Bank first").await, begin("Twice as many").await);
        assert_eq!((&first["number"], &second["number"]), (&json!(1), &json!(2)));
        let moved = json!({ "scenario": first["id"], "feature": bank, "before": tone });
        let moved = does(&ines, "move_in_scenario", moved).await;
        assert!(moved["sentence"].as_str().unwrap().contains("comes right before INV-"), "{moved}");
        does(&ines, "change_capacity", json!({ "scenario": second["id"], "percent": 200 })).await;
        let listed = ines.get("/api/v1/larkbill/INV/scenarios").await.json();
        assert_eq!((&listed[0]["number"], &listed[1]["changes"]), (&json!(2), &json!(1)));
        let told = ines.get("/api/v1/larkbill/INV/scenarios/1").await.json();
        assert_eq!(
            (&told["state"], &told["beside"], &told["no_forecast"]),
            (&json!("draft"), &Json::Null, &Json::Null)
        );
        assert_eq!(told["changes"][0]["kind"], "before");
        assert_eq!(told["summary"]["sooner"], 1, "{told}");
        assert_eq!(told["sentence"], "1 feature comes sooner, 1 later.");
        let row = &told["rows"][0];
        assert_eq!(
            (&row["title"], &row["now"]["ahead"], &row["then"]["ahead"]),
            (&json!("Pay by bank"), &json!({ "stories": 6 }), &json!({ "stories": 3 }))
        );
        let beside = ines.get("/api/v1/larkbill/INV/scenarios/1?beside=2").await.json();
        assert_eq!((&beside["beside"], &beside["rows"][0]["then"]), (&json!(2), &row["then"]));
        assert!(beside["rows"][0]["now"]["p85"].as_str() < row["now"]["p85"].as_str(), "{beside}");
        assert_eq!(ines.get("/api/v1/larkbill/INV/scenarios/1?beside=9").await.status, 404);
        assert_eq!(ines.get(&format!("{PLACE}/1?beside=")).await.status, 200);
        let page = ines.get(&format!("{PLACE}/1?beside=2")).await;
        assert!(page.shows("Scenario 2") && page.shows("Twice as many"), "{}", page.body);
        let dropped = json!({ "scenario": second["id"], "reason": "Nobody to be had" });
        does(&ines, "drop_scenario", dropped.clone()).await;
        assert_eq!(ines.call("/api/v1/larkbill/commands/drop_scenario", &dropped).await.status, 409);
        let told = ines.get("/api/v1/larkbill/INV/scenarios/2").await.json();
        assert_eq!((&told["state"], &told["reason"]), (&json!("dropped"), &json!("Nobody to be had")));
        assert!(told["told"].as_str().unwrap().contains("200 % of today’s pace from now on."), "{told}");
    });
}
