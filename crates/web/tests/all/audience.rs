//! Segments, personas and customers over HTML, as files and over JSON, on both engines.

use axum::Router;
use domain::exchange::customers;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::testing::Office;

use crate::browser::{Answered, Browser, on_both_engines};

/// The id that a form on a page sends unseen.
fn hidden(page: &Answered, name: &str) -> String {
    let value = page.body.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

async fn done(browser: &Browser<'_>, command: &str, body: &str) -> String {
    let answer = browser.form(&format!("/larkbill/commands/{command}"), body).await;
    assert_eq!(answer.status, 303, "{command}: {}", answer.body);
    answer.location
}

fn program<'r>(office: &Office, router: &'r Router) -> Browser<'r> {
    let command = IssueToken { name: "t".into(), writes: false, token_hash: token_hash("tl_mira") };
    office.does(&office.mira(), command).unwrap();
    Browser::of_nobody(router).with_token("tl_mira")
}

const PAGE: &str = "/larkbill/INV/market/segments";

/// Three customers; the first, Morrowfield, says what it needs.
async fn customers_who_speak(office: &Office, ines: &Browser<'_>) {
    for (name, revenue, seats, tags) in [
        ("Morrowfield+%3CFarm%3E", 33500, 14, "farming"),
        ("Aldersyke", 10500, 6, "farming"),
        ("Ondine", 11900, 5, "shops"),
    ] {
        let body = format!(
            "name={name}&revenue={revenue}&seats={seats}&tags={tags}&plan=Workshop&back=/larkbill/customers"
        );
        done(ines, "add_customer", &body).await;
    }
    let page = ines.get("/larkbill/items/LARK-1").await;
    let said = format!(
        "product={}&customer={}&body=Paid+after+the+harvest&back=/larkbill/INV/inbox",
        office.product.0,
        hidden(&page, "customer")
    );
    done(ines, "add_feedback", &said).await;
    let feedback = hidden(&ines.get("/larkbill/INV/inbox").await, "feedback");
    let link = format!(
        "feedback={feedback}&passage=after+the+harvest&new_need=See+when+money+lands&back=/larkbill/INV/inbox"
    );
    done(ines, "link_quote", &link).await;
}

#[test]
fn a_rule_is_tried_before_it_is_added_and_counts_at_once() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        assert!(mira.get(PAGE).await.shows("No segments yet"));
        customers_who_speak(office, &ines).await;
        let add = format!("name=Large+farms&basis=all&back={PAGE}?open=%7Bnumber%7D");
        assert_eq!(mira.form("/larkbill/commands/add_segment", &add).await.status, 403);
        assert_eq!(done(&ines, "add_segment", &add).await, format!("{PAGE}?open=5"));
        let page = ines.get(&format!("{PAGE}?open=5")).await;
        assert!(page.shows("no condition yet: nobody is in it"), "{}", page.body);
        let tried = ines.get(&format!("{PAGE}?open=5&kind=has_tag&value=Farming&most=")).await;
        assert!(tried.shows("With it: 2 customers, €44.0k a year."), "{}", tried.body);
        let wrong = ines.get(&format!("{PAGE}?open=5&kind=seats_between&value=9&most=3")).await;
        assert!(wrong.shows("Let it end at a number that is not smaller."), "{}", wrong.body);
        assert!(ines.get(PAGE).await.shows("0 customers"), "trying stores nothing");
        let segment = hidden(&page, "segment");
        for (kind, value, most) in [("has_tag", "farming", ""), ("seats_between", "9", "40")] {
            let add = format!("segment={segment}&kind={kind}&value={value}&most={most}&back={PAGE}?open=5");
            done(&ines, "add_condition", &add).await;
        }
        let page = mira.get(&format!("{PAGE}?open=5")).await;
        for shown in [
            "is tagged farming, and has 9 to 40 seats",
            "1 customer, €33.5k a year",
            "Morrowfield &#60;Farm&#62;",
            "See when money lands",
        ] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        assert!(!page.shows("Aldersyke") && !page.shows("add_condition"), "{}", page.body);
        let need = mira.get("/larkbill/items/INV-1").await;
        assert!(need.shows("Which segments ask for it") && need.shows("Large farms"), "{}", need.body);
        assert!(mira.get("/larkbill/INV/inbox").await.shows("<span class=\"chip\">Large farms</span>"));
        assert_eq!(mira.get("/larkbill/items/LARK-5").await.location, format!("{PAGE}?open=5"));
        assert_eq!(mira.get(&format!("{PAGE}?open=99")).await.status, 404);
        let api = program(office, router);
        let told = api.get("/api/v1/larkbill/segments").await.json();
        assert_eq!((told[0]["accounts"].as_i64(), told[0]["basis"].as_str()), (Some(1), Some("all")));
        let told = api.get("/api/v1/larkbill/INV/segments/5").await.json();
        assert_eq!(told["needs"][0]["accounts"].as_i64(), Some(1));
        let told = api.get("/api/v1/larkbill/needs/INV-1").await.json();
        assert_eq!(told["segments"][0]["revenue_minor"].as_i64(), Some(3_350_000));
        assert_eq!(api.get("/api/v1/larkbill/INV/segments/99").await.status, 404);
    });
}

#[test]
fn a_customer_is_edited_and_the_list_goes_out_and_comes_back() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        customers_who_speak(office, &ines).await;
        let page = ines.get("/larkbill/items/LARK-1").await;
        assert!(page.shows("value=\"33500\"") && page.shows("Whom we know there"), "{}", page.body);
        let edit = format!(
            "customer={}&name=Morrowfield&revenue=33500.50&currency=EUR&seats=15&plan=Bench&tags=farming,+south&segments=May+be+named&back=/larkbill/items/LARK-1",
            hidden(&page, "customer")
        );
        assert_eq!(mira.form("/larkbill/commands/edit_customer", &edit).await.status, 403);
        done(&ines, "edit_customer", &edit).await;
        let page = mira.get("/larkbill/items/LARK-1").await;
        for shown in ["May be named", "farming, south", "Bench", "See when money lands"] {
            assert!(page.shows(shown), "{shown} in {}", page.body);
        }
        assert!(mira.get("/larkbill/customers").await.shows("May be named"));
        assert_eq!(mira.get("/larkbill/customers.csv").await.status, 403);
        let file = ines.get("/larkbill/customers.csv").await;
        let line = "Morrowfield,May be named,\"farming, south\",Bench,33500.50,EUR,15,,,,";
        assert!(file.body.lines().any(|one| one == line), "{}", file.body);
        assert_eq!(customers::read(file.body.as_bytes()).unwrap().len(), 3);
        let told = program(office, router).get("/api/v1/larkbill/customers").await.json();
        let found = told.as_array().unwrap().iter().find(|one| one["name"] == "Morrowfield").unwrap();
        assert_eq!(
            (found["plan"].as_str(), found["segments"][0].as_str()),
            (Some("Bench"), Some("May be named"))
        );
    });
}

#[test]
fn a_persona_shows_whose_words_stand_behind_it() {
    on_both_engines(async |office: &Office, router: &Router| {
        let (ines, mira) =
            (Browser::of(router, office, &office.ines()), Browser::of(router, office, &office.mira()));
        let page = "/larkbill/INV/market/personas";
        assert!(mira.get(page).await.shows("No personas yet"));
        customers_who_speak(office, &ines).await;
        let add =
            format!("name=The+seller+%3Cwith+a+season%3E&summary=Paid+late&back={page}?open=%7Bnumber%7D");
        assert_eq!(mira.form("/larkbill/commands/add_persona", &add).await.status, 403);
        let place = done(&ines, "add_persona", &add).await;
        let persona = hidden(&ines.get(&place).await, "persona");
        let entry = format!("persona={persona}&kind=pain&body=Reminders+come+too+early&back={place}");
        done(&ines, "add_persona_entry", &entry).await;
        let shown = ines.get(&place).await;
        assert!(
            shown.shows("nobody said it yet") && shown.shows("Morrowfield &#60;Farm&#62;: after the harvest"),
            "{}",
            shown.body
        );
        let quote =
            shown.body.split("name=\"quote\"><option value=\"").nth(1).unwrap().split('"').next().unwrap();
        let back = format!("entry={}&quote={quote}&back={place}", hidden(&shown, "entry"));
        done(&ines, "back_persona", &back).await;
        let shown = mira.get(&place).await;
        for text in ["The seller &#60;with a season&#62;", "after the harvest", "1 of 1", "LARK-4"] {
            assert!(shown.shows(text), "{text} in {}", shown.body);
        }
        assert!(
            !shown.shows("Back it with a quote") && !shown.shows("remove_persona_entry"),
            "{}",
            shown.body
        );
        assert_eq!(mira.get("/larkbill/items/LARK-5").await.location, place);
        let api = program(office, router);
        let told = api.get("/api/v1/larkbill/personas").await.json();
        assert_eq!((told[0]["entries"].as_i64(), told[0]["backed"].as_i64()), (Some(1), Some(1)));
        let told = api.get("/api/v1/larkbill/INV/personas/5").await.json();
        assert_eq!(told["backings"][0]["passage"].as_str(), Some("after the harvest"));
    });
}
