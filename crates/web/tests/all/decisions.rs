//! Decisions over HTML and over JSON, on both engines.

use axum::Router;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;

use crate::browser::{Browser, on_both_engines};

#[test]
fn a_decision_is_written_down_made_and_shown_where_it_matters() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (mira, lena) =
            (Browser::of(router, office, &office.mira()), Browser::of(router, office, &office.lena()));
        office.taken_feature("Instalments", &[], &[]);
        assert!(lena.get("/larkbill/INV/decisions").await.shows("No decisions yet"));
        let form = mira.get("/larkbill/INV/decisions?about=INV-1").await;
        assert!(form.shows("data-opens") && form.shows("value=\"INV-1\""), "{}", form.body);
        let body = format!(
            "product={}&title=Who+sets+<it>%3F&context=Lawyers+ask&options=&choice=&reasons=&review_on=&about=INV-1&back=/larkbill/INV/decisions?open=%7Bnumber%7D",
            office.product.0
        );
        assert_eq!(lena.form("/larkbill/commands/add_decision", &body).await.status, 403);
        let made = mira.form("/larkbill/commands/add_decision", &body).await;
        assert_eq!(made.location, "/larkbill/INV/decisions?open=2", "{}", made.body);
        assert_eq!(mira.get("/larkbill/items/INV-2").await.location, "/larkbill/INV/decisions?open=2");
        let page = mira.get("/larkbill/INV/decisions?open=2").await;
        for shown in ["Who sets &#60;it&#62;?", "Not decided yet.", "Instalments", "Decide it"] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        assert!(!lena.get("/larkbill/INV/decisions?open=2").await.shows("Decide it"));
        let id = page.body.split("id=\"decision-").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let make = format!(
            "decision={id}&choice=The+seller&reasons=No+credit+business&review_on=&back=/larkbill/INV/decisions"
        );
        assert_eq!(mira.form("/larkbill/commands/make_decision", &make).await.status, 303);
        let feature = lena.get("/larkbill/items/INV-1").await;
        assert!(
            feature.shows("Decided about it") && feature.shows("/larkbill/items/INV-2"),
            "{}",
            feature.body
        );
        let far = format!("decision={id}&review_on=1999-01-01&back=/larkbill/INV/decisions");
        let refused = mira.by_stream().form("/larkbill/commands/review_decision", &far).await;
        assert!(refused.status == 422 && refused.shows("still to come"), "{}", refused.body);
        let command = IssueToken { name: "t".into(), writes: false, token_hash: token_hash("tl_lena") };
        office.does(&office.lena(), command).unwrap();
        let api = Browser::of_nobody(router).with_token("tl_lena");
        let told = api.get("/api/v1/larkbill/INV/decisions?open=2").await.json();
        assert_eq!(told["decisions"][0]["state"].as_str(), Some("decided"));
        assert_eq!(told["open"]["key"].as_str(), Some("INV-2"));
        assert_eq!(told["open"]["about"][0]["title"].as_str(), Some("Instalments"));
        assert_eq!(mira.get("/larkbill/INV/decisions?open=99").await.status, 404);
        assert!(mira.get("/larkbill/find?q=sets").await.shows("INV-2"));
    });
}
