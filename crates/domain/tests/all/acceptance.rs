//! Verdicts, acceptance, sending back and completing a feature, told as stories on both engines.

use domain::acceptance::accept_story::AcceptStory;
use domain::acceptance::complete_feature::CompleteFeature;
use domain::acceptance::give_verdict::GiveVerdict;
use domain::acceptance::meet_all_criteria::MeetAllCriteria;
use domain::acceptance::queries::{self, RulingRow, VerdictRow};
use domain::acceptance::send_back_story::SendBackStory;
use domain::acceptance::{Ruling, rules::Standing};
use domain::backlog::add_criterion::AddCriterion;
use domain::backlog::edit_criterion::{CriterionText, EditCriterion};
use domain::backlog::finish_story::FinishStory;
use domain::backlog::queries::story;
use domain::backlog::{CriterionId, State, Story, StoryId};
use domain::line::undo_change::UndoChange;
use domain::spine::refusal::Refusal;
use domain::testing::{Office, on_both_engines};

fn criterion(office: &Office, story: StoryId, sentence: &str) -> CriterionId {
    let command = AddCriterion {
        story,
        given: String::new(),
        when: String::new(),
        then: String::new(),
        sentence: sentence.into(),
    };
    office.does(&office.mira(), command).unwrap().done.id
}

/// A story that the team calls done, with as many criteria.
fn done(office: &Office, title: &str, criteria: &[&str]) -> (StoryId, Vec<CriterionId>) {
    let story = office.stories(&[title]).remove(0).id;
    let criteria = criteria.iter().map(|sentence| criterion(office, story, sentence)).collect();
    office.does(&office.aoife(), FinishStory { story }).unwrap();
    (story, criteria)
}

fn met(criterion: CriterionId) -> GiveVerdict {
    GiveVerdict { criterion, met: true, evidence: String::new() }
}

fn not_met(criterion: CriterionId, evidence: &str) -> GiveVerdict {
    GiveVerdict { criterion, met: false, evidence: evidence.into() }
}

fn accept(story: StoryId, reason: &str) -> AcceptStory {
    AcceptStory { story, reason: reason.into() }
}

fn read(office: &Office, number: i64) -> (Story, Vec<VerdictRow>, Vec<RulingRow>, Standing) {
    let (mira, product) = (office.mira(), office.product);
    office.reads(move |tx| {
        let story = story(tx, &mira, product, number)?;
        let verdicts = queries::verdicts(tx, &mira, &story)?;
        let rulings = queries::rulings(tx, &mira, &story)?;
        let standing = queries::standing(tx, &mira, &story)?;
        Ok((story, verdicts, rulings, standing))
    })
}

#[test]
fn a_criterion_without_a_verdict_bars_acceptance_and_one_key_says_all_met() {
    on_both_engines(|office| {
        let mira = office.mira();
        let (story, criteria) = done(office, "a tone", &["standard tone", "no fees", "log says who"]);
        office.does(&mira, met(criteria[0])).unwrap();
        let refusal = office.is_refused(&mira, accept(story, "it is fine"));
        let told = "2 of its 3 criteria have no verdict yet. Say of each whether it is met.";
        assert_eq!((refusal.kind(), refusal.to_string().as_str()), ("conflict", told));
        office.wait_seconds(60);
        let all = office.does(&mira, MeetAllCriteria { story }).unwrap();
        assert_eq!(all.sentence, "All criteria of INV-1 are met.");
        assert_eq!(read(office, 1).3, Standing { met: 3, not_met: 0, open: 0 });
        assert_eq!(office.does(&mira, MeetAllCriteria { story }).unwrap().seq, None);
        let accepted = office.does(&mira, accept(story, "")).unwrap();
        assert_eq!(accepted.sentence, "INV-1 is accepted.");
        let (stored, _, rulings, _) = read(office, 1);
        assert_eq!((stored.state, stored.accepted_at), (State::Accepted, Some(office.now())));
        assert_eq!(rulings[0].ruling, Ruling::Accepted);
        assert_eq!(office.is_refused(&mira, accept(story, "")).kind(), "conflict");
        assert_eq!(office.is_refused(&mira, not_met(criteria[0], "")).kind(), "conflict");
        office.does(&mira, UndoChange { change: accepted.seq.unwrap() }).unwrap();
        let (stored, _, rulings, _) = read(office, 1);
        assert_eq!((stored.state, stored.accepted_at, rulings.len()), (State::Done, None, 0));
    });
}

#[test]
fn what_is_not_met_is_accepted_only_in_writing_and_the_words_stay() {
    on_both_engines(|office| {
        let mira = office.mira();
        let (story, criteria) = done(office, "a tone", &["named with its amount"]);
        let missing = "The amount is missing for Austria. Invoice 2041.";
        office.does(&mira, met(criteria[0])).unwrap();
        office.wait_seconds(60);
        office.does(&mira, not_met(criteria[0], missing)).unwrap();
        let (_, verdicts, _, standing) = read(office, 1);
        assert_eq!((verdicts.len(), verdicts[0].evidence.as_str()), (1, missing));
        assert_eq!((verdicts[0].by.as_deref(), standing.not_met), (Some("Mira"), 1));
        let refusal = office.is_refused(&mira, accept(story, "  "));
        assert_eq!(refusal.field(), Some("reason"));
        office.does(&mira, accept(story, "Austria has no fee rules before January")).unwrap();
        let rulings = read(office, 1).2;
        assert_eq!(rulings[0].reason, "Austria has no fee rules before January");
        assert_eq!(rulings[0].by.as_deref(), Some("Mira"));
    });
}

#[test]
fn a_story_without_criteria_is_accepted_with_one_sentence() {
    on_both_engines(|office| {
        let (mira, story) = (office.mira(), done(office, "mute one invoice", &[]).0);
        assert_eq!(office.is_refused(&mira, accept(story, "")).field(), Some("reason"));
        assert_eq!(office.is_refused(&mira, MeetAllCriteria { story }).kind(), "conflict");
        office.does(&mira, accept(story, "Seen on the test account")).unwrap();
        assert_eq!(read(office, 1).0.state, State::Accepted);
    });
}

#[test]
fn what_is_sent_back_is_in_work_again_and_comes_back_with_its_verdicts() {
    on_both_engines(|office| {
        let mira = office.mira();
        let (story, criteria) = done(office, "a tone", &["standard tone"]);
        office.does(&mira, not_met(criteria[0], "still stern")).unwrap();
        let send_back = |reason: &str| SendBackStory { story, reason: reason.into() };
        assert_eq!(office.is_refused(&mira, send_back(" ")).field(), Some("reason"));
        let sent = office.does(&mira, send_back("Third reminder is still stern")).unwrap();
        let (stored, verdicts, rulings, _) = read(office, 1);
        assert_eq!((stored.state, stored.done_at, verdicts.len()), (State::Doing, None, 1));
        assert_eq!(
            (rulings[0].ruling, rulings[0].reason.as_str()),
            (Ruling::SentBack, "Third reminder is still stern")
        );
        assert_eq!(office.is_refused(&mira, accept(story, "x")).kind(), "conflict");
        assert_eq!(office.is_refused(&mira, send_back("again")).kind(), "conflict");
        office.does(&mira, UndoChange { change: sent.seq.unwrap() }).unwrap();
        assert_eq!(read(office, 1).0.state, State::Done);
        office.wait_seconds(60);
        office.does(&mira, send_back("Third reminder is still stern")).unwrap();
        office.wait_seconds(60);
        office.does(&office.aoife(), FinishStory { story }).unwrap();
        office.does(&mira, met(criteria[0])).unwrap();
        office.does(&mira, accept(story, "")).unwrap();
        let told: Vec<Ruling> = read(office, 1).2.iter().map(|ruling| ruling.ruling).collect();
        assert_eq!(told, [Ruling::Accepted, Ruling::SentBack]);
    });
}

#[test]
fn only_the_owner_judges_and_only_in_their_own_firm() {
    on_both_engines(|office| {
        let (story, criteria) = done(office, "a tone", &["standard tone"]);
        for other in [office.ines(), office.aoife(), office.lena()] {
            assert_eq!(office.is_refused(&other, met(criteria[0])).kind(), "not_allowed");
            assert_eq!(office.is_refused(&other, MeetAllCriteria { story }).kind(), "not_allowed");
            let refusal = office.is_refused(&other, accept(story, "x"));
            assert_eq!(refusal.to_string(), "Only the product owner may accept stories or send them back.");
        }
        let stranger = office.stranger();
        assert_eq!(office.is_refused(&stranger, accept(story, "x")), Refusal::NotFound { what: "story" });
        assert_eq!(office.is_refused(&stranger, met(criteria[0])), Refusal::NotFound { what: "criterion" });
    });
}

#[test]
fn a_verdict_is_on_words_and_goes_when_they_change() {
    on_both_engines(|office| {
        let mira = office.mira();
        let (_, criteria) = done(office, "a tone", &["standard tone"]);
        office.does(&mira, met(criteria[0])).unwrap();
        office.wait_seconds(60);
        let reword = EditCriterion {
            criterion: criteria[0],
            field: CriterionText::Sentence,
            text: "the account's standard tone".into(),
            seen: Some("standard tone".into()),
        };
        let part = |field, text: &str, seen: &str| EditCriterion {
            criterion: criteria[0],
            field,
            text: text.into(),
            seen: Some(seen.into()),
        };
        assert_eq!(
            office.is_refused(&mira, part(CriterionText::Sentence, "", "standard tone")).kind(),
            "invalid"
        );
        assert_eq!(office.is_refused(&mira, part(CriterionText::Then, "a tone", "")).kind(), "invalid");
        assert_eq!(office.is_refused(&mira, part(CriterionText::Sentence, "x", "a tone")).kind(), "stale");
        assert_eq!(office.is_refused(&office.aoife(), reword.clone()).kind(), "not_allowed");
        let reworded = office.does(&mira, reword).unwrap().seq.unwrap();
        assert_eq!(read(office, 1).3, Standing { met: 0, not_met: 0, open: 1 });
        office.does(&mira, UndoChange { change: reworded }).unwrap();
        assert_eq!(read(office, 1).3, Standing { met: 1, not_met: 0, open: 0 });
    });
}

#[test]
fn what_waits_is_listed_in_the_owners_order_with_how_it_stands() {
    on_both_engines(|office| {
        let mira = office.mira();
        let (_, criteria) = done(office, "a tone", &["one", "two", "three"]);
        office.stories(&["not done"]);
        done(office, "mute", &[]);
        office.does(&mira, met(criteria[0])).unwrap();
        office.does(&mira, not_met(criteria[1], "no")).unwrap();
        let (reader, product) = (office.lena(), office.product);
        let rows = office.reads(move |tx| queries::waiting(tx, &reader, product));
        let told: Vec<_> =
            rows.iter().map(|row| (row.title.as_str(), row.criteria, row.met, row.not_met)).collect();
        assert_eq!(told, [("a tone", 3, 1, 1), ("mute", 0, 0, 0)]);
    });
}

#[test]
fn a_feature_is_complete_with_what_is_left_out_said() {
    on_both_engines(|office| {
        let mira = office.mira();
        let (a, _) = done(office, "a tone", &[]);
        let b = office.stories(&["a fourth tone"]).remove(0).id;
        let feature = office.taken_feature("Tones", &[], &[a, b]);
        let complete = |reason: &str| CompleteFeature { feature, reason: reason.into() };
        assert_eq!(office.is_refused(&mira, complete("x")).kind(), "conflict");
        office.does(&mira, accept(a, "seen")).unwrap();
        let refusal = office.is_refused(&mira, complete(""));
        assert_eq!(refusal.to_string(), "INV-2 is not accepted. Write why it is left out on purpose.");
        assert_eq!(office.is_refused(&office.ines(), complete("x")).kind(), "not_allowed");
        let done = office.does(&mira, complete("A fourth tone tested the same as Firm")).unwrap();
        assert_eq!(done.sentence, "INV-3 is complete; one story is left out.");
        assert_eq!(office.is_refused(&mira, complete("again")).kind(), "conflict");
        assert_eq!(office.backlog(), ["a fourth tone"]);
        office.does(&mira, UndoChange { change: done.seq.unwrap() }).unwrap();
        office.does(&mira, complete("A fourth tone tested the same as Firm")).unwrap();
    });
}
