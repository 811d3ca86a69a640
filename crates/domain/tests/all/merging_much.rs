//! Merges of everything at once, of thousands, and by chance: on both engines.

#![allow(clippy::unwrap_used, clippy::expect_used, dead_code)]

use std::collections::BTreeSet;

use domain::communication::add_release::AddRelease;
use domain::communication::put_in_release::PutInRelease;
use domain::communication::queries::{askers, release};
use domain::discovery::research::add_interview::AddInterview;
use domain::discovery::research::add_study::AddStudy;
use domain::discovery::research::answer_consent::AnswerConsent;
use domain::discovery::research::write_notes::WriteNotes;
use domain::discovery::research::{Consent, Interview, Method};
use domain::line::merging::merge_contacts::MergeContacts;
use domain::line::merging::merge_customers::MergeCustomers;
use domain::line::merging::merge_feedback::MergeFeedback;
use domain::line::merging::merge_needs::MergeNeeds;
use domain::line::undo_change::UndoChange;
use domain::testing::{Office, on_both_engines};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::merged::{
    comes_back, comments, contact, customer, demand, follows, load, need, need_below, quotes, rows, says,
    undo,
};

/// A customer speaks this often in a large firm.
const MANY: usize = 2_000;

#[test]
fn a_customer_with_thousands_of_feedbacks_goes_and_comes_back() {
    on_both_engines(|office| {
        let (pell, morrow) = (customer(office, "Pellworth", "284"), customer(office, "Morrowfield", "335"));
        says(office, None, Some(pell), "We said it first.");
        let (workspace, product, at) = (office.workspace, office.product, office.now());
        office
            .db
            .write(workspace.0, move |tx| {
                // As many more as an import would have brought.
                let sql = "
                    insert into feedback (workspace_id, id, product_id, number, body, channel, said_as, customer_id,
                                          tags, state, said_at, created_at)
                    values ($1, $2, $3, $4, 'again', 'other', '', $5, '', 'new', $6, $6)";
                for nth in 0..MANY {
                    let (id, number) = (uuid::Uuid::from_u128(1 << 70 | nth as u128), 10_000 + nth as i64);
                    tx.execute(sql, &[&workspace, &id, &product, &number, &pell, &at])?;
                }
                Ok::<_, domain::spine::refusal::Failure>(())
            })
            .unwrap();
        let before = rows(office);
        let begun = std::time::Instant::now();
        let ran =
            office.does(&office.ines(), MergeCustomers { customer: pell, into: morrow, seen: None }).unwrap();
        assert!(ran.sentence.ends_with(": 2001 feedbacks moved."), "{}", ran.sentence);
        undo(office, &ran);
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
        let after = rows(office);
        assert!(before["feedback"] == after["feedback"] && before["customer"] == after["customer"]);
    });
}

#[test]
fn a_tree_of_needs_stays_a_tree() {
    on_both_engines(|office| {
        let top = need(office, "Top");
        let middle = need_below(office, "Middle", Some(top));
        let leaf = need_below(office, "Leaf", Some(middle));
        let other = need_below(office, "Other", Some(top));
        comes_back(office, MergeNeeds { need: top, into: leaf, seen: None });
        office.does(&office.ines(), MergeNeeds { need: top, into: leaf, seen: None }).unwrap();
        let parent = |id| load::<domain::discovery::Need>(office, id).parent_id;
        assert_eq!((parent(leaf), parent(middle), parent(other)), (None, Some(leaf), Some(leaf)));
        office.does(&office.ines(), MergeNeeds { need: leaf, into: middle, seen: None }).unwrap();
        assert_eq!((parent(middle), parent(other)), (None, Some(middle)));
    });
}

#[test]
fn who_asked_twice_under_two_names_is_told_once() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        let pell = customer(office, "Pellworth", "284");
        let (nora, other) = (
            contact(office, pell, "Nora", "nora@pell.example"),
            contact(office, pell, "N. Pell", "n@pell.example"),
        );
        let late = need(office, "Late");
        let (one, into) =
            (says(office, Some(nora), None, "Too stern."), says(office, Some(other), None, "A threat."));
        quotes(office, one, "Too stern", late);
        quotes(office, into, "A threat", late);
        let story = office.stories(&["Write gently"])[0].id;
        office.taken_feature("Gentle reminders", &[late], &[story]);
        let add = AddRelease {
            product: office.product,
            version: "1.0".into(),
            name: "One".into(),
            planned_on: None,
        };
        let made = office.does(&mira, add).unwrap().done;
        office.does(&mira, PutInRelease { release: made.id, stories: vec![story] }).unwrap();
        let asked = || {
            let (reader, product) = (ines.clone(), office.product);
            let number = made.key.trim_start_matches("INV-").parse().unwrap();
            office.reads(move |tx| askers(tx, &reader, &release(tx, &reader, product, number)?)).len()
        };
        assert_eq!(asked(), 2);
        // What they said is one by now, and both are still told: each said it.
        office.does(&ines, MergeFeedback { feedback: one, into, seen: None }).unwrap();
        assert_eq!(asked(), 2);
        // They are one person: told once.
        let ran = office.does(&ines, MergeContacts { contact: nora, into: other, seen: None }).unwrap();
        assert_eq!(asked(), 1);
        undo(office, &ran);
        assert_eq!(asked(), 2);
    });
}

#[test]
fn the_notes_of_an_interview_stay_with_it() {
    on_both_engines(|office| {
        let ines = office.ines();
        let study = AddStudy {
            product: office.product,
            question: "Why late?".into(),
            method: Some(Method::Interviews),
            people: String::new(),
            plan: String::new(),
        };
        let study = office.does(&ines, study).unwrap().done.id;
        let interview =
            AddInterview { study, held_on: None, contact: None, customer: None, said_as: "a baker".into() };
        let interview = office.does(&ines, interview).unwrap().done.id;
        let consent = AnswerConsent { interview, consent: Consent::Given, how: "by word".into(), on: None };
        office.does(&ines, consent).unwrap();
        office.does(&ines, WriteNotes { interview, text: "They forget.".into(), seen: None }).unwrap();
        let notes = load::<Interview>(office, interview).feedback_id.unwrap();
        let said = says(office, None, None, "We forget.");
        for (feedback, into) in [(notes, said), (said, notes)] {
            let refused = office.is_refused(&ines, MergeFeedback { feedback, into, seen: None });
            assert!(refused.to_string().contains("are the notes of an interview"), "{refused}");
        }
    });
}

#[test]
fn a_merge_that_was_taken_back_is_made_again_by_merging() {
    on_both_engines(|office| {
        let (a, b) = (need(office, "A"), need(office, "B"));
        for need in [a, b] {
            follows(office, need);
            comments(office, need, "Look.");
        }
        let merge = MergeNeeds { need: a, into: b, seen: None };
        let ran = office.does(&office.ines(), merge.clone()).unwrap();
        let back = office.does(&office.ines(), UndoChange { change: ran.seq.unwrap() }).unwrap();
        let refused = office.is_refused(&office.ines(), UndoChange { change: back.seq.unwrap() });
        assert!(refused.to_string().ends_with("Merge them again."), "{refused}");
        comes_back(office, merge);
    });
}

/// Who says what leads where: customers by their place, or nobody, for one of two needs.
fn words() -> impl Strategy<Value = Vec<(Option<usize>, bool)>> {
    prop::collection::vec((prop::option::of(0_usize..4), any::<bool>()), 1..12)
}

fn is_united(office: &Office, said: &[(Option<usize>, bool)]) {
    let customers: Vec<_> =
        ["10", "20", "", "40"].iter().map(|pays| customer(office, "Firm", pays)).collect();
    let (one, into) = (need(office, "One"), need(office, "Into"));
    for (nth, (who, first)) in said.iter().enumerate() {
        let feedback = says(office, None, who.map(|who| customers[who]), &format!("Words {nth}."));
        quotes(office, feedback, &format!("Words {nth}"), if *first { one } else { into });
    }
    let accounts: BTreeSet<usize> = said.iter().filter_map(|(who, _)| *who).collect();
    let pays: i64 = accounts.iter().map(|who| [1_000, 2_000, 0, 4_000][*who]).sum();
    let before = rows(office);
    let ran = office.does(&office.ines(), MergeNeeds { need: one, into, seen: None }).unwrap();
    let both = demand(office, into);
    assert_eq!((both.accounts, both.revenue_minor), (accounts.len() as i64, pays));
    assert_eq!(both.unknown, said.iter().filter(|(who, _)| who.is_none()).count() as i64);
    undo(office, &ran);
    assert_eq!(rows(office), before);
}

#[test]
fn demand_after_a_merge_is_the_union_whoever_said_what() {
    on_both_engines(|office| {
        let mut runner = TestRunner::new(Config { cases: 12, ..Config::default() });
        runner
            .run(&words(), |said| {
                is_united(office, &said);
                Ok(())
            })
            .unwrap();
    });
}
