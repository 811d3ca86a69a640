//! Two that are one: merged, found again by the old key, and taken back, told as stories on both engines.

use domain::communication::talk::add_comment::AddComment;
use domain::discovery::link_quote::LinkQuote;
use domain::discovery::merged::parts;
use domain::discovery::queries::{Filter, inbox};
use domain::discovery::{Feedback, FeedbackState, Need, Quote};
use domain::line::merging::merge_contacts::MergeContacts;
use domain::line::merging::merge_customers::MergeCustomers;
use domain::line::merging::merge_feedback::MergeFeedback;
use domain::line::merging::merge_needs::MergeNeeds;
use domain::line::undo_change::UndoChange;
use domain::market::edit_customer::EditCustomer;
use domain::market::{Contact, Customer};
use domain::spine::search::{find, item_of_key};
use domain::testing::on_both_engines;

use crate::hung::attaches;
use crate::merged::{
    comes_back, comments, contact, customer, demand, feedback, follows, key, load, need, need_below, quotes,
    says, undo,
};

#[test]
fn what_was_said_twice_is_read_as_one_and_nothing_of_it_is_lost() {
    on_both_engines(|office| {
        let (pell, morrow) = (customer(office, "Pellworth", "284"), customer(office, "Morrowfield", "335"));
        let late = need(office, "Chase late payers");
        let one = says(office, None, Some(pell), "The third reminder is far too stern.");
        let into = says(office, None, Some(morrow), "Reminders sound like a threat.");
        quotes(office, one, "far too stern", late);
        comments(office, one, "I rang them.");
        follows(office, one);
        let before = demand(office, late);
        let merge = MergeFeedback { feedback: one, into, seen: None };
        let ran = office.does(&office.ines(), merge.clone()).unwrap();
        let (old, stays) = (key(office, one), key(office, into));
        assert_eq!(
            ran.sentence,
            format!("{old} was merged into {stays}: 1 quote, 1 comment, 2 followers moved.")
        );
        assert_eq!(demand(office, late), before, "who asked is who asked");
        assert_eq!(feedback(office, into).state, FeedbackState::Linked);
        let (workspace, ines, product) = (office.workspace, office.ines(), office.product);
        let found = office.reads(move |tx| parts(tx, workspace, into));
        assert_eq!((found.len(), found[0].body.as_str()), (1, "The third reminder is far too stern."));
        let hits = office.reads(move |tx| find(tx, workspace, "stern", 10));
        assert_eq!(
            hits.iter().map(|hit| hit.item_id).collect::<Vec<_>>(),
            [into.0],
            "its words find the other"
        );
        let filter =
            Filter { customer: Some(pell), words: Some("stern".into()), limit: 10, ..Filter::default() };
        let listed = office.reads(move |tx| inbox(tx, &ines, product, &filter));
        assert_eq!(listed.iter().map(|row| row.id).collect::<Vec<_>>(), [into]);
        let number = feedback(office, one).number;
        let keyed = office.reads(move |tx| item_of_key(tx, workspace, "LARK", number)).unwrap();
        assert_eq!((keyed.item_id, keyed.is_merged), (into.0, true));
        // A passage of what was merged leads on as his words whose they are; its old key is the way to the other.
        quotes(office, into, "third reminder", late);
        office.does(&office.aoife(), AddComment { item: old, body: "And again.".into() }).unwrap();
        undo(office, &ran);
        assert_eq!(feedback(office, one).merged_into_id, None);
        assert_eq!(
            (feedback(office, one).state, feedback(office, into).state),
            (FeedbackState::Linked, FeedbackState::New)
        );
    });
}

#[test]
fn every_merge_comes_back_to_the_row() {
    on_both_engines(|office| {
        let (pell, morrow) = (customer(office, "Pellworth", "284"), customer(office, "Morrowfield", ""));
        let (inga, olaf) =
            (contact(office, pell, "Inga", "inga@pell.example"), contact(office, morrow, "Olaf", ""));
        let (late, early) = (need(office, "Chase late payers"), need(office, "Pay early"));
        need_below(office, "Chase by phone", Some(late));
        let one = says(office, Some(inga), None, "Too stern. Too stern, I say.");
        let into = says(office, Some(olaf), None, "Too stern. We pay early.");
        for (feedback, need) in [(one, late), (into, late), (one, early)] {
            quotes(office, feedback, "Too stern.", need);
        }
        for item in [late.0, early.0, one.0, into.0] {
            comments(office, item, "Look at this.");
        }
        for item in [late.0, one.0, pell.0] {
            attaches(office, &office.ines(), &key(office, item), "seen.png", 10);
        }
        follows(office, late);
        comes_back(office, MergeFeedback { feedback: one, into, seen: None });
        comes_back(office, MergeNeeds { need: late, into: early, seen: None });
        comes_back(office, MergeContacts { contact: inga, into: olaf, seen: None });
        comes_back(office, MergeCustomers { customer: pell, into: morrow, seen: None });
        // One upon the other, and back in the other order.
        let before = crate::merged::rows(office);
        let first = office.does(&office.ines(), MergeNeeds { need: late, into: early, seen: None }).unwrap();
        let second = office.does(&office.ines(), MergeFeedback { feedback: one, into, seen: None }).unwrap();
        let third =
            office.does(&office.ines(), MergeContacts { contact: inga, into: olaf, seen: None }).unwrap();
        let fourth =
            office.does(&office.ines(), MergeCustomers { customer: pell, into: morrow, seen: None }).unwrap();
        undo(office, &fourth);
        undo(office, &third);
        undo(office, &second);
        undo(office, &first);
        assert_eq!(crate::merged::rows(office), before);
    });
}

#[test]
fn chains_lead_to_the_last_and_go_back_in_their_order() {
    on_both_engines(|office| {
        let ines = office.ines();
        let (a, b, c) = (need(office, "A"), need(office, "B"), need(office, "C"));
        let first = office.does(&ines, MergeNeeds { need: a, into: b, seen: None }).unwrap();
        assert_eq!(
            office.is_refused(&ines, MergeNeeds { need: b, into: a, seen: None }).to_string(),
            "INV-2 cannot be merged into itself or into a part of itself."
        );
        let second = office.does(&ines, MergeNeeds { need: b, into: c, seen: None }).unwrap();
        assert_eq!(load::<Need>(office, a).merged_into_id, Some(c));
        assert_eq!(
            office.is_refused(&ines, UndoChange { change: first.seq.unwrap() }).to_string(),
            "INV-2 was merged into INV-3 since. Take that back first."
        );
        let d = need(office, "D");
        let third = office.does(&ines, MergeNeeds { need: d, into: a, seen: None }).unwrap();
        assert_eq!(third.done.key, "INV-3", "what was merged is stood for");
        for ran in [&third, &second, &first] {
            undo(office, ran);
        }
        assert_eq!(load::<Need>(office, a).merged_into_id, None);
        let again = office.is_refused(&ines, UndoChange { change: first.seq.unwrap() + 3 }).kind();
        assert!(["conflict", "not_found"].contains(&again));
    });
}

#[test]
fn what_is_refused_says_why() {
    on_both_engines(|office| {
        let ines = office.ines();
        let (a, b) = (need(office, "A"), need(office, "B"));
        let itself = office.is_refused(&ines, MergeNeeds { need: a, into: a, seen: None });
        assert_eq!(itself.to_string(), "INV-1 cannot be merged into itself or into a part of itself.");
        for who in [office.mira(), office.aoife(), office.lena(), office.ada()] {
            let merge = MergeNeeds { need: a, into: b, seen: None };
            assert_eq!(office.is_refused(&who, merge).kind(), "not_allowed");
        }
        let merge = MergeNeeds { need: a, into: b, seen: None };
        assert_eq!(office.is_refused(&office.stranger(), merge).kind(), "not_found");
        let seen = Some(1);
        assert_eq!(
            office.is_refused(&ines, MergeNeeds { need: a, into: b, seen }).to_string(),
            "INV-1 was changed since you saw it. Look at what would be kept once more."
        );
        let merge = office.does(&ines, MergeNeeds { need: a, into: b, seen: None }).unwrap();
        let said = says(office, None, None, "Something.");
        let command = LinkQuote {
            feedback: said,
            passage: "Something".into(),
            need: Some(a),
            new_need: String::new(),
            importance: None,
        };
        assert_eq!(
            office.is_refused(&ines, command).to_string(),
            "This need was merged into INV-2. Go on there."
        );
        assert_eq!(
            office.is_refused(&ines, MergeNeeds { need: a, into: b, seen: None }).to_string(),
            "INV-1 was merged into INV-2 already. Merge that one."
        );
        assert_eq!(
            office.is_refused(&office.mira(), UndoChange { change: merge.seq.unwrap() }).kind(),
            "not_found",
            "only what one did oneself"
        );
    });
}

#[test]
fn demand_after_a_merge_is_that_of_both_and_each_account_counts_once() {
    on_both_engines(|office| {
        let (pell, morrow) = (customer(office, "Pellworth", "284"), customer(office, "Morrowfield", "335"));
        let (late, early) = (need(office, "Late"), need(office, "Early"));
        for (who, need) in [(pell, late), (pell, early), (morrow, early)] {
            quotes(office, says(office, None, Some(who), "We said so."), "We said so", need);
        }
        quotes(office, says(office, None, None, "So did I."), "So did I", late);
        let merge = MergeNeeds { need: late, into: early, seen: None };
        let ran = office.does(&office.ines(), merge).unwrap();
        let both = demand(office, early);
        assert_eq!((both.accounts, both.revenue_minor, both.unknown), (2, 61_900, 1));
        assert_eq!(demand(office, late).accounts, 0);
        undo(office, &ran);
        assert_eq!((demand(office, late).accounts, demand(office, early).accounts), (1, 2));
    });
}

#[test]
fn a_customer_keeps_what_it_says_and_takes_what_it_does_not() {
    on_both_engines(|office| {
        let ines = office.ines();
        let (pell, morrow) = (customer(office, "Pellworth", "284"), customer(office, "Pellworth Ltd", ""));
        let edit = EditCustomer {
            customer: pell,
            name: "Pellworth".into(),
            segments: Some("farming".into()),
            tags: Some("late, vip".into()),
            plan: Some("gold".into()),
            revenue: "284".into(),
            currency: "GBP".into(),
            seats: "7".into(),
        };
        office.does(&ines, edit).unwrap();
        let inga = contact(office, pell, "Inga", "inga@pell.example");
        says(office, Some(inga), None, "Hello.");
        let merge = MergeCustomers { customer: pell, into: morrow, seen: None };
        let ran = office.does(&ines, merge).unwrap();
        let (old, stays) = (key(office, pell), key(office, morrow));
        assert_eq!(
            ran.sentence,
            format!("{old} was merged into {stays}: 1 contact, 1 feedback, 1 segment moved.")
        );
        let stays: Customer = load(office, morrow);
        assert_eq!((stays.revenue_minor, stays.currency.as_str(), stays.seats), (28_400, "GBP", 7));
        assert_eq!(
            (stays.tags.as_str(), stays.plan.as_str(), stays.name.as_str()),
            ("late, vip", "gold", "Pellworth Ltd")
        );
        assert_eq!(load::<Contact>(office, inga).customer_id, morrow);
        undo(office, &ran);
        assert_eq!(load::<Contact>(office, inga).customer_id, pell);
    });
}

#[test]
fn the_address_of_a_merged_contact_leads_to_who_stands_for_them() {
    on_both_engines(|office| {
        let ines = office.ines();
        let pell = customer(office, "Pellworth", "284");
        let (inga, olaf) = (
            contact(office, pell, "Inga", "inga@pell.example"),
            contact(office, pell, "I. Berg", "berg@pell.example"),
        );
        let said = says(office, Some(inga), None, "Hello.");
        let ran = office.does(&ines, MergeContacts { contact: inga, into: olaf, seen: None }).unwrap();
        assert_eq!(feedback(office, said).contact_id, Some(olaf));
        let workspace = office.workspace;
        let known = office
            .reads(move |tx| domain::market::queries::contact_by_email(tx, workspace, "inga@pell.example"))
            .unwrap();
        assert_eq!(known.id, olaf);
        undo(office, &ran);
        assert_eq!(feedback(office, said).contact_id, Some(inga));
    });
}

#[test]
fn the_same_passage_counts_once_and_what_is_no_double_moves() {
    on_both_engines(|office| {
        let late = need(office, "Late");
        let (one, into) =
            (says(office, None, None, "Too stern, all of it."), says(office, None, None, "Too stern."));
        let double = quotes(office, one, "Too stern", late);
        let moves = quotes(office, one, "all of it", late);
        quotes(office, into, "Too stern", late);
        let ran = office.does(&office.ines(), MergeFeedback { feedback: one, into, seen: None }).unwrap();
        assert!(ran.sentence.ends_with(": 1 quote moved; 1 quote was there already."), "{}", ran.sentence);
        assert!(load::<Quote>(office, double).archived_at.is_some());
        let moved: Quote = load(office, moves);
        assert_eq!((moved.feedback_id, moved.said_in_id), (into, one));
        undo(office, &ran);
        assert!(load::<Quote>(office, double).archived_at.is_none());
        assert_eq!(load::<Feedback>(office, one).archived_at, None);
    });
}
