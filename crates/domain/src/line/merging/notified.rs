//! Who is told of a merge, and whose notifications move with it.

use serde_json::Value as Json;

use super::rules::field;
use crate::communication::notifications::moved::{Move, move_on as move_notifications};
use crate::communication::notifications::reactions::of_merge;
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::item::Item;
use crate::spine::refusal::Result;

/// Whoever follows one of both or recorded it is told of the one that stays; then what they had of the one that goes is
/// moved. In this order nobody's earlier notification is written over, and an undo finds it as it was.
pub(super) fn move_on<T: Item>(desk: &Desk<'_>, one: &T, into: &T) -> Result<()> {
    let mut own = Vec::new();
    for item in [one, into] {
        for name in ["created_by", "recorded_by"] {
            if let Some(Json::String(id)) = field(item, name)? {
                own.push(id.parse().ok().map(PersonId));
            }
        }
    }
    of_merge(desk, into, &own)?;
    let (from, to) = (one.id(), into.id());
    let moved = Move { workspace: desk.workspace(), seq: desk.seq, from, to, at: desk.now() };
    move_notifications(desk.tx, moved)
}
