use super::*;
use crate::communication::audiences::seeing::Lens;
use crate::communication::audiences::seeing::tests::everything;
use crate::communication::audiences::{
    Audience, AudienceId, AudienceItem, AudienceItemId, Dates, DeliveryStage,
};
use crate::communication::{Reach, ReleaseState};
use crate::roadmap::{Decision, Horizon, Precision};
use crate::spine::id::ProductId;
use crate::spine::moment::Day;
use crate::spine::moment::Timestamp;
use serde_json::{Value as Json, json};

const TONES: u128 = 1;
const PLANS: u128 = 2;
const BANK: u128 = 3;
const RELEASE: u128 = 9;

fn id(nth: u128) -> Uuid {
    Uuid::from_u128(nth)
}

fn feature(nth: u128, title: &str, decision: Decision) -> FeatureFacts {
    FeatureFacts {
        id: id(nth),
        key: format!("INV-{nth}"),
        title: title.into(),
        decision,
        horizon: Some(Horizon::Next),
        stage: DeliveryStage::Planned,
        ends_on: Day::parse("2027-03-26"),
        precision: Some(Precision::Month),
        accounts: 0,
        revenue_minor: 0,
    }
}

fn moves(happened: &mut Happened, nth: u128, field: &'static str, (before, after): (Json, Json)) {
    let moved = Move { before, after, by: Some(PersonId(id(77))), at: Timestamp(0) };
    happened.items.entry(id(nth)).or_default().fields.insert(field, moved);
}

/// Tones ship in 4.8 with two stories, plans slip, pay by bank is parked; one decision was made.
fn told(audience: Audience, items: Vec<AudienceItem>) -> String {
    let mut happened = Happened { changes: 6, ..Happened::default() };
    moves(&mut happened, RELEASE, "state", (json!("planned"), json!("released")));
    moves(&mut happened, 20, "state", (json!("done"), json!("accepted")));
    moves(&mut happened, 21, "state", (json!("done"), json!("accepted")));
    moves(&mut happened, 22, "state", (json!("doing"), json!("done")));
    moves(&mut happened, PLANS, "ends_on", (json!("2027-02-28"), json!("2027-03-26")));
    moves(&mut happened, BANK, "decision", (json!("taken"), json!("stopped")));
    moves(&mut happened, 30, "state", (json!("open"), json!("decided")));
    let features = [
        feature(TONES, "A *tone* each", Decision::Taken),
        feature(PLANS, "Instalment plans", Decision::Taken),
        feature(BANK, "Pay by bank", Decision::Stopped),
    ];
    let releases = [ReleaseFacts {
        id: id(RELEASE),
        key: "INV-9".into(),
        version: "4.8".into(),
        name: "Gentle reminders".into(),
        state: ReleaseState::Released,
        reach: Reach::Everyone,
        planned_on: None,
        released_on: Day::parse("2026-11-24"),
        features: vec![id(TONES)],
    }];
    let story = |nth: u128, feature| {
        let (key, title) = (format!("INV-{nth}"), format!("Story {nth}"));
        (id(nth), StoryNamed { key, title, feature })
    };
    let stories = [story(20, Some(id(TONES))), story(21, None), story(22, Some(id(TONES)))].into();
    let decision = DecisionTold {
        key: "INV-30".into(),
        title: "Who sets the schedule?".into(),
        choice: "The seller\nsets it".into(),
        reasons: "No credit business".into(),
    };
    let known = Known {
        items_at: "/larkbill/items/",
        lens: &Lens { audience, items },
        features: &features,
        releases: &releases,
        stories: &stories,
        decisions: &[(id(30), decision)].into(),
        people: &[(PersonId(id(77)), "Ines".into())].into(),
        reasons: &[(id(PLANS), "Two stories were larger.".into()), (id(BANK), "Nobody pays for it.".into())]
            .into(),
    };
    body(&happened, &known)
}

#[test]
fn inside_everything_is_told_with_who_and_why_and_each_line_is_a_link() {
    assert_eq!(
        told(everything("Executives"), vec![]),
        "## Shipped

- **[4.8 Gentle reminders](/larkbill/items/INV-9)**, 24 November 2026, to everyone: A \\*tone\\* each.

## Accepted

- **[A \\*tone\\* each](/larkbill/items/INV-1)**: [Story 20](/larkbill/items/INV-20).
- For no feature: [Story 21](/larkbill/items/INV-21).

## Slipped, and why

- **[Instalment plans](/larkbill/items/INV-2)**: March 2027, was February 2027. Ines: Two stories were larger.

## Dropped

- **[Pay by bank](/larkbill/items/INV-3)**: stopped. Nobody pays for it.

## Decided

- **[Who sets the schedule?](/larkbill/items/INV-30)**: The seller. Why: No credit business."
    );
}

#[test]
fn outside_nobody_reads_stories_reasons_decisions_or_what_is_hidden() {
    let public = Audience { is_public: true, decisions: "taken".into(), ..everything("Public") };
    let item = |nth, title: &str, is_hidden| AudienceItem {
        id: AudienceItemId(id(nth)),
        product_id: ProductId(Uuid::nil()),
        audience_id: AudienceId(Uuid::nil()),
        item_noun: "feature".into(),
        item_id: id(nth),
        title: title.into(),
        is_hidden,
        created_at: Timestamp(0),
        archived_at: None,
    };
    let items = vec![item(TONES, "Tones", false), item(BANK, "", true)];
    assert_eq!(
        told(public.clone(), items),
        "## Shipped

- **4.8 Gentle reminders**, 24 November 2026, to everyone: Tones.

## Slipped, and why

- **Instalment plans**: March 2027, was February 2027."
    );
    // A slip within what they read as one date is none to them.
    let quarters = Audience { dates: Dates::Quarter, ..public.clone() };
    assert!(!told(quarters, vec![]).contains("Slipped"));
    let never = Audience { dates: Dates::Never, ..public };
    let told = told(never, vec![]);
    assert!(!told.contains("2026") && !told.contains("2027") && told.contains("Dropped"), "{told}");
}

#[test]
fn nothing_to_tell_is_said() {
    let blind = Audience { is_public: true, horizons: String::new(), ..everything("Public") };
    let items = vec![AudienceItem {
        id: AudienceItemId(id(1)),
        product_id: ProductId(Uuid::nil()),
        audience_id: AudienceId(Uuid::nil()),
        item_noun: "release".into(),
        item_id: id(RELEASE),
        title: String::new(),
        is_hidden: true,
        created_at: Timestamp(0),
        archived_at: None,
    }];
    assert_eq!(told(blind, items), "Nothing that you see has changed.");
}
