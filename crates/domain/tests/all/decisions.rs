//! Decisions, told as stories on both engines.

use domain::backlog::StoryId;
use domain::communication::decisions::add_decision::AddDecision;
use domain::communication::decisions::archive_decision::ArchiveDecision;
use domain::communication::decisions::edit_decision::{DecisionText, EditDecision};
use domain::communication::decisions::link_decision::LinkDecision;
use domain::communication::decisions::make_decision::MakeDecision;
use domain::communication::decisions::queries::{about, about_item, chain, decision, decisions};
use domain::communication::decisions::restore_decision::RestoreDecision;
use domain::communication::decisions::review_decision::ReviewDecision;
use domain::communication::decisions::supersede_decision::SupersedeDecision;
use domain::communication::decisions::unlink_decision::UnlinkDecision;
use domain::communication::decisions::{Decision, DecisionId, DecisionState};
use domain::line::today::{Reason, waiting};
use domain::line::undo_change::UndoChange;
use domain::roadmap::FeatureId;
use domain::spine::moment::Day;
use domain::strategy::add_goal::AddGoal;
use domain::testing::{Office, START, on_both_engines};

fn day(days: i64) -> Option<Day> {
    Some(Day::of(START.plus_days(days).day_in("Europe/Dublin")))
}

fn question(office: &Office, title: &str, about: &str) -> AddDecision {
    let none = String::new;
    AddDecision {
        product: office.product,
        title: title.into(),
        context: none(),
        options: none(),
        choice: none(),
        reasons: none(),
        review_on: None,
        about: about.into(),
    }
}

fn answer(office: &Office, title: &str) -> DecisionId {
    let (choice, reasons) = ("The seller".into(), "No credit business".into());
    let command = AddDecision { choice, reasons, ..question(office, title, "") };
    office.does(&office.mira(), command).unwrap().done.id
}

fn read(office: &Office, number: i64) -> Decision {
    let (mira, product) = (office.mira(), office.product);
    office.reads(move |tx| decision(tx, &mira, product, number))
}

fn due(office: &Office) -> usize {
    let (ines, product, now) = (office.ines(), office.product, office.now());
    let waits = office.reads(move |tx| Ok(tx.together(waiting(&ines, product, now)?)?));
    waits.iter().filter(|item| item.reason == Reason::Decided).count()
}

#[test]
fn a_question_is_decided_and_comes_back_when_its_day_has_come() {
    on_both_engines(|office| {
        let (ines, mira) = (office.ines(), office.mira());
        office.taken_feature("Instalments", &[], &[]);
        let command = question(office, "Who sets the schedule?", "inv-1");
        assert_eq!(office.is_refused(&office.lena(), command.clone()).kind(), "not_allowed");
        assert_eq!(office.is_refused(&office.stranger(), command.clone()).kind(), "not_found");
        let asked = office.does(&mira, command).unwrap();
        assert_eq!((asked.done.key.as_str(), asked.sentence.as_str()), ("INV-2", "INV-2 is written down."));
        assert_eq!((read(office, 2).state, due(office)), (DecisionState::Open, 0));
        let decide = MakeDecision {
            decision: asked.done.id,
            choice: "The seller".into(),
            reasons: "No credit business".into(),
            review_on: day(10),
        };
        let no_reason = MakeDecision { reasons: " ".into(), ..decide.clone() };
        assert_eq!(office.is_refused(&ines, no_reason).field(), Some("reasons"));
        let past = MakeDecision { review_on: day(0), ..decide.clone() };
        assert_eq!(office.is_refused(&ines, past).field(), Some("review_on"));
        let review = |on| ReviewDecision { decision: asked.done.id, review_on: on };
        assert_eq!(
            office.is_refused(&ines, review(day(30))).to_string(),
            "It is still open. Decide it first."
        );
        let made = office.does(&ines, decide.clone()).unwrap();
        assert_eq!(read(office, 2).decided_by, ines.person);
        assert_eq!(office.is_refused(&ines, decide).kind(), "conflict");
        assert_eq!(due(office), 0);
        office.wait_seconds(10 * 86_400);
        assert_eq!(due(office), 1);
        let kept = office.does(&mira, review(day(100))).unwrap();
        assert!(kept.sentence.starts_with("INV-2 holds. It comes back on"), "{}", kept.sentence);
        assert_eq!(due(office), 0);
        office.does(&mira, UndoChange { change: kept.seq.unwrap() }).unwrap();
        assert_eq!(due(office), 1);
        office.does(&mira, review(None)).unwrap();
        assert_eq!((due(office), read(office, 2).review_on), (0, None));
        office.does(&ines, UndoChange { change: made.seq.unwrap() }).unwrap_err();
    });
}

/// A question, INV-3, about a feature, INV-1, a story, INV-2, and a goal, LARK-1.
fn about_three(office: &Office) -> (DecisionId, FeatureId, StoryId) {
    let feature = office.taken_feature("Instalments", &[], &[]);
    let story = office.stories(&["Split an invoice"])[0].id;
    let goal = AddGoal { title: "Paid anywhere".into(), ..AddGoal::default() };
    office.does(&office.ines(), goal).unwrap();
    let asked = question(office, "Who sets it?", "INV-1, INV-2 LARK-1");
    (office.does(&office.mira(), asked).unwrap().done.id, feature, story)
}

#[test]
fn a_decision_is_about_items_that_are_there_and_is_shown_with_them() {
    on_both_engines(|office| {
        let (ines, mira, product) = (office.ines(), office.mira(), office.product);
        let (made, feature, story) = about_three(office);
        let told = |office: &Office| {
            let reader = office.lena();
            office.reads(move |tx| {
                let decision = decision(tx, &reader, product, 3)?;
                let titles: Vec<String> =
                    about(tx, &reader, &decision)?.into_iter().map(|row| row.title).collect();
                let (of_feature, of_story) = (
                    tx.together(about_item(&reader, feature.0)?)?,
                    tx.together(about_item(&reader, story.0)?)?,
                );
                Ok((titles, of_feature.len(), of_story.len()))
            })
        };
        assert_eq!(
            told(office),
            (vec!["Instalments".into(), "Split an invoice".into(), "Paid anywhere".into()], 1, 1)
        );
        let link = {
            let reader = mira.clone();
            office.reads(move |tx| {
                let decision = decision(tx, &reader, product, 3)?;
                Ok(about(tx, &reader, &decision)?[1].link_id)
            })
        };
        assert_eq!(office.is_refused(&office.stranger(), UnlinkDecision { link }).kind(), "not_found");
        office.does(&ines, UnlinkDecision { link }).unwrap();
        assert_eq!((told(office).0.len(), told(office).2), (2, 0));
        office.does(&ines, LinkDecision { decision: made, key: "inv-2".into() }).unwrap();
        assert_eq!(told(office).2, 1);
        office.does(&mira, ArchiveDecision { decision: made }).unwrap();
        assert_eq!(told(office).1, 0);
        assert_eq!(
            office.is_refused(&mira, LinkDecision { decision: made, key: "INV-2".into() }).kind(),
            "conflict"
        );
        office.does(&mira, RestoreDecision { decision: made }).unwrap();
        assert_eq!(told(office).1, 1);
    });
}

#[test]
fn a_decision_is_about_nothing_that_is_not_there() {
    on_both_engines(|office| {
        let mira = office.mira();
        let (made, ..) = about_three(office);
        for (key, wanted) in [
            ("INV-99", "There is no item INV-99 here"),
            ("SAL-1", "There is no item SAL-1 here"),
            ("INV-3", "INV-3 is a decision."),
            ("tone", "“TONE” is no key."),
        ] {
            let told = office.is_refused(&mira, LinkDecision { decision: made, key: key.into() });
            assert!(told.to_string().starts_with(wanted), "{told}");
            assert_eq!(told.field(), Some("key"));
        }
        assert_eq!(office.is_refused(&mira, question(office, "What?", "INV-99")).field(), Some("about"));
    });
}

#[test]
fn another_decision_stands_in_its_place_and_both_name_each_other() {
    on_both_engines(|office| {
        let (mira, product) = (office.mira(), office.product);
        let (old, new) = (answer(office, "Three tones"), answer(office, "Two tones"));
        let open = office.does(&mira, question(office, "Four?", "")).unwrap().done.id;
        let supersede = |decision, by| SupersedeDecision { decision, by };
        assert_eq!(office.is_refused(&mira, supersede(old, old)).field(), Some("by"));
        assert_eq!(office.is_refused(&mira, supersede(old, open)).field(), Some("by"));
        let done = office.does(&mira, supersede(old, new)).unwrap();
        assert_eq!(done.sentence, "INV-1 is superseded.");
        assert_eq!(office.is_refused(&mira, supersede(new, old)).field(), Some("by"));
        let reader = mira.clone();
        let (by, instead) = office.reads(move |tx| {
            let (old, new) = (decision(tx, &reader, product, 1)?, decision(tx, &reader, product, 2)?);
            Ok((chain(tx, &reader, &old)?.0, chain(tx, &reader, &new)?.1))
        });
        assert_eq!((by.unwrap().number, instead[0].number), (2, 1));
        office.does(&mira, UndoChange { change: done.seq.unwrap() }).unwrap();
        assert_eq!(read(office, 1).state, DecisionState::Decided);
        let edit = |field, text: &str, seen: Option<&str>| EditDecision {
            decision: old,
            field,
            text: text.into(),
            seen: seen.map(str::to_owned),
        };
        office.does(&mira, edit(DecisionText::Reasons, "Tested with eight", None)).unwrap();
        let stale = edit(DecisionText::Reasons, "Tested", Some("No credit business"));
        assert_eq!(office.is_refused(&mira, stale).kind(), "stale");
        assert_eq!(office.is_refused(&mira, edit(DecisionText::Choice, "", None)).field(), Some("text"));
        let reader = office.lena();
        let rows = office.reads(move |tx| decisions(tx, &reader, product, None));
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 2, 1]);
    });
}
