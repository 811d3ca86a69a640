//! What people said to each other at stories, features and needs, and what is still new for them.

use super::{Cast, Teller};
use crate::communication::notifications::mark::{Mark, Marking, mark};
use crate::communication::talk::add_comment::AddComment;
use crate::communication::talk::follow_item::FollowItem;
use crate::spine::refusal::{Found, Result};
use crate::spine::search;

const TONE: &str = "Choose a tone for each customer";
const FEATURE: &str = "A tone for each customer";
const NEED: &str = "Chase late payers without souring things";

/// Days ago, by whom, at what, and the words.
const SAID: [(i64, &str, &str, &str); 7] = [
    (2, "Oskar", NEED, "Two callers today alone. Both would have stayed with a softer second letter."),
    (
        1,
        "Wen",
        TONE,
        "Three tones are enough. A fourth, “formal”, tested the same as Firm with all eight people.",
    ),
    (
        1,
        "Tomas",
        TONE,
        "@Mira what is written where a country has a fee by law? The **amount** is in the tables already.",
    ),
    (
        0,
        "Mira",
        TONE,
        "Agreed on three. The Austrian amount is missing; I sent it back to you, @Wen, with the criterion.",
    ),
    (0, "Lena", FEATURE, "@Ines Pellworth asked again this morning. May I say that it comes with 4.8?"),
    (
        0,
        "Ines",
        FEATURE,
        "Yes, to all who asked. It is in the plan of 4.8:\n\n- gentle, standard, firm\n- set for each customer\n\nNo date yet.",
    ),
    (0, "Lena", FEATURE, "Thank you, that is enough for them."),
];

pub(super) fn talk(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    // What was new in earlier weeks was looked at.
    for (name, _) in &cast.people {
        let (actor, moment) = (teller.actor(cast, name)?, teller.moment(3));
        mark(teller.tx, &actor, Marking { item: None, mark: Mark::Done, days: 0, seen: None }, moment.now)?;
    }
    for (name, title) in [("Lena", NEED), ("Aoife", TONE)] {
        let item = key(teller, cast, title)?;
        teller.does(cast, name, 3, &FollowItem { item })?;
    }
    for (days_ago, name, title, body) in SAID {
        let item = key(teller, cast, title)?;
        teller.does(cast, name, days_ago, &AddComment { item, body: body.into() })?;
    }
    Ok(())
}

/// The key of what has this title.
fn key(teller: &Teller<'_>, cast: &Cast, title: &str) -> Result<String> {
    let workspace = cast.firm.workspace;
    let found = search::find(teller.tx, workspace, title, 20)?;
    // A capability of the comparison is called like the feature that brings it.
    let is_meant = |one: &search::Found| {
        one.heading == title && ["story", "feature", "need"].contains(&one.noun.as_str())
    };
    let item = found.into_iter().find(is_meant).found("item")?.item_id;
    search::keys(teller.tx, workspace, &[item])?.remove(&item).found("item")
}
