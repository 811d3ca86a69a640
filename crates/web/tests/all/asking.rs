//! Who may ask for a need as well: found by words or by what leads there already, and linked, on both engines.

use axum::Router;
use domain::testing::Office;

use crate::browser::{Browser, on_both_engines};
use crate::discovery::says;

/// What three customers said; a passage of the first leads to the need *Stern reminders*, INV-1.
async fn a_need<'r>(office: &Office, router: &'r Router) -> Browser<'r> {
    let first = says(office, "The third reminder went out in stern words");
    says(office, "We like it. Why must every reminder be so stern? My customers ring me <angry>.");
    says(office, "I want to see when the money lands on the account");
    let ines = Browser::of(router, office, &office.ines());
    let link = format!(
        "feedback={first}&passage=went+out+in+stern+words&need=&new_need=Stern+reminders&back=/larkbill/items/%7Bkey%7D"
    );
    assert_eq!(ines.form("/larkbill/commands/link_quote", &link).await.status, 303);
    ines
}

#[test]
fn it_is_found_by_the_words_of_the_need_by_others_and_by_what_leads_there() {
    on_both_engines(async |office: &Office, router: &Router| {
        let ines = a_need(office, router).await;
        let need = ines.get("/larkbill/items/INV-1").await;
        assert!(need.shows("/larkbill/asking/INV-1"), "{}", need.body);
        let page = ines.get("/larkbill/asking/INV-1").await;
        assert!(page.shows("<blockquote>Why must every reminder be so stern?</blockquote>"), "{}", page.body);
        assert!(page.shows("All that was said") && page.shows("&#60;angry&#62;"), "{}", page.body);
        assert!(
            page.shows("Said in the words of the need") && !page.shows("Like what leads"),
            "{}",
            page.body
        );
        assert!(!page.shows("money lands") && !page.shows("third reminder"), "{}", page.body);
        let other = ines.get("/larkbill/asking/INV-1?words=money").await;
        assert!(other.shows("money lands on the account") && !other.shows("so stern?"), "{}", other.body);
        let none = ines.get("/larkbill/asking/INV-1?words=quarterly").await;
        assert!(none.shows("Nothing else was said in these words"), "{}", none.body);
        says(office, "It went out in harsh words to our best client.");
        let like = ines.get("/larkbill/asking/INV-1").await;
        assert!(like.shows("Like what leads to it already"), "{}", like.body);
        assert!(like.shows("like “went out in stern words”"), "{}", like.body);
        assert_eq!(ines.get("/larkbill/asking/INV-9").await.status, 404);
    });
}

#[test]
fn what_is_linked_is_offered_no_more_and_who_only_reads_links_nothing() {
    on_both_engines(async |office: &Office, router: &Router| {
        let ines = a_need(office, router).await;
        let reader = Browser::of(router, office, &office.lena());
        let page = reader.get("/larkbill/asking/INV-1").await;
        assert!(page.shows("so stern?") && !page.shows("commands/link_quote"), "it is not hers to link");
        let told = ines.get("/api/v1/larkbill/needs/INV-1/asking").await.json();
        assert_eq!(told["is_being_read"], false);
        assert_eq!(told["in_words"].as_array().unwrap().len(), 1, "{told}");
        assert_eq!(told["in_words"][0]["passage"], "Why must every reminder be so stern?");
        let need = ines.get("/api/v1/larkbill/needs/INV-1").await.json();
        let link = format!(
            "feedback={}&passage=Why+must+every+reminder+be+so+stern%3F&need={}&importance=3&back=/larkbill/asking/INV-1",
            told["in_words"][0]["id"].as_str().unwrap(),
            need["id"].as_str().unwrap()
        );
        let linked = ines.form("/larkbill/commands/link_quote", &link).await;
        assert_eq!(
            (linked.status, linked.location.as_str()),
            (303, "/larkbill/asking/INV-1"),
            "{}",
            linked.body
        );
        let page = ines.get("/larkbill/asking/INV-1").await;
        assert!(!page.shows("so stern?") && page.shows("Nothing else was said"), "{}", page.body);
        let need = ines.get("/api/v1/larkbill/needs/INV-1").await.json();
        assert_eq!(need["quotes"].as_array().unwrap().len(), 2);
    });
}
