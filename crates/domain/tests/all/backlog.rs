//! The backlog, told as stories on both engines.

use domain::backlog::add_criterion::AddCriterion;
use domain::backlog::add_story::AddStory;
use domain::backlog::archive_story::ArchiveStory;
use domain::backlog::edit_story::{EditStory, StoryText};
use domain::backlog::estimate_story::EstimateStory;
use domain::backlog::move_story::MoveStory;
use domain::backlog::queries::{self, Filter};
use domain::backlog::restore_story::RestoreStory;
use domain::backlog::take_in_story::TakeInStory;
use domain::backlog::{State, StoryId};
use domain::line::undo_change::UndoChange;
use domain::spine::change;
use domain::spine::refusal::Refusal;
use domain::spine::search;
use domain::testing::{Office, on_both_engines};

fn below(story: StoryId, after: StoryId) -> MoveStory {
    MoveStory { story, after: Some(after), before: None }
}

fn above(story: StoryId, before: StoryId) -> MoveStory {
    MoveStory { story, after: None, before: Some(before) }
}

fn edit(story: StoryId, text: &str, seen: Option<&str>) -> EditStory {
    EditStory { story, field: StoryText::Title, text: text.into(), seen: seen.map(Into::into) }
}

fn page(office: &Office, filter: Filter) -> queries::Page {
    let (mira, product) = (office.mira(), office.product);
    office.reads(move |tx| queries::page(tx, &mira, product, &filter))
}

#[test]
fn the_owner_orders_the_backlog_by_hand() {
    on_both_engines(|office| {
        let s = office.stories(&["a", "b", "c", "d"]);
        assert_eq!(s[3].key, "INV-4");
        let mira = office.mira();
        let moved = office.does(&mira, below(s[3].id, s[0].id)).unwrap();
        assert_eq!(moved.sentence, "INV-4 moved below INV-1.");
        assert_eq!(office.backlog(), ["a", "d", "b", "c"]);
        office.does(&mira, above(s[2].id, s[0].id)).unwrap();
        assert_eq!(office.backlog(), ["c", "a", "d", "b"]);
        office.does(&mira, MoveStory { story: s[1].id, after: None, before: None }).unwrap();
        assert_eq!(office.backlog(), ["b", "c", "a", "d"]);
    });
}

#[test]
fn a_move_to_where_a_story_stands_is_no_change_and_leaves_no_gap() {
    on_both_engines(|office| {
        let s = office.stories(&["a", "b"]);
        let before = office.does(&office.mira(), edit(s[0].id, "a2", None)).unwrap().seq.unwrap();
        assert_eq!(office.does(&office.mira(), below(s[1].id, s[0].id)).unwrap().seq, None);
        let after = office.does(&office.mira(), edit(s[0].id, "a3", None)).unwrap().seq.unwrap();
        assert_eq!(after, before + 1);
    });
}

#[test]
fn only_the_owner_orders_and_only_their_own_firm_sees_it() {
    on_both_engines(|office| {
        let s = office.stories(&["a", "b"]);
        for other in [office.ines(), office.aoife(), office.lena()] {
            let refusal = office.is_refused(&other, below(s[0].id, s[1].id));
            assert_eq!(refusal.to_string(), "Only the product owner may order the backlog.");
        }
        let refusal = office.is_refused(&office.stranger(), below(s[0].id, s[1].id));
        assert_eq!(refusal, Refusal::NotFound { what: "story" });
        assert_eq!(office.backlog(), ["a", "b"]);
    });
}

#[test]
fn what_a_stakeholder_writes_is_a_proposal_until_the_owner_takes_it_in() {
    on_both_engines(|office| {
        let story =
            office.does(&office.lena(), AddStory::titled(office.product, "pay by bank")).unwrap().done;
        let row = page(office, Filter { limit: 10, ..Filter::default() }).rows.remove(0);
        assert_eq!(row.state, State::Proposed);
        assert_eq!(office.is_refused(&office.lena(), TakeInStory { story: story.id }).kind(), "not_allowed");
        office.does(&office.mira(), TakeInStory { story: story.id }).unwrap();
        assert_eq!(office.is_refused(&office.mira(), TakeInStory { story: story.id }).kind(), "conflict");
        let (mira, product) = (office.mira(), office.product);
        let counts = office.reads(move |tx| queries::counts(tx, &mira, product));
        assert_eq!((counts.proposed, counts.todo, counts.open()), (0, 1, 1));
    });
}

#[test]
fn two_who_edit_the_same_text_lose_nothing() {
    on_both_engines(|office| {
        let story = office.stories(&["old title"]).remove(0).id;
        office.does(&office.mira(), edit(story, "theirs", Some("old title"))).unwrap();
        let refusal = office.is_refused(&office.mira(), edit(story, "mine", Some("old title")));
        assert_eq!(refusal, Refusal::Stale { field: "text", theirs: "theirs".into(), mine: "mine".into() });
        // Writing what stands there already is no clash.
        assert_eq!(office.does(&office.mira(), edit(story, "theirs", Some("old title"))).unwrap().seq, None);
    });
}

#[test]
fn a_story_that_comes_back_from_the_archive_shares_its_place_with_nobody() {
    on_both_engines(|office| {
        let mira = office.mira();
        let s = office.stories(&["a", "b"]);
        office.does(&mira, ArchiveStory { story: s[1].id }).unwrap();
        let c = office.stories(&["c"]).remove(0).id;
        office.does(&mira, RestoreStory { story: s[1].id }).unwrap();
        assert_eq!(office.backlog(), ["a", "b", "c"]);
        office.does(&mira, below(s[0].id, s[1].id)).unwrap();
        office.does(&mira, above(c, s[0].id)).unwrap();
        assert_eq!(office.backlog(), ["b", "c", "a"]);
    });
}

#[test]
fn what_is_archived_is_no_longer_found() {
    on_both_engines(|office| {
        let story = office.stories(&["quarterly ledger"]).remove(0).id;
        let workspace = office.workspace;
        let found = || office.reads(move |tx| search::find(tx, workspace, "ledger", 10)).len();
        assert_eq!(found(), 1);
        office.does(&office.mira(), ArchiveStory { story }).unwrap();
        assert_eq!(found(), 0);
        office.does(&office.mira(), RestoreStory { story }).unwrap();
        assert_eq!(found(), 1);
    });
}

#[test]
fn no_name_no_address_and_no_secret_stands_in_the_log() {
    on_both_engines(|office| {
        let workspace = office.workspace;
        let log = office.reads(move |tx| {
            let all = change::news_since(tx, workspace, 0, 1000)?;
            let mut text = String::new();
            for news in all {
                text.extend(
                    change::of_command(tx, workspace, news.seq)?.into_iter().map(|change| change.fields),
                );
            }
            Ok(text)
        });
        assert!(log.contains("administrator"), "{log}");
        for told in ["Mira", "mira", "larkbill.example"] {
            assert!(!log.contains(told), "{told} stands in the log");
        }
    });
}

#[test]
fn the_backlog_is_read_page_by_page_and_narrowed_by_state_and_words() {
    on_both_engines(|office| {
        let titles: Vec<String> = (0..25).map(|n| format!("story {n:02}")).collect();
        let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
        let s = office.stories(&titles);
        let mut read = Vec::new();
        let mut after = None;
        loop {
            let page = page(office, Filter { limit: 10, after: after.take(), ..Filter::default() });
            read.extend(page.rows.into_iter().map(|row| row.title));
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        assert_eq!(read, titles);
        office.does(&office.mira(), edit(s[7].id, "Größere Beträge teilen", None)).unwrap();
        let found =
            page(office, Filter { words: Some("betr größere".into()), limit: 10, ..Filter::default() });
        assert_eq!(found.rows.len(), 1);
        let none = page(office, Filter { state: Some(State::Doing), limit: 10, ..Filter::default() });
        assert!(none.rows.is_empty());
        let workspace = office.workspace;
        let found = office.reads(move |tx| search::find(tx, workspace, "story 0", 100));
        assert_eq!(found.len(), 9, "“story 07” has another title now");
    });
}

#[test]
fn estimates_criteria_and_their_bad_input_are_told_in_a_sentence() {
    on_both_engines(|office| {
        let (mira, story) = (office.mira(), office.stories(&["a"]).remove(0).id);
        let estimate = |points: &str| EstimateStory { story, points: points.into() };
        office.does(&office.aoife(), estimate("2,5")).unwrap();
        assert_eq!(
            office.is_refused(&office.aoife(), estimate("many")),
            Refusal::Invalid {
                field: "points",
                sentence: "Use a number of points from 0 to 1,000, or leave it empty.".into()
            }
        );
        let size = |office: &Office| {
            let (mira, product) = (office.mira(), office.product);
            office.reads(move |tx| queries::story(tx, &mira, product, 1)).size().to_string()
        };
        let spread = office.does(&office.aoife(), estimate("3-8")).unwrap();
        assert_eq!(size(office), "3–8");
        office.does(&office.aoife(), UndoChange { change: spread.seq.unwrap() }).unwrap();
        assert_eq!(size(office), "2.5");
        let told = office.is_refused(&office.aoife(), estimate("8-3")).to_string();
        assert_eq!(told, "Write the low one first: 3–8.");
        let criterion = |then: &str| AddCriterion {
            story,
            given: "a customer with no tone set".into(),
            when: "their invoice is three days late".into(),
            then: then.into(),
            sentence: String::new(),
        };
        office.does(&mira, criterion("the reminder uses the standard tone")).unwrap();
        assert_eq!(office.is_refused(&mira, criterion("")).field(), Some("then"));
        let long = "x".repeat(501);
        assert_eq!(office.is_refused(&mira, criterion(&long)).kind(), "invalid");
        let product = office.product;
        let count = office.reads(move |tx| {
            let story = queries::story(tx, &mira, product, 1)?;
            Ok((
                story.points_tenths.map(|points| points.to_string()),
                queries::criteria(tx, &mira, &story)?.len(),
            ))
        });
        assert_eq!(count, (Some("2.5".into()), 1));
    });
}

#[test]
fn an_estimate_taken_back_never_leaves_a_high_one_that_fits_no_low_one() {
    on_both_engines(|office| {
        let (aoife, story) = (office.aoife(), office.stories(&["a"]).remove(0).id);
        for written in [["3-8", "3", "10"], ["3-5", "3-8", "6-8"], ["3-8", "3", ""]] {
            office.does(&aoife, EstimateStory { story, points: String::new() }).unwrap();
            let done = written.map(|points| {
                let estimated = office.does(&aoife, EstimateStory { story, points: points.into() }).unwrap();
                estimated.seq.unwrap()
            });
            let refusal = office.is_refused(&aoife, UndoChange { change: done[1] });
            assert_eq!(refusal.kind(), "conflict", "{written:?}");
            office.does(&aoife, UndoChange { change: done[2] }).unwrap();
            office.does(&aoife, UndoChange { change: done[1] }).unwrap();
        }
    });
}

#[test]
fn the_counts_always_equal_what_is_there() {
    on_both_engines(|office| {
        let s = office.stories(&["a", "b", "c"]);
        let mira = office.mira();
        office.does(&mira, ArchiveStory { story: s[0].id }).unwrap();
        office.does(&office.lena(), AddStory::titled(office.product, "d")).unwrap();
        let (workspace, product) = (office.workspace, office.product);
        let (tallied, counted) = office.reads(move |tx| {
            let counts = queries::counts(tx, &mira, product)?;
            let sql = "select count(*) as value from story where workspace_id = $1 and product_id = $2 and archived_at is null";
            Ok((counts.open(), tx.value::<i64>(sql, &[&workspace, &product])?))
        });
        assert_eq!((tallied, counted), (3, Some(3)));
    });
}
