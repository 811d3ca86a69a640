//! What was said before in like words, told as stories on both engines.

use domain::discovery::FeedbackId;
use domain::discovery::similar::{Similar, said_before};
use domain::line::merging::merge_feedback::MergeFeedback;
use domain::spine::change::newest;
use domain::testing::{Office, on_both_engines};

use crate::merged::{says, undo};

fn seq(office: &Office) -> i64 {
    let workspace = office.workspace;
    office.reads(move |tx| newest(tx, workspace))
}

fn read(office: &Office) -> Similar {
    let mut similar = Similar::at(seq(office));
    let of = (office.workspace, office.product);
    let (mut last, mut pages) = (None, 0);
    loop {
        let said = office.reads(move |tx| Ok(said_before(of, last, 2).all(tx)?));
        similar.add(&said);
        last = said.last().map(|said| (said.said_at, said.id));
        pages += 1;
        if said.len() < 2 {
            assert!(pages > 1, "a page at a time");
            return similar;
        }
    }
}

/// Follows the log, in the reading transaction, and says what is like the words.
fn like(office: &Office, similar: Similar, said: &str) -> (Similar, Vec<FeedbackId>) {
    let (of, now) = ((office.workspace, office.product), seq(office));
    let similar = std::sync::Mutex::new(Some(similar));
    let similar = office.reads(move |tx| {
        let mut similar = similar.lock().unwrap().take().unwrap();
        assert!(similar.follow(tx, of, now)?);
        Ok(similar)
    });
    assert_eq!(similar.seq(), now);
    let own = FeedbackId(uuid::Uuid::nil());
    let found = similar.like(own, said, 5).into_iter().map(|like| like.id).collect();
    (similar, found)
}

#[test]
fn what_is_said_changed_merged_and_taken_back_is_followed() {
    on_both_engines(|office| {
        let stern = says(office, None, None, "The third reminder went out in stern words");
        says(office, None, None, "I want to see when money lands on Monday");
        says(office, None, None, "Export to the books once a month");
        let asked = "Your third reminder was written in stern words";
        let (similar, found) = like(office, read(office), asked);
        assert_eq!(found, [stern]);
        let again = says(office, None, None, "A third reminder in stern words again");
        let (similar, found) = like(office, similar, asked);
        assert_eq!(found.len(), 2, "{found:?}");
        let merge = MergeFeedback { feedback: again, into: stern, seen: None };
        let merged = office.does(&office.ines(), merge).unwrap();
        let (similar, found) = like(office, similar, asked);
        assert_eq!(found, [stern], "what was merged is a part of the other");
        undo(office, &merged);
        let (similar, found) = like(office, similar, asked);
        assert_eq!(found.len(), 2, "{found:?}");
        let twice = similar.like(again, "A third reminder in stern words again", 5);
        assert_eq!(twice.iter().map(|like| like.id).collect::<Vec<_>>(), [stern], "not the feedback itself");
        let same = similar.like(FeedbackId(uuid::Uuid::nil()), "A third reminder in stern words again", 1);
        assert!(same[0].id == again && same[0].is_likely_double(), "{same:?}");
    });
}
