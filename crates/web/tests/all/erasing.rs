//! Erasing over HTML and over JSON: what would go is shown first, to administrators alone, on both engines.

use axum::Router;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;
use serde_json::json;

use crate::browser::{Browser, on_both_engines};
use crate::release::nora;

#[test]
fn an_administrator_sees_what_goes_and_erases_it() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (_, contact, _) = nora(office, "Far too stern.");
        let (ada, manager) =
            (Browser::of(router, office, &office.ada()), Browser::of(router, office, &office.ines()));
        let place = format!("/larkbill/erase/{contact}");
        assert_eq!(manager.get(&place).await.status, 403, "it is not hers to erase");
        assert!(!manager.get("/larkbill/items/LARK-1").await.shows("/larkbill/erase/"));
        let page = ada.get("/larkbill/items/LARK-1").await;
        assert!(page.shows(&format!("href=\"{place}\" data-form-dialog=\"#erase\"")), "{}", page.body);
        assert!(page.shows("href=\"/larkbill/erase/LARK-1\" data-form-dialog=\"#erase\""));
        let inbox = ada.get("/larkbill/INV/inbox?open=2").await;
        assert!(inbox.shows("href=\"/larkbill/erase/LARK-2\""), "{}", inbox.body);
        let page = ada.get(&place).await;
        assert!(page.shows("1 contact, 1 feedback.") && page.shows("Nora &#60;Pell&#62;"), "{}", page.body);
        assert!(ada.get("/larkbill/erase/LARK-2").await.shows("Far too stern."));
        assert_eq!(ada.get("/larkbill/erase/LARK-99").await.status, 404);

        let issue = IssueToken { name: "script".into(), writes: true, token_hash: token_hash("tl_ada") };
        office.does(&office.ada(), issue).unwrap();
        let program = Browser::of_nobody(router).with_token("tl_ada");
        let told = program.get(&format!("/api/v1/larkbill/erase/{contact}")).await.json();
        let of = ["contacts", "feedback", "called"].map(|field| told[field].clone());
        assert_eq!(of, [json!(1), json!(1), json!("Nora <Pell>")], "{told}");
    });
}

#[test]
fn what_was_erased_is_on_no_page() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (customer, contact, _) = nora(office, "Far too stern.");
        let (ada, manager) =
            (Browser::of(router, office, &office.ada()), Browser::of(router, office, &office.ines()));
        let form = format!("contact={contact}&back=/larkbill/items/LARK-1");
        assert_eq!(manager.form("/larkbill/commands/erase_contact", &form).await.status, 403);
        let done = ada.form("/larkbill/commands/erase_contact", &form).await;
        assert_eq!((done.status, done.location.as_str()), (303, "/larkbill/items/LARK-1"), "{}", done.body);
        let page = ada.get("/larkbill/items/LARK-1").await;
        assert!(!page.shows("Nora") && page.shows("Nobody yet."), "{}", page.body);
        let inbox = ada.get("/larkbill/INV/inbox?open=2").await;
        assert!(inbox.shows("(erased)") && !inbox.shows("stern"), "{}", inbox.body);
        assert!(ada.get(&format!("/larkbill/erase/{contact}")).await.shows("It was erased already."));

        let done = ada
            .form(
                "/larkbill/commands/erase_customer",
                &format!("customer={customer}&back=/larkbill/customers"),
            )
            .await;
        assert_eq!(done.status, 303, "{}", done.body);
        assert!(!ada.get("/larkbill/customers").await.shows("Pellworth"));
        let page = ada.get("/larkbill/items/LARK-1").await;
        assert!(
            page.shows("Erased customer") && !page.shows("Pellworth") && !page.shows("id=\"edit-customer\""),
            "{}",
            page.body
        );
    });
}
