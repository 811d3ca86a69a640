//! From the vision to a feature that is taken, over HTML and over JSON, on both engines.

use axum::Router;
use domain::discovery::add_need::AddNeed;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;
use serde_json::json;

use crate::browser::{Browser, on_both_engines};

fn need(office: &Office) -> domain::discovery::NeedId {
    let command = AddNeed {
        product: office.product,
        title: "Chase <late> payers".into(),
        description: String::new(),
        parent: None,
        capability: None,
    };
    office.does(&office.ines(), command).unwrap().done.id
}

#[test]
fn the_manager_sets_a_direction_and_offers_what_answers_a_need() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        let (need, product) = (need(office), office.product);
        assert!(mira.get("/larkbill/INV/vision").await.shows("No vision yet"));
        let vision =
            format!("product={product}&field=statement&text=Paid+on+the+day&seen=&back=/larkbill/INV/vision");
        assert_eq!(ines.form("/larkbill/commands/write_vision", &vision).await.status, 303);
        assert_eq!(mira.form("/larkbill/commands/write_vision", &vision).await.status, 403);
        assert!(mira.get("/larkbill/INV/vision").await.shows("Paid on the day"));
        let goal =
            ines.form("/larkbill/commands/add_goal", "title=Paid+on+time&back=/larkbill/INV/vision").await;
        assert_eq!(goal.status, 303, "{}", goal.body);
        let page = ines.get("/larkbill/items/LARK-1").await;
        assert!(page.status == 200 && page.shows("Nothing measures it yet"), "{}", page.body);
        let feature = format!("product={product}&need={need}&title=&back=/larkbill/items/%7Bkey%7D");
        let made = ines.form("/larkbill/commands/add_feature", &feature).await;
        assert_eq!(made.location, "/larkbill/items/INV-3", "{}", made.body);
        let page = ines.get("/larkbill/items/INV-3").await;
        assert!(
            page.shows("Chase &#60;late&#62; payers") && page.shows("1 of 9 fields filled"),
            "{}",
            page.body
        );
        assert!(ines.get("/larkbill/items/INV-2").await.location.ends_with("/INV/vision"));
        for place in ["roadmap", "roadmap?view=time", "needs"] {
            assert_eq!(mira.get(&format!("/larkbill/INV/{place}")).await.status, 200, "{place}");
        }
        assert!(mira.get("/larkbill/items/INV-1").await.shows("a feature answers it"));
    });
}

#[test]
fn the_same_through_json_until_stories_stand_under_it() {
    on_both_engines(async |office: &Office, router: &Router| {
        for (actor, token) in [(office.ines(), "tl_ines"), (office.mira(), "tl_mira")] {
            let name = "t".into();
            let command = IssueToken { name, writes: true, token_hash: token_hash(token) };
            office.does(&actor, command).unwrap();
        }
        let (ines, mira) = (
            Browser::of_nobody(router).with_token("tl_ines"),
            Browser::of_nobody(router).with_token("tl_mira"),
        );
        let (need, product) = (need(office), office.product);
        let call = "/api/v1/larkbill/commands";
        let made =
            ines.call(&format!("{call}/add_feature"), &json!({"product": product, "need": need})).await;
        let feature = made.json()["done"]["id"].clone();
        let offered = ines.call(&format!("{call}/offer_feature"), &json!({"feature": feature})).await;
        assert_eq!(offered.status, 200, "{}", offered.body);
        let early = json!({"product": product, "title": "Tones", "feature": feature});
        assert_eq!(mira.call(&format!("{call}/add_story"), &early).await.status, 409);
        let taken = mira.call(&format!("{call}/take_feature"), &json!({"feature": feature})).await;
        assert_eq!(taken.status, 200, "{}", taken.body);
        assert_eq!(mira.call(&format!("{call}/add_story"), &early).await.status, 200);
        let edit = json!({"feature": feature, "field": "in_scope", "text": "Three tones."});
        assert_eq!(ines.call(&format!("{call}/edit_feature"), &edit).await.status, 200);
        let whole = mira.get("/api/v1/larkbill/features/INV-2").await.json();
        assert_eq!(whole["stories"][0]["title"], "Tones");
        assert_eq!(whole["changed_since_taken"][0]["now"], "Three tones.");
        assert_eq!(whole["decision"], "taken");
        let listed = mira.get("/api/v1/larkbill/INV/features").await.json();
        assert_eq!(listed[0]["key"], "INV-2");
        assert_eq!(mira.get("/api/v1/larkbill/goals").await.json(), json!([]));
    });
}
