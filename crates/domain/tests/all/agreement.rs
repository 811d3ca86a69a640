//! Changes of what was taken, agreed to one by one; told as a story on both engines.

use domain::line::today::{Reason, waiting};
use domain::line::undo_change::UndoChange;
use domain::roadmap::acknowledge_feature::AcknowledgeFeature;
use domain::roadmap::add_feature::AddFeature;
use domain::roadmap::agreement::{self, ChangedSince};
use domain::roadmap::edit_feature::EditFeature;
use domain::roadmap::offer_feature::OfferFeature;
use domain::roadmap::queries;
use domain::roadmap::take_feature::TakeFeature;
use domain::roadmap::{EntryKind, Feature, FeatureId, FeatureText};
use domain::testing::{Office, on_both_engines};

fn named(office: &Office, title: &str) -> FeatureId {
    let command = AddFeature {
        capability: None,
        product: office.product,
        title: title.into(),
        need: None,
        problem: String::new(),
    };
    office.does(&office.ines(), command).unwrap().done.id
}

fn scope(feature: FeatureId, text: &str) -> EditFeature {
    EditFeature { feature, field: FeatureText::InScope, text: text.into(), seen: None }
}

fn offer(feature: FeatureId) -> OfferFeature {
    OfferFeature { feature, body: String::new() }
}

fn features(office: &Office) -> Vec<Feature> {
    let (ines, product) = (office.ines(), office.product);
    office.reads(move |tx| queries::features(tx, &ines, product))
}

/// The owner has taken a feature, and then two of its fields were changed.
fn changed_after_taking(office: &Office) -> FeatureId {
    let (ines, mira) = (office.ines(), office.mira());
    let feature = named(office, "Instalment plans");
    office.does(&ines, scope(feature, "Two to six parts.")).unwrap();
    office.does(&ines, offer(feature)).unwrap();
    office.does(&mira, TakeFeature { feature }).unwrap();
    let edit = |field, text: &str| EditFeature { feature, field, text: text.into(), seen: None };
    office.does(&ines, scope(feature, "Two to nine parts.")).unwrap();
    office.does(&ines, edit(FeatureText::Constraints, "The law of each country")).unwrap();
    feature
}

fn take(feature: FeatureId, field: FeatureText) -> AcknowledgeFeature {
    AcknowledgeFeature { feature, field: Some(field), up_to: None }
}

fn changed(office: &Office) -> Vec<ChangedSince> {
    let (mira, stored) = (office.mira(), features(office).remove(0));
    office.reads(move |tx| agreement::changed_since(tx, &mira, &stored))
}

fn fields(office: &Office) -> Vec<FeatureText> {
    changed(office).into_iter().map(|change| change.field).collect()
}

/// How many changes wait for the owner today.
fn waits(office: &Office) -> usize {
    let (mira, product, now) = (office.mira(), office.product, office.now());
    let all = office.reads(move |tx| Ok(tx.together(waiting(&mira, product, now)?)?));
    all.into_iter().filter(|one| one.reason == Reason::Changed).count()
}

#[test]
fn the_owner_takes_one_field_and_leaves_the_other() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        let feature = changed_after_taking(office);
        assert_eq!(fields(office), [FeatureText::InScope, FeatureText::Constraints]);
        let in_scope = take(feature, FeatureText::InScope);
        assert_eq!(office.is_refused(&ines, in_scope.clone()).kind(), "not_allowed");
        assert_eq!(office.is_refused(&mira, take(feature, FeatureText::Evidence)).kind(), "conflict");
        let taken = office.does(&mira, in_scope.clone()).unwrap();
        assert!(taken.sentence.starts_with("The change of in scope in INV-"), "{}", taken.sentence);
        assert_eq!(fields(office), [FeatureText::Constraints]);
        assert_eq!(waits(office), 1);
        office.does(&mira, UndoChange { change: taken.seq.unwrap() }).unwrap();
        assert_eq!(fields(office).len(), 2);
        office.does(&mira, in_scope).unwrap();
        office.wait_seconds(60);
        office.does(&mira, take(feature, FeatureText::Constraints)).unwrap();
        assert_eq!((fields(office).len(), waits(office)), (0, 0));
        let all = AcknowledgeFeature { feature, field: None, up_to: None };
        assert_eq!(office.is_refused(&mira, all).kind(), "conflict");
        let feature = features(office).remove(0);
        let thread = office.reads(move |tx| agreement::thread(tx, &mira, &feature));
        let last = thread.last().unwrap();
        assert_eq!((last.kind, last.field), (EntryKind::Acknowledged, Some(FeatureText::Constraints)));
    });
}

#[test]
fn a_field_that_changed_again_is_read_from_what_was_taken_last() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        let feature = changed_after_taking(office);
        let in_scope = take(feature, FeatureText::InScope);
        office.does(&mira, in_scope.clone()).unwrap();
        office.does(&ines, scope(feature, "Two to twelve parts.")).unwrap();
        let again = changed(office).remove(0);
        assert_eq!(
            (again.taken.as_str(), again.now.as_str()),
            ("Two to nine parts.", "Two to twelve parts.")
        );
        // Whoever has not seen the newest change does not take it.
        let before = AcknowledgeFeature { up_to: Some(again.seq - 1), ..in_scope.clone() };
        office.does(&mira, before).unwrap();
        assert_eq!(fields(office).len(), 2);
        office.does(&mira, in_scope).unwrap();
        assert_eq!(fields(office), [FeatureText::Constraints]);
        office.wait_seconds(60);
        office.does(&mira, take(feature, FeatureText::Constraints)).unwrap();
        assert_eq!((fields(office).len(), waits(office)), (0, 0));
    });
}
