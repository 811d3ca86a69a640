//! How features are scored and how sure their order is, over HTML and over JSON, on both engines.

use axum::Router;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;
use serde_json::{Value as Json, json};

use crate::browser::{Browser, on_both_engines};

async fn feature(ines: &Browser<'_>, office: &Office, title: &str) -> String {
    let body = json!({ "product": office.product, "title": title });
    let made = ines.call("/api/v1/larkbill/commands/add_feature", &body).await;
    made.json()["done"]["id"].as_str().unwrap().to_owned()
}

/// The id of an input, by its name.
fn id(scores: &Json, name: &str) -> String {
    let found = scores["inputs"].as_array().unwrap().iter().find(|input| input["name"] == name);
    found.unwrap()["id"].as_str().unwrap().to_owned()
}

fn token(office: &Office) {
    let command = IssueToken { name: "t".into(), writes: true, token_hash: token_hash("tl_ines") };
    office.does(&office.ines(), command).unwrap();
}

#[test]
fn a_page_tells_the_place_of_a_feature_and_what_would_change_it() {
    on_both_engines(async |office: &Office, router: &Router| {
        token(office);
        let program = Browser::of_nobody(router).with_token("tl_ines");
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        assert!(mira.get("/larkbill/INV/scores").await.shows("Nothing is scored yet"));
        for (title, terms) in [
            ("Tones", "reach=1000&impact=2&confidence=80&effort=2"),
            ("Instalments", "reach=900&impact=2&confidence=80&effort=2"),
        ] {
            let id = feature(&program, office, title).await;
            let form = format!("feature={id}&{terms}&back=/larkbill/INV/scores");
            assert_eq!(ines.form("/larkbill/commands/score_feature", &form).await.status, 303);
        }
        let page = ines.get("/larkbill/items/INV-2").await;
        assert!(
            page.shows("Place 2 of 2, kept in") && page.shows("reach × impact × confidence ÷ effort"),
            "{}",
            page.body
        );
        assert!(page.shows("Reach 1001 instead of 900 would put this one above it."), "{}", page.body);
        assert!(mira.get("/larkbill/items/INV-2").await.shows("Place 2 of 2, kept in"));
        let half = feature(&program, office, "Half said").await;
        let form = format!("feature={half}&reach=40&back=/larkbill/INV/scores");
        assert_eq!(ines.form("/larkbill/commands/score_feature", &form).await.status, 303);
        let page = mira.get("/larkbill/items/INV-3").await;
        assert!(
            page.shows("customers in a quarter") && page.shows("not said yet") && page.shows("40"),
            "{}",
            page.body
        );
        let listed = mira.get("/larkbill/INV/scores").await;
        assert!(listed.shows("Tones") && listed.shows("Keeps its place") && !listed.shows("set_formula"));
        assert!(mira.get("/larkbill/INV/roadmap").await.shows("score 800.0"));
        let whole = program.get("/api/v1/larkbill/features/INV-2").await.json();
        assert_eq!((&whole["score"], &whole["scored"]["standing"]["place"]), (&json!(720.0), &json!(2)));
        let swap = &whole["scored"]["standing"]["above"]["swap"];
        assert_eq!(swap, &json!({ "term": "reach", "from": 900.0, "to": 1001.0 }));
        let scores = program.get("/api/v1/larkbill/INV/scores").await.json();
        assert_eq!(scores["features"][0]["key"], "INV-1");
        assert_eq!((&scores["is_rice"], &scores["terms"][3]["name"]), (&json!(true), &json!("effort")));
    });
}

#[test]
fn a_product_is_given_a_formula_and_its_features_are_asked_for_its_inputs() {
    on_both_engines(async |office: &Office, router: &Router| {
        token(office);
        let program = Browser::of_nobody(router).with_token("tl_ines");
        let ines = Browser::of(router, office, &office.ines());
        let (product, tones) = (office.product, feature(&program, office, "Tones").await);
        let add = "/larkbill/commands/add_score_input";
        let inputs = [("savings", "estimate"), ("sure", "confidence"), ("weeks", "estimate")];
        for (name, kind) in inputs {
            let form = format!(
                "product={product}&name={name}&unit=per+{name}&kind={kind}&back=/larkbill/INV/scores"
            );
            assert_eq!(ines.form(add, &form).await.status, 303);
            office.wait_seconds(1);
        }
        let formula = |text: &str| format!("product={product}&formula={text}&back=/larkbill/INV/scores");
        let set = "/larkbill/commands/set_formula";
        let refused = ines.form(set, &formula("savings+÷+days")).await;
        assert!(refused.status == 422 && refused.shows("“days” is no input"), "{}", refused.body);
        assert_eq!(ines.form(set, &formula("savings+*+sure+/+weeks")).await.status, 303);
        let page = ines.get("/larkbill/INV/scores").await;
        assert!(page.shows("For example ") && page.shows("savings × sure ÷ weeks"), "{}", page.body);
        let page = ines.get("/larkbill/items/INV-1").await;
        assert!(page.shows("per weeks") && !page.shows("person-months"), "{}", page.body);
        let scores = program.get("/api/v1/larkbill/INV/scores").await.json();
        let said = |amounts: [&str; 3]| {
            let pairs: Vec<String> = inputs
                .iter()
                .zip(amounts)
                .map(|((name, _), amount)| format!("input={}&amount={amount}", id(&scores, name)))
                .collect();
            format!("feature={tones}&{}&back=/larkbill/items/INV-1", pairs.join("&"))
        };
        let score = "/larkbill/commands/score_by_formula";
        assert_eq!(ines.form(score, &said(["1200", "50", ""])).await.status, 303);
        assert!(ines.get("/larkbill/items/INV-1").await.shows("“weeks” is not said yet."));
        assert_eq!(ines.form(score, &said(["1200", "50", "4"])).await.status, 303);
        let page = ines.get("/larkbill/items/INV-1").await;
        assert!(page.shows("<b>150.0</b>") && page.shows("The only scored feature"), "{}", page.body);
        assert!(ines.get("/larkbill/INV/roadmap").await.shows("score 150.0"));
        let whole = program.get("/api/v1/larkbill/features/INV-1").await.json();
        assert_eq!((&whole["score"], &whole["scored"]["terms"][1]["amount"]), (&json!(150.0), &json!(50.0)));
        let rice = json!({ "product": product, "formula": "" });
        let back = program.call("/api/v1/larkbill/commands/set_formula", &rice).await;
        assert_eq!(back.json()["sentence"], "Features of Invoicing are scored by RICE.");
        assert!(ines.get("/larkbill/items/INV-1").await.shows("person-months"));
    });
}
