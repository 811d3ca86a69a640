//! Merging over HTML and over JSON: the dialog's page, the preview, the old link, and back, on both engines.

use axum::Router;
use domain::discovery::FeedbackId;
use domain::discovery::add_feedback::AddFeedback;
use domain::discovery::add_need::AddNeed;
use domain::market::add_contact::AddContact;
use domain::market::add_customer::AddCustomer;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;
use serde_json::json;

use crate::browser::{Browser, on_both_engines};

fn says(office: &Office, body: &str) -> FeedbackId {
    let customer = AddCustomer { name: format!("Firm <{body}>"), ..AddCustomer::default() };
    let customer = office.does(&office.ines(), customer).unwrap().done.id;
    let feedback = AddFeedback {
        product: office.product,
        body: body.into(),
        channel: None,
        contact: None,
        customer: Some(customer),
        said_as: String::new(),
        tags: String::new(),
        said_at: None,
    };
    office.does(&office.lena(), feedback).unwrap().done.id
}

#[test]
fn two_feedbacks_become_one_and_the_old_link_leads_there() {
    on_both_engines(async |office: &Office, router: &Router| {
        let one = says(office, "The letters about late payment sound like a threat to our customers.");
        let into = says(office, "Your letters about late payment sound like a threat.");
        let ines = Browser::of(router, office, &office.ines());
        let inbox = ines.get("/larkbill/INV/inbox?open=2").await;
        assert!(inbox.shows("href=\"/larkbill/merge/LARK-2\" data-form-dialog=\"#merge\""), "{}", inbox.body);
        let choose = ines.get("/larkbill/merge/LARK-2").await;
        assert!(choose.shows("Likely the same") && choose.shows("LARK-4"), "{}", choose.body);
        let found = ines.get("/larkbill/merge/LARK-2?words=threat").await;
        assert!(found.shows("id=\"merge-found\"") && found.shows("?into=LARK-4"), "{}", found.body);
        let preview = ines.get("/larkbill/merge/LARK-2?into=LARK-4").await;
        assert!(
            preview.shows("LARK-2 goes into")
                && preview.shows("Nothing hangs on it")
                && preview.shows("name=\"seen\""),
            "{}",
            preview.body
        );
        let body = format!("feedback={one}&into={into}&seen=&back=/larkbill/items/%7Bkey%7D");
        let merged = ines.form("/larkbill/commands/merge_feedback", &body).await;
        assert_eq!(
            (merged.status, merged.location.as_str()),
            (303, "/larkbill/items/LARK-4"),
            "{}",
            merged.body
        );
        let old = ines.get("/larkbill/items/LARK-2").await;
        assert_eq!((old.status, old.location.as_str()), (308, "/larkbill/items/LARK-4"));
        let both = ines.get("/larkbill/INV/inbox?open=4").await;
        assert!(
            both.shows("merged: LARK-2")
                && both.shows("to our customers")
                && both.shows("Firm &#60;The letters"),
            "{}",
            both.body
        );
        let refused = ines.get("/larkbill/merge/LARK-4?into=LARK-2").await;
        assert!(refused.shows("LARK-4 cannot be merged into itself"), "{}", refused.body);
        let mira = Browser::of(router, office, &office.mira());
        assert_eq!(mira.get("/larkbill/merge/LARK-4").await.status, 403);
        assert!(!mira.get("/larkbill/INV/inbox?open=4").await.shows("/larkbill/merge/"));
    });
}

#[test]
fn a_program_looks_first_merges_and_takes_back() {
    on_both_engines(async |office: &Office, router: &Router| {
        for title in ["Chase late payers", "Chase who pays late"] {
            let (product, description) = (office.product, String::new());
            let need = AddNeed { product, title: title.into(), description, parent: None, capability: None };
            office.does(&office.ines(), need).unwrap();
        }
        let issue = IssueToken { name: "script".into(), writes: true, token_hash: token_hash("tl_x") };
        office.does(&office.ines(), issue).unwrap();
        let program = Browser::of_nobody(router).with_token("tl_x");
        let candidates = program.get("/api/v1/larkbill/merge/INV-1?words=late").await.json();
        assert_eq!(candidates["found"][0]["key"], "INV-2", "{candidates}");
        let preview = program.get("/api/v1/larkbill/merge/INV-1?into=INV-2").await.json();
        assert_eq!(
            (&preview["one"]["called"], &preview["refused"]),
            (&json!("INV-1"), &json!(null)),
            "{preview}"
        );
        let body =
            json!({ "need": preview["one"]["id"], "into": preview["into"]["id"], "seen": preview["seen"] });
        let merged = program.call("/api/v1/larkbill/commands/merge_needs", &body).await.json();
        assert_eq!(merged["sentence"], "INV-1 was merged into INV-2.", "{merged}");
        let old = program.get("/api/v1/larkbill/needs/INV-1").await;
        assert_eq!((old.status, old.location.as_str()), (308, "/api/v1/larkbill/needs/INV-2"));
        assert_eq!(old.json(), json!({ "merged_into": "INV-2" }));
        let ines = Browser::of(router, office, &office.ines());
        let page = ines.get("/larkbill/items/INV-2").await;
        assert!(page.shows("merged INV-1 “Chase late payers” into INV-2"), "{}", page.body);
        let undo = json!({ "change": merged["seq"] });
        assert_eq!(program.call("/api/v1/larkbill/commands/undo_change", &undo).await.status, 200);
        assert_eq!(program.get("/api/v1/larkbill/needs/INV-1").await.json()["title"], "Chase late payers");
    });
}

#[test]
fn likely_doubles_of_customers_and_contacts_are_listed_and_merged() {
    on_both_engines(async |office: &Office, router: &Router| {
        let mut contacts = Vec::new();
        for name in ["Pellworth", "Pellworth Ltd"] {
            let customer = AddCustomer { name: name.into(), ..AddCustomer::default() };
            let customer = office.does(&office.ines(), customer).unwrap().done.id;
            let contact = AddContact {
                customer,
                name: "Nora Pell".into(),
                email: format!("{}@pell.example", contacts.len()),
                may_contact: false,
                may_contact_source: String::new(),
            };
            contacts.push(office.does(&office.ines(), contact).unwrap().done.id);
        }
        let ines = Browser::of(router, office, &office.ines());
        assert!(ines.get("/larkbill/customers").await.shows("/larkbill/doubles"));
        let doubles = ines.get("/larkbill/doubles").await;
        assert!(doubles.shows("called alike") && doubles.shows("Nora Pell"), "{}", doubles.body);
        let customer = ines.get("/larkbill/items/LARK-1").await;
        assert!(
            customer.shows("/larkbill/merge/LARK-1")
                && customer.shows(&format!("/larkbill/merge/{}", contacts[0]))
        );
        let place = format!("/larkbill/merge/{}?into={}", contacts[0], contacts[1]);
        assert!(ines.get(&place).await.shows("merge_contacts"));
        let body = format!("contact={}&into={}&back=/larkbill/customers", contacts[0], contacts[1]);
        assert_eq!(ines.form("/larkbill/commands/merge_contacts", &body).await.status, 303);
        let page = ines.get("/larkbill/items/LARK-2").await;
        assert!(page.shows("merged: Nora Pell, 0@pell.example"), "{}", page.body);
        let lena = Browser::of(router, office, &office.lena());
        assert_eq!(lena.get("/larkbill/doubles").await.status, 403);
    });
}
