//! From the inbox to a need with its demand, over HTML and over JSON, on both engines.

use axum::Router;
use domain::discovery::add_feedback::AddFeedback;
use domain::discovery::link_quote::LinkQuote;
use domain::discovery::{Channel, FeedbackId};
use domain::market::add_customer::AddCustomer;
use domain::people::sessions::token_hash;
use domain::testing::Office;
use serde_json::json;

use crate::browser::{Browser, on_both_engines};

const SAID: &str = "The third one went out in the same stern words, and I had to ring them.";

fn said(office: &Office) -> FeedbackId {
    let customer = AddCustomer {
        name: "Pellworth <Fabrication>".into(),
        revenue: "28400".into(),
        ..AddCustomer::default()
    };
    let customer = office.does(&office.ines(), customer).unwrap().done.id;
    let feedback = AddFeedback {
        product: office.product,
        body: SAID.into(),
        channel: Some(Channel::Interview),
        contact: None,
        customer: Some(customer),
        said_as: "owner".into(),
        tags: "reminders, tone".into(),
        said_at: None,
    };
    office.does(&office.lena(), feedback).unwrap().done.id
}

#[test]
fn the_manager_links_a_passage_to_a_new_need_and_sees_its_demand() {
    on_both_engines(async |office: &Office, router: &Router| {
        let feedback = said(office);
        let ines = Browser::of(router, office, &office.ines());
        for query in ["", "?state=new", "?tag=tone", "?words=stern+wor", "?open=2"] {
            let page = ines.get(&format!("/larkbill/INV/inbox{query}")).await;
            assert!(
                page.status == 200 && page.shows("Pellworth &#60;Fabrication&#62;"),
                "{query} {}",
                page.body
            );
        }
        let empty = ines.get("/larkbill/INV/inbox?tag=other").await;
        assert!(empty.shows("Nothing here matches"), "{}", empty.body);
        let body = format!(
            "feedback={feedback}&passage=the+same+stern+words&need=&new_need=Chase+late+payers&importance=3&back=/larkbill/items/%7Bkey%7D"
        );
        let linked = ines.form("/larkbill/commands/link_quote", &body).await;
        assert_eq!(
            (linked.status, linked.location.as_str()),
            (303, "/larkbill/items/INV-1"),
            "{}",
            linked.body
        );
        let need = ines.get("/larkbill/items/INV-1").await;
        assert!(
            need.shows("1 customer") && need.shows("€28.4k") && need.shows("the same stern words"),
            "{}",
            need.body
        );
        assert!(ines.get("/larkbill/INV/needs").await.shows("Chase late payers"));
        assert!(ines.get("/larkbill/INV/inbox?state=new").await.shows("Nothing to read"));
        assert!(ines.get("/larkbill/customers").await.shows("€28.4k"));
        assert_eq!(ines.get("/larkbill/items/LARK-2").await.location, "/larkbill/INV/inbox?open=2");
    });
}

#[test]
fn a_need_of_which_much_is_said_shows_those_who_pay_most_and_says_how_many_there_are() {
    on_both_engines(async |office: &Office, router: &Router| {
        let feedback = said(office);
        let link = |feedback, need, new_need: &str| LinkQuote {
            feedback,
            passage: "stern".into(),
            need,
            new_need: new_need.into(),
            importance: None,
        };
        let need = office.does(&office.ines(), link(feedback, None, "Chase late payers")).unwrap().done.need;
        for nth in 0..100 {
            let body = format!("{nth}: too stern");
            let add = AddFeedback {
                product: office.product,
                body,
                channel: None,
                contact: None,
                customer: None,
                said_as: String::new(),
                tags: String::new(),
                said_at: None,
            };
            let feedback = office.does(&office.lena(), add).unwrap().done.id;
            office.does(&office.ines(), link(feedback, Some(need), "")).unwrap();
        }
        let ines = Browser::of(router, office, &office.ines());
        let some = ines.get("/larkbill/items/INV-1").await;
        let count = |page: &str| page.matches("<blockquote>").count();
        assert_eq!(count(&some.body), 50);
        assert!(some.shows("101 quotes") && some.shows("These are 50 of 101: of those who pay most."));
        assert!(some.shows("Pellworth &#60;Fabrication&#62;"), "who pays comes first");
        let all = ines.get("/larkbill/items/INV-1?quotes=all").await;
        assert_eq!((count(&all.body), all.shows("These are 50")), (101, false));
        let api = ines.get("/api/v1/larkbill/needs/INV-1").await.json();
        assert_eq!(api["quotes"].as_array().unwrap().len(), 101);
    });
}

#[test]
fn what_is_said_like_a_need_is_likely_about_it_and_nobody_else_is_told() {
    on_both_engines(async |office: &Office, router: &Router| {
        let first = said(office);
        let link =
            json!({"feedback": first, "passage": "the same stern words", "new_need": "Chase late payers"});
        let link: LinkQuote = serde_json::from_value(link).unwrap();
        office.does(&office.ines(), link).unwrap();
        let again =
            json!({"product": office.product, "body": "Stern words again, and a late payer who left"});
        let again: AddFeedback = serde_json::from_value(again).unwrap();
        office.does(&office.lena(), again).unwrap();
        let (ines, lena) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.lena()));
        let page = ines.get("/larkbill/INV/inbox?open=3").await;
        assert!(page.shows("Likely about") && page.shows("data-take"), "{}", page.body);
        let linked = ines.get("/larkbill/INV/inbox?open=2").await;
        assert!(!linked.shows("Likely about"), "what it leads to already is not suggested");
        assert!(!lena.get("/larkbill/INV/inbox?open=3").await.shows("Likely about"));
    });
}

#[test]
fn the_same_through_json_and_only_for_the_manager() {
    on_both_engines(async |office: &Office, router: &Router| {
        let feedback = said(office);
        for (actor, token) in [(office.ines(), "tl_ines"), (office.lena(), "tl_lena")] {
            let command = domain::people::issue_token::IssueToken {
                name: "t".into(),
                writes: true,
                token_hash: token_hash(token),
            };
            office.does(&actor, command).unwrap();
        }
        let (ines, lena) = (
            Browser::of_nobody(router).with_token("tl_ines"),
            Browser::of_nobody(router).with_token("tl_lena"),
        );
        let link =
            json!({ "feedback": feedback, "passage": "I had to ring them", "new_need": "Chase late payers" });
        assert_eq!(lena.call("/api/v1/larkbill/commands/link_quote", &link).await.status, 403);
        let made = ines.call("/api/v1/larkbill/commands/link_quote", &link).await;
        assert_eq!((made.status, made.json()["done"]["key"].as_str()), (200, Some("INV-1")), "{}", made.body);
        let need = lena.get("/api/v1/larkbill/needs/INV-1").await.json();
        assert_eq!(
            (need["demand"]["accounts"].as_i64(), need["demand"]["revenue_minor"].as_i64()),
            (Some(1), Some(2_840_000))
        );
        assert_eq!(lena.get("/api/v1/larkbill/INV/needs").await.json()[0]["quotes"], 1);
        assert_eq!(
            lena.get("/api/v1/larkbill/INV/inbox?state=linked").await.json().as_array().unwrap().len(),
            1
        );
    });
}

pub fn says(office: &Office, body: &str) -> FeedbackId {
    let feedback = AddFeedback {
        product: office.product,
        body: body.into(),
        channel: None,
        contact: None,
        customer: None,
        said_as: String::new(),
        tags: String::new(),
        said_at: None,
    };
    office.does(&office.lena(), feedback).unwrap().done.id
}

#[test]
fn what_was_said_twice_is_merged_with_one_key() {
    on_both_engines(async |office: &Office, router: &Router| {
        says(office, "The third reminder went out in stern words");
        says(office, "I want to see when money lands");
        let ines = Browser::of(router, office, &office.ines());
        let page = ines.get("/larkbill/INV/inbox?open=2").await;
        assert!(!page.shows("Said before in like words"), "{}", page.body);
        let (third, fourth) = (
            says(office, "In stern words the third reminder went out, and nobody told me"),
            says(office, "The third reminder went out in stern words!"),
        );
        let page = ines.get("/larkbill/INV/inbox?open=3").await;
        assert!(page.shows("Said before in like words") && page.shows("Merge into this"), "{}", page.body);
        let page = ines.get("/larkbill/INV/inbox?open=4").await;
        assert!(page.shows("Said twice: merge") && page.shows("100 % alike"), "{}", page.body);
        let reader = Browser::of(router, office, &office.lena());
        assert!(
            !reader.get("/larkbill/INV/inbox?open=4").await.shows("Said twice"),
            "it is not hers to merge"
        );
        let merge = format!("feedback={fourth}&into={third}&back=/larkbill/INV/inbox");
        assert_eq!(ines.form("/larkbill/commands/merge_feedback", &merge).await.status, 303);
        let page = ines.get("/larkbill/INV/inbox?open=1").await;
        assert!(page.shows("LARK-3") && !page.shows("Said twice"), "{}", page.body);
        let merge = ines.get("/larkbill/merge/LARK-1").await;
        assert!(merge.shows("In stern words the third reminder"), "{}", merge.body);
    });
}

#[test]
fn much_that_was_said_is_read_in_the_background() {
    on_both_engines(async |office: &Office, router: &Router| {
        let words =
            ["invoice", "bank", "tax", "colour", "export", "team", "phone", "quote", "draft", "limit"];
        for nth in 0..205 {
            let (one, other) = (words[nth % 10], words[nth / 10 % 10]);
            says(office, &format!("Our {one} and the {other} do not agree with number {nth}"));
        }
        says(office, "A heron stood on the roof of the warehouse");
        says(office, "There was a heron on the warehouse roof");
        let ines = Browser::of(router, office, &office.ines());
        let inbox = "/larkbill/INV/inbox?open=207";
        let first = ines.get(inbox).await;
        assert!(first.shows("is being read for the first time"), "{}", first.body);
        let mut asked = 0;
        let page = loop {
            let page = ines.get(inbox).await;
            asked += 1;
            if !page.shows("is being read for the first time") || asked == 5_000 {
                break page;
            }
        };
        assert!(page.shows("A heron stood on the roof"), "{}", page.body);
    });
}
