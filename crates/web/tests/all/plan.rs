//! The sprint plan over HTML and over JSON, on both engines.

use axum::Router;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;
use serde_json::json;

use crate::browser::{Browser, on_both_engines};

#[test]
fn a_sprint_is_planned_by_form_from_nothing_to_its_end() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = Browser::of(router, office, &office.mira());
        let plan = "/larkbill/INV/plan";
        assert!(mira.get(plan).await.shows("No team yet"));
        let product = office.product;
        let post = async |who: &Browser<'_>, command: &str, body: String| {
            let done =
                who.form(&format!("/larkbill/commands/{command}"), &format!("{body}&back={plan}")).await;
            assert_eq!(done.status, 303, "{command}: {}", done.body);
        };
        post(&mira, "add_team", format!("product={product}&name=Reminders")).await;
        let page = mira.get(plan).await;
        assert!(page.shows("No sprint is planned"), "{}", page.body);
        let team = after(&page.body, "<option value=\"");
        let days = "starts_on=2026-11-16&ends_on=2026-11-27";
        post(&mira, "add_sprint", format!("product={product}&team={team}&goal=Pay+in+parts&{days}")).await;
        let story = office.stories(&["Choose a tone", "Mute one invoice"]).remove(0).id;
        let page = mira.get(plan).await;
        assert!(page.shows("Pay in parts") && page.shows("16 to 27 November 2026"), "{}", page.body);
        assert!(page.shows("nothing limits the plan") && page.shows("Choose a tone"), "{}", page.body);
        let sprint = after(&page.body, "name=\"sprint\" value=\"");
        post(&mira, "put_in_sprint", format!("sprint={sprint}&story={story}")).await;
        let aoife = Browser::of(router, office, &office.aoife());
        post(&aoife, "object_to_story", format!("sprint={sprint}&story={story}&body=Too+%3Cbig%3E")).await;
        let page = mira.get(plan).await;
        assert!(page.shows("Too &#60;big&#62;") && page.shows("Answer Aoife"), "{}", page.body);
        let objection = after(&page.body, "name=\"objection\" value=\"");
        post(&mira, "answer_objection", format!("objection={objection}&answer=We+split+it")).await;
        let page = mira.get(&format!("{plan}?propose=1")).await;
        assert!(page.shows("Take this proposal") && page.shows("No better plan exists."), "{}", page.body);
        let days = "starts_on=2026-11-30&ends_on=2026-12-11";
        let back = "back=/larkbill/INV/plan?sprint=%7Bnumber%7D";
        let another = format!("product={product}&team={team}&goal=Get+paid&{days}&{back}");
        let another = mira.form("/larkbill/commands/add_sprint", &another).await;
        assert_eq!(another.location, "/larkbill/INV/plan?sprint=2", "{}", another.body);
        let page = mira.get(&another.location).await;
        assert!(page.shows("Get paid") && page.shows("30 November to 11 December 2026"), "{}", page.body);
        assert!(mira.get(plan).await.shows("Pay in parts"), "the next one is planned first");
        assert_eq!(mira.get("/larkbill/INV/plan?sprint=7").await.status, 404);
        post(&mira, "start_sprint", format!("sprint={sprint}")).await;
        let page = mira.get("/larkbill/INV/sprints/1").await;
        assert!(page.shows("Close sprint") && page.shows("Choose a tone"), "{}", page.body);
        let body = format!("sprint={sprint}&goal_met=partly&note=Half&stories={story}&places=backlog");
        post(&mira, "close_sprint", body).await;
        let page = mira.get("/larkbill/INV/sprints/1").await;
        assert!(page.shows("Partly") && !page.shows("Close sprint"), "{}", page.body);
    });
}

#[test]
fn the_same_through_json() {
    on_both_engines(async |office: &Office, router: &Router| {
        let command = IssueToken { name: "ci".into(), writes: true, token_hash: token_hash("tl_mira") };
        office.does(&office.mira(), command).unwrap();
        let mira = Browser::of_nobody(router).with_token("tl_mira");
        let make = async |command: &str, body: serde_json::Value| {
            let done = mira.call(&format!("/api/v1/larkbill/commands/{command}"), &body).await;
            assert_eq!(done.status, 200, "{command}: {}", done.body);
            done.json()["done"]["id"].clone()
        };
        let product = office.product;
        office.stories(&["Choose a tone", "Mute one invoice"]);
        let team = make("add_team", json!({ "product": product, "name": "Reminders" })).await;
        let person = office.aoife().person;
        make("add_team_member", json!({ "team": team, "person": person, "capacity": "1" })).await;
        let days =
            json!({ "product": product, "team": team, "starts_on": "2026-11-16", "ends_on": "2026-11-27" });
        make("add_sprint", days).await;
        let sprints = mira.get("/api/v1/larkbill/INV/sprints").await.json();
        assert_eq!((&sprints[0]["number"], &sprints[0]["state"]), (&json!(1), &json!("planned")));
        let proposal = mira.get("/api/v1/larkbill/INV/sprints/1/proposal").await.json();
        assert_eq!(proposal["stories"][0]["planned"], true, "{proposal}");
        assert_eq!(proposal["stories"][1]["planned"], false, "{proposal}");
        let whole = mira.get("/api/v1/larkbill/INV/sprints/1").await.json();
        assert_eq!(whole["stories"], json!([]), "a proposal changes nothing");
        assert_eq!(mira.get("/api/v1/larkbill/INV/sprints/9").await.status, 404);
    });
}

#[test]
fn a_proposal_is_as_sure_as_was_chosen_and_says_so_in_html_and_json() {
    on_both_engines(async |office: &Office, router: &Router| {
        let command = IssueToken { name: "ci".into(), writes: true, token_hash: token_hash("tl_mira") };
        office.does(&office.mira(), command).unwrap();
        let mira = Browser::of_nobody(router).with_token("tl_mira");
        let make = async |command: &str, body: serde_json::Value| {
            let done = mira.call(&format!("/api/v1/larkbill/commands/{command}"), &body).await;
            assert_eq!(done.status, 200, "{command}: {}", done.body);
            done.json()["done"]["id"].clone()
        };
        let product = office.product;
        let stories = office.stories(&["Choose a tone", "Mute one invoice", "Pay in parts", "Pay by bank"]);
        let team = make("add_team", json!({ "product": product, "name": "Reminders" })).await;
        let person = office.aoife().person;
        make("add_team_member", json!({ "team": team, "person": person, "capacity": "9" })).await;
        let days =
            json!({ "product": product, "team": team, "starts_on": "2026-11-16", "ends_on": "2026-11-27" });
        make("add_sprint", days).await;
        let page = Browser::of(router, office, &office.mira());
        let plan = "/larkbill/INV/plan?sprint=1";
        assert!(!page.get(&format!("{plan}&propose=1")).await.shows("How sure it is to fit"));
        for (story, points) in stories.iter().zip(["4-6", "4", "4", "1"]) {
            make("estimate_story", json!({ "story": story.id, "points": points })).await;
        }
        let by_low = page.get(&format!("{plan}&propose=1")).await;
        assert!(by_low.shows("How sure it is to fit") && by_low.shows("4–6"), "{}", by_low.body);
        assert!(by_low.shows("Planned by the low estimates it fits in"), "{}", by_low.body);
        let sure = page.get(&format!("{plan}&propose=1&sure=85")).await;
        let told = "This plan fits in 100 of 100 simulated sprints; being this sure costs 14 % of the value";
        assert!(sure.shows(told), "{}", sure.body);
        assert_eq!(page.get(&format!("{plan}&propose=1&sure=7")).await.status, 422);
        let proposal = "/api/v1/larkbill/INV/sprints/1/proposal";
        let low = mira.get(proposal).await.json();
        assert_eq!(
            (&low["stories"][0]["planned"], &low["held"]["wanted_percent"]),
            (&json!(true), &json!(null))
        );
        let sure = mira.get(&format!("{proposal}?sure=85")).await.json();
        assert_eq!(sure["stories"][0]["planned"], false, "{sure}");
        let held = &sure["held"];
        assert_eq!((&held["wanted_percent"], &held["held_percent"]), (&json!(85), &json!(100.0)), "{held}");
        assert_eq!(mira.get(&format!("{proposal}?sure=many")).await.status, 422);
        let row = &mira.get("/api/v1/larkbill/INV/backlog").await.json()["rows"][0];
        assert_eq!((&row["points_tenths"], &row["points_high_tenths"]), (&json!(4.0), &json!(6.0)));
        let history = page.get("/larkbill/items/INV-1").await;
        assert!(history.shows("changed the high estimate") && history.shows("4–6"), "{}", history.body);
        let backlog = page.get("/larkbill/INV/backlog").await;
        assert!(backlog.shows("4–6"), "{}", backlog.body);
    });
}

fn after<'b>(body: &'b str, mark: &str) -> &'b str {
    body.split(mark).nth(1).unwrap().split('"').next().unwrap()
}

/// Of a skill only where it would buy something else than a point of anybody.
async fn shows_prices(mira: &Browser<'_>, plan: &str) {
    let page = mira.get(&format!("{plan}?propose=1")).await;
    assert!(page.shows("Design: 3 of 3") && page.shows("What more would buy"));
    assert!(page.shows("One more point would buy") && !page.shows("point of Design would"), "as of anybody");
    assert!(!mira.get(plan).await.shows("What more would buy"));
}

#[test]
fn what_only_some_can_do_is_said_on_the_plan_and_on_the_story() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mira = Browser::of(router, office, &office.mira());
        let (plan, product) = ("/larkbill/INV/plan", office.product);
        let post = async |who: &Browser<'_>, command: &str, body: String| {
            let done =
                who.form(&format!("/larkbill/commands/{command}"), &format!("{body}&back={plan}")).await;
            assert_eq!(done.status, 303, "{command}: {}", done.body);
        };
        post(&mira, "add_team", format!("product={product}&name=Reminders")).await;
        let page = mira.get(plan).await;
        let team = after(&page.body, "<option value=\"");
        let days = "starts_on=2026-11-16&ends_on=2026-11-27";
        post(&mira, "add_sprint", format!("product={product}&team={team}&goal=Pay&{days}")).await;
        let (aoife, lena) = (office.aoife().person.unwrap(), office.lena().person.unwrap());
        post(&mira, "add_team_member", format!("team={team}&person={aoife}&capacity=8")).await;
        post(&mira, "add_team_member", format!("team={team}&person={lena}&capacity=3")).await;
        let story = office.stories(&["Choose a tone"]).remove(0);
        assert!(!mira.get(&format!("/larkbill/items/{}", story.key)).await.shows("Of which"));
        post(&mira, "add_skill", format!("product={product}&name=Design")).await;
        let page = mira.get(plan).await;
        assert!(page.shows("Skills, in points") && page.shows("Design: 0 of 0"), "{}", page.body);
        let skill = after(&page.body, "name=\"skill\" value=\"");
        post(&mira, "set_skills", format!("product={product}&person={lena}&skills={skill}")).await;
        let aoife = Browser::of(router, office, &office.aoife());
        post(&aoife, "estimate_story", format!("story={}&points=5", story.id)).await;
        post(&aoife, "set_skill_share", format!("story={}&skill={skill}&percent=80", story.id)).await;
        let page = mira.get(&format!("{plan}?propose=1")).await;
        assert!(
            page.shows("80 % Design") && page.shows("Design: 0 of 3"),
            "four of three points: {}",
            page.body
        );
        post(&aoife, "set_skill_share", format!("story={}&skill={skill}&percent=60", story.id)).await;
        shows_prices(&mira, plan).await;
        let page = aoife.get(&format!("/larkbill/items/{}", story.key)).await;
        assert!(page.shows("Of which") && page.shows("value=\"60\""), "{}", page.body);
        let wrong = format!("story={}&skill={skill}&percent=120&back={plan}", story.id);
        let refused = aoife.form("/larkbill/commands/set_skill_share", &wrong).await;
        assert!(refused.status == 422 && refused.shows("whole percent"), "{}", refused.body);
        let command = IssueToken { name: "ci".into(), writes: true, token_hash: token_hash("tl_mira") };
        office.does(&office.mira(), command).unwrap();
        let api = Browser::of_nobody(router).with_token("tl_mira");
        let told = api.get("/api/v1/larkbill/INV/skills").await.json();
        assert_eq!(
            (&told["skills"][0]["name"], &told["has"][0]["skill_id"]),
            (&json!("Design"), &json!(skill))
        );
    });
}
