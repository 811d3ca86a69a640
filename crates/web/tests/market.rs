//! The market over HTML and over JSON, on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod browser;

use axum::Router;
use browser::{Browser, on_both_engines};
use domain::discovery::add_need::AddNeed;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;

#[test]
fn a_signal_is_written_down_reviewed_and_explains_a_need() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        let (product, title) = (office.product, "Books that match".into());
        let command = AddNeed { product, title, description: String::new(), parent: None, capability: None };
        let need = office.does(&office.ines(), command).unwrap().done.id;
        assert!(mira.get("/larkbill/INV/market").await.shows("No trends yet"));
        let body = "title=A+<duty>&meaning=A+PDF+is+no+invoice&source=Draft+law&seen_on=&impact=&certainty=&expected_on=&back=/larkbill/INV/market?open=%7Bnumber%7D";
        let made = ines.form("/larkbill/commands/add_trend", body).await;
        assert_eq!(
            (made.status, made.location.as_str()),
            (303, "/larkbill/INV/market?open=1"),
            "{}",
            made.body
        );
        assert_eq!(mira.form("/larkbill/commands/add_trend", body).await.status, 403);
        let page = ines.get("/larkbill/INV/market?open=1").await;
        for shown in ["A &#60;duty&#62;", "Not reviewed yet.", "1 signal, 1 to review", "A PDF is no invoice"]
        {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        assert!(ines.get("/larkbill/INV/today").await.shows("Trends to review"));
        let trend = page.body.split("id=\"trend-").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let review = format!(
            "trend={trend}&impact=5&certainty=4&expected_on=2028-01-01&review_days=90&back=/larkbill/INV/market"
        );
        assert_eq!(ines.form("/larkbill/commands/assess_trend", &review).await.status, 303);
        let page = mira.get("/larkbill/INV/market?open=1").await;
        for shown in ["Much, 5 of 5", "Likely, 4 of 5", "January 2028", "1 of 1 trends by when"] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        let review = review.replace("certainty=4", "certainty=5").replace("2028-01-01", "2027-06-01");
        assert_eq!(ines.form("/larkbill/commands/assess_trend", &review).await.status, 303);
        let page = mira.get("/larkbill/INV/market?open=1").await;
        for shown in ["<del>4</del> <ins>5</ins>", "<del>2028-01-01</del> <ins>2027-06-01</ins>"] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        assert!(!page.shows("reviewed at"), "{}", page.body);
        let link = format!("trend={trend}&need={need}&back=/larkbill/INV/market");
        assert_eq!(ines.form("/larkbill/commands/link_trend", &link).await.status, 303);
        assert!(mira.get("/larkbill/items/INV-1").await.shows("Why now"));
        assert_eq!(mira.get("/larkbill/items/LARK-1").await.location, "/larkbill/INV/market?open=1");
        let command = IssueToken { name: "t".into(), writes: false, token_hash: token_hash("tl_mira") };
        office.does(&office.mira(), command).unwrap();
        let api = Browser::of_nobody(router).with_token("tl_mira");
        let told = api.get("/api/v1/larkbill/trends").await.json();
        assert_eq!((told[0]["key"].as_str(), told[0]["impact"].as_i64()), (Some("LARK-1"), Some(5)));
        assert_eq!(told[0]["needs"][0]["title"].as_str(), Some("Books that match"));
        assert_eq!(mira.get("/larkbill/INV/market?open=99").await.status, 404);
    });
}
