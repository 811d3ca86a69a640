//! Who is told of a merge, and whose notifications move with it.

use serde_json::Value as Json;

use super::rules::field;
use crate::communication::notifications::moved::{keep_both, move_on as move_notifications};
use crate::communication::notifications::reactions::of_merge;
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::item::Item;
use crate::spine::refusal::Result;

/// Whoever follows one of both or recorded it is told of the one that stays; then what they had of the one that goes is
/// moved.
pub(super) fn move_on<T: Item>(desk: &Desk<'_>, one: &T, into: &T) -> Result<()> {
    let mut own = Vec::new();
    for item in [one, into] {
        for name in ["created_by", "recorded_by"] {
            if let Some(Json::String(id)) = field(item, name)? {
                own.push(id.parse().ok().map(PersonId));
            }
        }
    }
    let (workspace, both) = (desk.workspace(), (one.id(), into.id()));
    keep_both(desk.tx, workspace, desk.seq, both)?;
    of_merge(desk, into, &own)?;
    move_notifications(desk.tx, workspace, both)
}
