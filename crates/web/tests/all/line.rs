//! The line bar of an item's page, on both engines.

use axum::Router;
use domain::communication::add_release::AddRelease;
use domain::communication::put_in_release::PutInRelease;
use domain::discovery::NeedId;
use domain::discovery::add_need::AddNeed;
use domain::discovery::serve_goal::ServeGoal;
use domain::strategy::add_goal::AddGoal;
use domain::testing::Office;
use serde_json::json;

use crate::browser::{Browser, on_both_engines};

/// The bar alone, its marks left out: what stands at each stop, and where it leads.
fn bar(page: &str) -> Vec<(String, String)> {
    let bar = page.split("<nav class=\"line\"").nth(1).unwrap().split("</nav>").next().unwrap();
    bar.split("<li").skip(1).map(stop).collect()
}

fn stop(item: &str) -> (String, String) {
    let href =
        item.split("href=\"").nth(1).filter(|_| !item.contains("<a aria-disabled")).unwrap_or_default();
    let words = item.split("</svg>").nth(1).unwrap();
    let words: Vec<&str> = words.split(['<', '>']).filter(|part| !part.is_empty()).collect();
    let words = words
        .into_iter()
        .filter(|part| !matches!(*part, "small" | "/small" | "span" | "/span" | "/a" | "/li" | "/ol"));
    let passed = if item.starts_with(" class=\"passed\"") { "· " } else { "" };
    let said = words.map(str::trim).collect::<Vec<_>>().join(" ");
    (format!("{passed}{}", said.trim()), href.split('"').next().unwrap_or_default().to_owned())
}

fn said(stops: &[(String, String)]) -> Vec<&str> {
    stops.iter().map(|(said, _)| said.as_str()).collect()
}

fn add_need(office: &Office) -> NeedId {
    let (product, description) = (office.product, String::new());
    let add = AddNeed { product, title: "Chase payers".into(), description, parent: None, capability: None };
    office.does(&office.ines(), add).unwrap().done.id
}

/// A goal, the need, two features, two stories of the first of which one is in a release.
fn whole_line(office: &Office) {
    let (ines, mira, product, need) = (office.ines(), office.mira(), office.product, add_need(office));
    let goal: AddGoal = serde_json::from_value(json!({"title": "Paid on time"})).unwrap();
    let goal = office.does(&ines, goal).unwrap().done.id;
    office.does(&ines, ServeGoal { need, goal }).unwrap();
    let stories: Vec<_> = office.stories(&["Gentle", "Firm"]).iter().map(|story| story.id).collect();
    office.taken_feature("Tones", &[need], &stories);
    office.taken_feature("Quiet hours", &[need], &[]);
    let release = json!({"product": product, "version": "4.8", "name": "Gentle reminders"});
    let release: AddRelease = serde_json::from_value(release).unwrap();
    let release = office.does(&mira, release).unwrap().done.id;
    office.does(&mira, PutInRelease { release, stories: vec![stories[0]] }).unwrap();
}

#[test]
fn where_the_line_is_broken_the_bar_leads_to_what_mends_it() {
    on_both_engines(async |office: &Office, router: &Router| {
        add_need(office);
        let broken =
            bar(&Browser::of(router, office, &office.mira()).get("/larkbill/items/INV-1").await.body);
        let stops = [
            ("No vision yet", "/larkbill/INV/vision"),
            ("No goal yet", "/larkbill/items/INV-1#to-goal"),
            ("INV-1 Chase payers", "/larkbill/INV/needs"),
            ("No feature yet", "/larkbill/items/INV-1#to-feature"),
            ("No story yet", "/larkbill/INV/backlog"),
            ("No release yet", "/larkbill/INV/releases"),
        ];
        assert_eq!(broken, stops.map(|(said, leads)| (said.to_owned(), leads.to_owned())));
    });
}

#[test]
fn an_item_shows_what_leads_to_it_and_what_it_leads_to() {
    on_both_engines(async |office: &Office, router: &Router| {
        whole_line(office);
        let mira = Browser::of(router, office, &office.mira());
        let read = async |item: &str| bar(&mira.get(&format!("/larkbill/items/{item}")).await.body);
        let on_need = read("INV-1").await;
        let (goal, need, feature) = ("· LARK-1 Paid on time", "INV-1 Chase payers", "INV-4 +1 Tones");
        let heirs = [feature, "0 of 2 Stories accepted", "4.8 Gentle reminders"];
        assert_eq!(said(&on_need), [&["No vision yet", goal, need][..], &heirs].concat());
        assert_eq!(on_need[4].1, "/larkbill/INV/line?item=INV-1");
        let passed = ["· INV-1 Chase payers", "· INV-4 Tones", "· INV-2 Gentle", "4.8 Gentle reminders"];
        assert_eq!(said(&read("INV-6").await)[1..], [&[goal][..], &passed].concat());
        assert_eq!(said(&read("INV-3").await)[3..], ["· INV-4 Tones", "INV-3 Firm", "No release yet"]);
        assert_eq!(said(&read("LARK-1").await)[1..4], [&goal["· ".len()..], need, feature]);
        for item in ["LARK-1", "INV-1", "INV-4", "INV-3"] {
            let page = mira.get(&format!("/larkbill/INV/line?item={item}")).await;
            assert_eq!(said(&bar(&page.body)), said(&read(item).await), "{item}");
        }
        let agreed = read("INV-5/agreement").await;
        assert_eq!(said(&agreed)[2..5], ["· INV-1 Chase payers", "INV-5 Quiet hours", "No story yet"]);
        assert_eq!(agreed[4].1, "/larkbill/items/INV-5#to-story");
    });
}
