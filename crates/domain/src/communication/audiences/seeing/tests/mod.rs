use super::*;
use crate::communication::audiences::{AudienceId, AudienceItemId};
use crate::spine::id::ProductId;
use crate::spine::moment::Timestamp;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::{select, subsequence};

/// An audience inside the firm that sees all there is, to the day.
pub(in crate::communication) fn everything(name: &str) -> Audience {
    let words = |words: &[&str]| words.join(" ");
    Audience {
        id: AudienceId(Uuid::nil()),
        product_id: ProductId(Uuid::nil()),
        number: 1,
        name: name.into(),
        is_public: false,
        roles: "stakeholder".into(),
        segments: String::new(),
        horizons: words(&["now", "next", "later"]),
        decisions: words(&["idea", "shaping", "offered", "taken", "parked", "declined", "stopped"]),
        stages: words(&["planned", "in_part", "released", "concluded"]),
        dates: Dates::Day,
        shows_demand: true,
        shows_goals: true,
        created_at: Timestamp(0),
        created_by: None,
        archived_at: None,
    }
}

fn item(nth: u128, title: &str, is_hidden: bool) -> AudienceItem {
    AudienceItem {
        id: AudienceItemId(Uuid::from_u128(nth)),
        product_id: ProductId(Uuid::nil()),
        audience_id: AudienceId(Uuid::nil()),
        item_noun: "feature".into(),
        item_id: Uuid::from_u128(nth),
        title: title.into(),
        is_hidden,
        created_at: Timestamp(0),
        archived_at: None,
    }
}

fn feature(nth: u128) -> FeatureFacts {
    FeatureFacts {
        id: Uuid::from_u128(nth),
        key: format!("INV-{nth}"),
        title: format!("Secret {nth}"),
        decision: Decision::Taken,
        horizon: Some(Horizon::Now),
        stage: DeliveryStage::Planned,
        ends_on: Day::parse("2026-12-12"),
        precision: Some(Precision::Day),
        accounts: 5,
        revenue_minor: 100,
    }
}

#[test]
fn what_a_feature_is_to_an_audience() {
    let all = everything("Executives");
    let public = Audience { is_public: true, dates: Dates::Quarter, ..all.clone() };
    let only_next = Audience { horizons: "next".into(), ..all.clone() };
    let only_ideas = Audience { decisions: "idea".into(), ..all.clone() };
    let only_out = Audience { stages: "released concluded".into(), ..all.clone() };
    let off_the_roadmap = FeatureFacts { horizon: None, ..feature(1) };
    let renamed = || vec![item(1, "Pay in parts", false)];
    let hidden = || vec![item(1, "Pay in parts", true)];
    for (audience, items, facts, wanted) in [
        (&all, vec![], feature(1), Some(("Secret 1", "12 December 2026", true, true))),
        (&all, renamed(), feature(1), Some(("Pay in parts", "12 December 2026", true, true))),
        (&all, hidden(), feature(1), None),
        (&all, vec![], off_the_roadmap, None),
        (&public, vec![], feature(1), Some(("Secret 1", "Q4 2026", false, false))),
        (&only_next, vec![], feature(1), None),
        (&only_ideas, vec![], feature(1), None),
        (&only_out, vec![], feature(1), None),
        (
            &only_out,
            vec![],
            FeatureFacts { stage: DeliveryStage::Concluded, ..feature(1) },
            Some(("Secret 1", "12 December 2026", true, true)),
        ),
    ] {
        let lens = Lens { audience: audience.clone(), items };
        let shown = lens.what_they_see(std::slice::from_ref(&facts));
        let told = shown.first().map(|shown| {
            (shown.title.as_str(), shown.when.as_str(), shown.key.is_some(), shown.demand.is_some())
        });
        assert_eq!(told, wanted, "{audience:?} {facts:?}");
    }
}

#[test]
fn a_date_is_told_no_more_precisely_than_it_is_known_or_read() {
    use Precision::{Day as ToDay, Month, Quarter};
    for (dates, known, wanted) in [
        (Dates::Day, Some(ToDay), "12 December 2026"),
        (Dates::Day, Some(Month), "December 2026"),
        (Dates::Day, Some(Quarter), "Q4 2026"),
        (Dates::Month, None, "December 2026"),
        (Dates::Month, Some(Quarter), "Q4 2026"),
        (Dates::Quarter, Some(ToDay), "Q4 2026"),
        (Dates::Never, Some(ToDay), ""),
    ] {
        let lens = Lens { audience: Audience { dates, ..everything("x") }, items: vec![] };
        assert_eq!(lens.when(Day::parse("2026-12-12"), known), wanted, "{dates:?} {known:?}");
    }
}

#[test]
fn the_stage_is_read_from_the_three_facts() {
    for (outcome, complete, stories, released, wanted) in [
        (Outcome::Unknown, false, 0, 0, DeliveryStage::Planned),
        (Outcome::Unknown, false, 5, 0, DeliveryStage::Planned),
        (Outcome::Unknown, false, 5, 2, DeliveryStage::InPart),
        (Outcome::Unknown, true, 5, 2, DeliveryStage::Released),
        (Outcome::Unknown, false, 5, 5, DeliveryStage::Released),
        (Outcome::Helped, false, 5, 5, DeliveryStage::Concluded),
        (Outcome::Not, false, 5, 2, DeliveryStage::Concluded),
    ] {
        assert_eq!(stage(outcome, complete, stories, released), wanted);
    }
}

#[test]
fn outside_only_what_went_to_everyone_is_a_release() {
    let release = |state, reach| ReleaseFacts {
        id: Uuid::from_u128(9),
        key: "INV-9".into(),
        version: "4.8".into(),
        name: String::new(),
        state,
        reach,
        planned_on: Day::parse("2026-12-12"),
        released_on: None,
        features: vec![Uuid::from_u128(1), Uuid::from_u128(2)],
    };
    let public = Audience { is_public: true, ..everything("Public") };
    let lens = Lens { audience: public, items: vec![item(2, "", true)] };
    let features = [feature(1), feature(2)];
    for (state, reach, wanted) in [
        (ReleaseState::Planned, Reach::Everyone, 1),
        (ReleaseState::Released, Reach::Everyone, 1),
        (ReleaseState::Released, Reach::Beta, 0),
        (ReleaseState::Released, Reach::Internal, 0),
    ] {
        let shown = lens.releases(&[release(state, reach)], &features);
        assert_eq!(shown.len(), wanted, "{state:?} {reach:?}");
        assert!(shown.iter().all(|shown| shown.features == ["Secret 1"] && shown.key.is_none()));
    }
}

fn any_audience() -> impl Strategy<Value = Audience> {
    let horizons = subsequence(vec!["now", "next", "later"], 0..=3);
    let decisions = subsequence(vec!["idea", "shaping", "offered", "taken", "declined"], 0..=5);
    let stages = subsequence(vec!["planned", "in_part", "released", "concluded"], 0..=4);
    let dates = select(Dates::ALL.to_vec());
    let segments = select(vec!["", "Craft"]);
    (horizons, decisions, stages, dates, segments, any::<bool>(), any::<bool>()).prop_map(
        |(horizons, decisions, stages, dates, segments, is_public, shows_demand)| Audience {
            is_public,
            segments: segments.into(),
            horizons: horizons.join(" "),
            decisions: decisions.join(" "),
            stages: stages.join(" "),
            dates,
            shows_demand,
            ..everything("Somebody")
        },
    )
}

fn any_feature() -> impl Strategy<Value = FeatureFacts> {
    let horizons: Vec<Option<Horizon>> = Horizon::ALL.iter().copied().map(Some).chain([None]).collect();
    let precisions = Precision::ALL.to_vec();
    (
        0..20_u128,
        select(Decision::ALL.to_vec()),
        select(horizons),
        select(DeliveryStage::ALL.to_vec()),
        select(precisions),
        0..3_i64,
        Just(()),
    )
        .prop_map(|(nth, decision, horizon, stage, precision, accounts, ())| FeatureFacts {
            decision,
            horizon,
            stage,
            precision: Some(precision),
            accounts,
            ..feature(nth)
        })
}

proptest! {
    #[test]
    fn nothing_hidden_ever_appears(
        audience in any_audience(),
        features in proptest::collection::vec(any_feature(), 0..12),
        items in proptest::collection::vec((0..20_u128, select(vec!["", "Public name"]), any::<bool>()), 0..8),
    ) {
        let items = items.into_iter().map(|(nth, title, hidden)| item(nth, title, hidden)).collect();
        let lens = Lens { audience, items };
        let told = serde_json::to_string(&lens.what_they_see(&features)).unwrap();
        let audience = &lens.audience;
        let mut seen = 0;
        for feature in &features {
            let first = lens.items.iter().find(|item| item.item_id == feature.id);
            let hidden = first.is_some_and(|item| item.is_hidden)
                || !feature.horizon.is_some_and(|horizon| audience.horizons.contains(horizon.as_str()))
                || !audience.decisions.split(' ').any(|word| word == feature.decision.as_str())
                || !audience.stages.split(' ').any(|word| word == feature.stage.as_str());
            let renamed = first.is_some_and(|item| !item.title.is_empty());
            seen += usize::from(!hidden);
            // Another feature of the same number may be seen: only what no seen one is called is looked for.
            let shared = features.iter().any(|other| other.title == feature.title && lens.sees(other));
            if (hidden && !shared) || renamed {
                let own = format!("\"{}\"", feature.title);
                prop_assert!(!told.contains(&own), "{own} in {told}");
            }
        }
        prop_assert_eq!(lens.what_they_see(&features).len(), seen);
        if audience.is_outside() {
            prop_assert!(!told.contains("demand") && !told.contains("INV-"), "{told}");
        }
        if audience.dates == Dates::Never {
            prop_assert!(!told.contains("2026"), "{told}");
        }
        if matches!(audience.dates, Dates::Month | Dates::Quarter) {
            prop_assert!(!told.contains("12 December"), "{told}");
        }
    }
}
