//! Recording what a customer said from anywhere, and what became of it, over HTML and over JSON, on both engines.

use axum::Router;
use domain::market::add_customer::AddCustomer;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;

use crate::browser::{Browser, on_both_engines};

#[test]
fn a_customers_words_are_recorded_and_come_back() {
    on_both_engines(async |office: &Office, router: &Router| {
        let lena = Browser::of(router, office, &office.lena());
        let customer = AddCustomer { name: "Pellworth & Sons".into(), ..AddCustomer::default() };
        let customer = office.does(&office.ines(), customer).unwrap().done.id;
        let page = lena.get("/larkbill/INV/intake").await;
        for shown in ["In their own words", "Pellworth &#38; Sons", "You are told what becomes of it"] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        assert!(lena.get("/larkbill/INV/backlog").await.shows("href=\"/larkbill/INV/intake\""));
        assert!(lena.get("/larkbill/find?q=customer+said").await.shows("/larkbill/INV/intake"));
        assert!(lena.get("/larkbill/recorded").await.shows("Nothing yet"));
        let body = format!(
            "product={}&body=The+second+letter+is+rude&customer={customer}&channel=call&said_as=&tags=&back=/larkbill/INV/backlog",
            office.product
        );
        let made = lena.form("/larkbill/commands/add_feedback", &body).await;
        assert_eq!(made.location, "/larkbill/INV/backlog", "{}", made.body);
        let page = lena.get("/larkbill/recorded").await;
        for shown in ["The second letter is rude", "Pellworth &#38; Sons", "It waits in the inbox."] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        let empty = body.replace("The+second+letter+is+rude", "+");
        assert_eq!(lena.form("/larkbill/commands/add_feedback", &empty).await.status, 422);
        let token = IssueToken { name: "t".into(), writes: false, token_hash: token_hash("tl_lena") };
        office.does(&office.lena(), token).unwrap();
        let told =
            Browser::of_nobody(router).with_token("tl_lena").get("/api/v1/larkbill/recorded").await.json();
        assert_eq!((told["recorded"][0]["became"].as_str(), told["before"].is_null()), (Some("waits"), true));
        assert!(
            Browser::of(router, office, &office.mira()).get("/larkbill/recorded").await.shows("Nothing yet")
        );
    });
}
