//! Segments by rule and by hand, told as stories on both engines.

use domain::discovery::add_feedback::AddFeedback;
use domain::discovery::link_quote::LinkQuote;
use domain::discovery::queries::need;
use domain::discovery::{NeedId, QuoteId};
use domain::line::undo_change::UndoChange;
use domain::market::CustomerId;
use domain::market::add_customer::AddCustomer;
use domain::market::edit_customer::EditCustomer;
use domain::market::segments::add_condition::AddCondition;
use domain::market::segments::add_segment::AddSegment;
use domain::market::segments::archive_segment::ArchiveSegment;
use domain::market::segments::edit_segment::EditSegment;
use domain::market::segments::join_conditions::JoinConditions;
use domain::market::segments::members;
use domain::market::segments::put_in_segment::PutInSegment;
use domain::market::segments::queries::{self, Counted, Known};
use domain::market::segments::remove_condition::RemoveCondition;
use domain::market::segments::restore_segment::RestoreSegment;
use domain::market::segments::take_out_of_segment::TakeOutOfSegment;
use domain::market::segments::{Basis, ConditionKind, SegmentId};
use domain::testing::{Office, on_both_engines};

fn customer(office: &Office, name: &str, revenue: &str, seats: &str, tags: &str) -> CustomerId {
    let command = AddCustomer {
        name: name.into(),
        revenue: revenue.into(),
        seats: seats.into(),
        tags: tags.into(),
        plan: "Workshop".into(),
        ..AddCustomer::default()
    };
    office.does(&office.ines(), command).unwrap().done.id
}

fn segment(office: &Office, name: &str, basis: Basis) -> SegmentId {
    let command = AddSegment { name: name.into(), basis: Some(basis) };
    office.does(&office.ines(), command).unwrap().done.id
}

fn asks(segment: SegmentId, kind: ConditionKind, value: &str, most: &str) -> AddCondition {
    AddCondition { segment, kind, value: value.into(), most: most.into() }
}

/// Every segment with the names of those who are in it, those who pay most first.
fn filled(office: &Office) -> Vec<(String, Vec<String>)> {
    let reader = office.mira();
    office.reads(move |tx| {
        let mut told = Vec::new();
        for known in tx.together(queries::segments(&reader)?)? {
            let members = queries::members(tx, &reader, &known.rule)?;
            told.push((known.name, members.into_iter().map(|one| one.name).collect()));
        }
        Ok(told)
    })
}

fn in_it(office: &Office, name: &str) -> Vec<String> {
    filled(office).into_iter().find(|(known, _)| known == name).unwrap().1
}

fn known(office: &Office) -> Vec<Known> {
    let reader = office.mira();
    office.reads(move |tx| Ok(tx.together(queries::segments(&reader)?)?))
}

/// Says what somebody needs; the need, and the quote.
fn said(office: &Office, customer: Option<CustomerId>, need: Option<NeedId>) -> (NeedId, QuoteId) {
    let feedback = AddFeedback {
        product: office.product,
        body: "They are paid in August, so am I".into(),
        channel: None,
        contact: None,
        customer,
        said_as: String::new(),
        tags: String::new(),
        said_at: None,
    };
    let feedback = office.does(&office.ines(), feedback).unwrap().done.id;
    let passage = "paid in August".into();
    let command =
        LinkQuote { feedback, passage, need, new_need: "See when money lands".into(), importance: None };
    let done = office.does(&office.ines(), command).unwrap().done;
    (done.need, done.id)
}

#[test]
fn a_rule_fills_a_segment_with_whoever_meets_it_now() {
    on_both_engines(|office| {
        let ines = office.ines();
        customer(office, "Morrowfield", "33500", "14", "farming, south");
        customer(office, "Aldersyke", "10500", "6", "farming");
        customer(office, "Sallowtree", "42000", "22", "services, 100%_of'it");
        let large = segment(office, "Large", Basis::All);
        assert_eq!(in_it(office, "Large"), [""; 0], "a rule that asks for nothing is met by nobody");
        office.does(&ines, asks(large, ConditionKind::RevenueAtLeast, "10,500", "")).unwrap();
        assert_eq!(in_it(office, "Large"), ["Sallowtree", "Morrowfield", "Aldersyke"]);
        let seats = office.does(&ines, asks(large, ConditionKind::SeatsBetween, "10", "20")).unwrap();
        assert_eq!(in_it(office, "Large"), ["Morrowfield"]);
        office.does(&ines, JoinConditions { segment: large, any: true }).unwrap();
        assert_eq!(in_it(office, "Large").len(), 3);
        office.does(&ines, JoinConditions { segment: large, any: false }).unwrap();
        office.does(&ines, UndoChange { change: seats.seq.unwrap() }).unwrap();
        assert_eq!(in_it(office, "Large").len(), 3);
        // Whatever somebody types stays a value.
        let odd = segment(office, "Odd", Basis::Any);
        office.does(&ines, asks(odd, ConditionKind::HasTag, "100%_of'it", "")).unwrap();
        office.does(&ines, asks(odd, ConditionKind::PlanIs, "x' or '1'='1", "")).unwrap();
        assert_eq!(in_it(office, "Odd"), ["Sallowtree"]);
        office.does(&ines, asks(odd, ConditionKind::PlanIs, "Workshop", "")).unwrap();
        assert_eq!(in_it(office, "Odd").len(), 3);
        for (kind, value, most, field) in [
            (ConditionKind::RevenueAtLeast, "much", "", "value"),
            (ConditionKind::SeatsBetween, "20", "10", "most"),
            (ConditionKind::HasTag, "a, b", "", "value"),
        ] {
            assert_eq!(office.is_refused(&ines, asks(odd, kind, value, most)).field(), Some(field));
        }
        let again = asks(odd, ConditionKind::PlanIs, "Workshop", "");
        assert_eq!(office.is_refused(&ines, again.clone()).kind(), "conflict");
        assert_eq!(office.is_refused(&office.mira(), again.clone()).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), again).kind(), "not_found");
    });
}

#[test]
fn who_changes_is_in_or_out_at_once() {
    on_both_engines(|office| {
        let ines = office.ines();
        let farm = customer(office, "Morrowfield", "33500", "14", "farming, south");
        customer(office, "Aldersyke", "10500", "6", "farming");
        let large = segment(office, "Large", Basis::All);
        office.does(&ines, asks(large, ConditionKind::RevenueAtLeast, "10,500", "")).unwrap();
        assert_eq!(in_it(office, "Large"), ["Morrowfield", "Aldersyke"]);
        let edit = EditCustomer {
            customer: farm,
            name: "Morrowfield".into(),
            segments: None,
            tags: Some("south".into()),
            plan: None,
            revenue: "900".into(),
            currency: String::new(),
            seats: "14".into(),
        };
        office.does(&ines, edit).unwrap();
        assert_eq!(in_it(office, "Large"), ["Aldersyke"]);
        let by_tag = segment(office, "Farmers", Basis::All);
        office.does(&ines, asks(by_tag, ConditionKind::HasTag, "Farming", "")).unwrap();
        assert_eq!(in_it(office, "Farmers"), ["Aldersyke"]);
        let rule = known(office).into_iter().find(|one| one.name == "Farmers").unwrap().rule;
        office.does(&ines, RemoveCondition { condition: rule.conditions[0].id }).unwrap();
        assert_eq!(in_it(office, "Farmers"), [""; 0]);
    });
}

#[test]
fn a_segment_by_hand_is_named_with_the_customer_or_on_its_page() {
    on_both_engines(|office| {
        let ines = office.ines();
        let named = AddCustomer {
            name: "Vantry".into(),
            segments: "Dental, may be named".into(),
            ..AddCustomer::default()
        };
        let vantry = office.does(&ines, named).unwrap().done.id;
        let other = customer(office, "Ondine", "11900", "5", "");
        assert_eq!(in_it(office, "Dental"), ["Vantry"]);
        let dental = known(office)[0].rule.id;
        office.does(&ines, PutInSegment { segment: dental, customer: other }).unwrap();
        office.does(&ines, PutInSegment { segment: dental, customer: other }).unwrap();
        assert_eq!(in_it(office, "Dental"), ["Ondine", "Vantry"]);
        office.does(&ines, TakeOutOfSegment { segment: dental, customer: other }).unwrap();
        let edit = |segments: Option<&str>| EditCustomer {
            customer: vantry,
            name: "Vantry".into(),
            segments: segments.map(Into::into),
            tags: None,
            plan: None,
            revenue: String::new(),
            currency: String::new(),
            seats: String::new(),
        };
        office.does(&ines, edit(None)).unwrap();
        assert_eq!(in_it(office, "may be named"), ["Vantry"], "what is not said stays");
        let set = office.does(&ines, edit(Some("DENTAL"))).unwrap();
        assert_eq!(
            filled(office),
            [("Dental".into(), vec!["Vantry".into()]), ("may be named".into(), vec![])]
        );
        office.does(&ines, UndoChange { change: set.seq.unwrap() }).unwrap();
        assert_eq!(in_it(office, "may be named"), ["Vantry"]);
    });
}

#[test]
fn what_is_filled_by_a_rule_is_not_filled_by_hand_and_no_two_have_one_name() {
    on_both_engines(|office| {
        let ines = office.ines();
        let other = customer(office, "Ondine", "11900", "5", "");
        let dental = segment(office, "Dental", Basis::Hand);
        let rule = segment(office, "Large", Basis::All);
        let edit = EditCustomer {
            customer: other,
            name: "Ondine".into(),
            segments: Some("large".into()),
            tags: None,
            plan: None,
            revenue: String::new(),
            currency: String::new(),
            seats: String::new(),
        };
        assert_eq!(office.is_refused(&ines, edit).field(), Some("segments"));
        assert_eq!(
            office.is_refused(&ines, PutInSegment { segment: rule, customer: other }).kind(),
            "conflict"
        );
        assert_eq!(office.is_refused(&ines, asks(dental, ConditionKind::PlanIs, "x", "")).kind(), "conflict");
        let twice = AddSegment { name: "dental".into(), basis: None };
        assert_eq!(office.is_refused(&ines, twice.clone()).field(), Some("name"));
        let rename = |text: &str, seen: &str| EditSegment {
            segment: rule,
            text: text.into(),
            seen: Some(seen.into()),
        };
        assert_eq!(office.is_refused(&ines, rename("Dental", "Large")).field(), Some("text"));
        assert_eq!(office.is_refused(&ines, rename("Huge", "Small")).kind(), "stale");
        office.does(&ines, rename("Huge", "Large")).unwrap();
        office.does(&ines, ArchiveSegment { segment: dental }).unwrap();
        assert_eq!(filled(office).len(), 1);
        office.does(&ines, twice).unwrap();
        assert_eq!(office.is_refused(&ines, RestoreSegment { segment: dental }).field(), Some("segment"));
    });
}

#[test]
fn a_segment_asks_for_needs_with_each_account_once() {
    on_both_engines(|office| {
        let (ines, mira, product) = (office.ines(), office.mira(), office.product);
        let farm = customer(office, "Morrowfield", "33500", "14", "farming");
        let shop = customer(office, "Ondine", "11900", "5", "shops");
        let farmers = segment(office, "Farmers", Basis::All);
        office.does(&ines, asks(farmers, ConditionKind::HasTag, "farming", "")).unwrap();
        let all = segment(office, "All that pay", Basis::Any);
        office.does(&ines, asks(all, ConditionKind::RevenueAtLeast, "1", "")).unwrap();
        let (need_id, _) = said(office, Some(farm), None);
        said(office, Some(farm), Some(need_id));
        said(office, Some(shop), Some(need_id));
        said(office, None, Some(need_id));
        let told = office.reads(move |tx| {
            let known = tx.together(queries::segments(&mira)?)?;
            let need = need(tx, &mira, product, 1)?;
            let demand = tx.together(queries::demand_of_need(&mira, &need.id, &known)?)?;
            let asked = queries::needs(tx, &mira, product, &known[1].rule)?;
            let of = members::segments_of(tx, &mira, farm, &known)?
                .iter()
                .map(|one| one.name.clone())
                .collect::<Vec<_>>();
            let rules: Vec<_> = known.iter().map(|one| one.rule.clone()).collect();
            let all = members::memberships(tx, &mira, &known)?.len();
            Ok((demand, asked, of, queries::counted(tx, &mira, &rules)?, all))
        });
        let counted = |segment_id, accounts, revenue_minor| Counted { segment_id, accounts, revenue_minor };
        assert_eq!(told.0, [counted(all, 2, 4_540_000), counted(farmers, 1, 3_350_000)]);
        assert_eq!((told.1.len(), told.1[0].accounts, told.1[0].revenue_minor), (1, 1, 3_350_000));
        assert_eq!((told.2, told.3.len(), told.4), (vec!["All that pay".into(), "Farmers".into()], 2, 3));
    });
}
