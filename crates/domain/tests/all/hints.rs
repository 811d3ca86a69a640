//! Hints on how stories are written, put aside and brought back, told on both engines.

use domain::backlog::add_story::AddStory;
use domain::backlog::archive_story::ArchiveStory;
use domain::backlog::hints::bring_hint_back::BringHintBack;
use domain::backlog::hints::put_hint_aside::PutHintAside;
use domain::backlog::hints::{Hint, StoriesInWords, queries};
use domain::backlog::queries::{criteria, story};
use domain::backlog::{Kind, StoryId};
use domain::line::undo_change::UndoChange;
use domain::spine::refusal::Refusal;
use domain::testing::{Office, on_both_engines};

fn put(story: StoryId, hint: &str) -> PutHintAside {
    PutHintAside { story, hint: hint.into() }
}

fn hints(office: &Office, number: i64) -> Vec<Hint> {
    let (mira, product) = (office.mira(), office.product);
    office.reads(move |tx| {
        let story = story(tx, &mira, product, number)?;
        let mut others = StoriesInWords::default();
        others.follow(&queries::newest(tx, &mira, product)?);
        Ok(others.hints("INV", &story, &criteria(tx, &mira, &story)?))
    })
}

fn asked(office: &Office, number: i64) -> Vec<String> {
    hints(office, number).into_iter().filter(|hint| !hint.is_aside).map(|hint| hint.name).collect()
}

fn hasty(office: &Office, kind: Kind) -> StoryId {
    let want = "to pay quickly and see the receipt".into();
    let add = AddStory { want, kind: Some(kind), ..AddStory::titled(office.product, "Pay by card") };
    office.does(&office.mira(), add).unwrap().done.id
}

#[test]
fn a_hint_is_put_aside_brought_back_and_both_are_undone() {
    on_both_engines(|office| {
        let story = hasty(office, Kind::Story);
        assert_eq!(asked(office, 1), ["no_role", "two_wants:and", "no_benefit", "vague_word:quickly"]);
        let mira = office.mira();
        let done = office.does(&mira, put(story, "Vague_word:quickly"));
        assert!(done.is_err(), "a rule is called as it is called");
        let done = office.does(&mira, put(story, "vague_word:Quickly ")).unwrap();
        assert_eq!(done.sentence, "A hint on INV-1 was put aside.");
        assert_eq!(asked(office, 1), ["no_role", "two_wants:and", "no_benefit"]);
        assert_eq!(hints(office, 1).iter().filter(|hint| hint.is_aside).count(), 1);
        assert_eq!(office.does(&mira, put(story, "vague_word:quickly")).unwrap().seq, None, "no change");
        office.does(&mira, UndoChange { change: done.seq.unwrap() }).unwrap();
        assert_eq!(asked(office, 1).len(), 4);
        office.does(&mira, put(story, "no_role")).unwrap();
        let back = BringHintBack { story, hint: "no_role".into() };
        let back = office.does(&mira, back).unwrap();
        assert_eq!(back.sentence, "A hint on INV-1 is back.");
        assert_eq!(asked(office, 1).len(), 4);
        office.does(&mira, UndoChange { change: back.seq.unwrap() }).unwrap();
        assert_eq!(asked(office, 1).len(), 3);
    });
}

#[test]
fn only_whoever_writes_stories_puts_hints_aside() {
    on_both_engines(|office| {
        let story = hasty(office, Kind::Story);
        for other in [office.aoife(), office.lena()] {
            let refusal = office.is_refused(&other, put(story, "no_role"));
            assert!(matches!(refusal, Refusal::NotAllowed { .. }), "{refusal}");
        }
        assert_eq!(
            office.is_refused(&office.stranger(), put(story, "no_role")),
            Refusal::NotFound { what: "story" }
        );
        office.does(&office.mira(), ArchiveStory { story }).unwrap();
        assert_eq!(asked(office, 1), Vec::<String>::new());
        assert!(office.is_refused(&office.mira(), put(story, "no_role")).to_string().contains("archived"));
    });
}

#[test]
fn a_bug_need_not_say_who_wants_it() {
    on_both_engines(|office| {
        hasty(office, Kind::Bug);
        assert_eq!(asked(office, 1), ["two_wants:and", "vague_word:quickly"]);
    });
}

#[test]
fn what_changed_since_is_read_and_not_the_whole_backlog() {
    on_both_engines(|office| {
        let s = office.stories(&["Weekly forecast", "Mute one invoice"]);
        let (mira, product) = (office.mira(), office.product);
        let since = |seq: i64| {
            let mira = mira.clone();
            office.reads(move |tx| queries::changed_since(tx, &mira, product, seq)).unwrap()
        };
        let seq = office.does(&office.mira(), ArchiveStory { story: s[1].id }).unwrap().seq.unwrap();
        assert_eq!(since(seq).len(), 0);
        let changed = since(seq - 1);
        assert_eq!(changed.len(), 1);
        assert_eq!((changed[0].number, changed[0].is_open), (2, false));
        let mut others = StoriesInWords::default();
        others.follow(&since(0));
        others.follow(&changed);
        let like = AddStory::titled(product, "Mute one invoice");
        office.does(&office.mira(), like).unwrap();
        assert_eq!(asked(office, 3), Vec::<String>::new(), "what is archived is held against nothing");
    });
}
