//! How values of the log and texts of items are read for a line of a draft.

use serde_json::Value as Json;

use crate::communication::rules::plain;
use crate::communication::updates::log::Move;
use crate::spine::moment::Day;

/// The first line of a text, as it is, with a full stop.
pub(super) fn line(text: &str) -> String {
    let first = plain(text.lines().next().unwrap_or_default());
    if first.ends_with(['.', '!', '?']) || first.is_empty() { first } else { format!("{first}.") }
}

/// The day that a field of the log names.
pub(super) fn day(value: &Json) -> Option<Day> {
    Day::parse(value.as_str()?)
}

/// Whether a horizon came nearer: from nothing or later to next or now.
pub(super) fn nearer(moved: &Move) -> bool {
    let place = |value: &Json| match value.as_str() {
        Some("now") => 0,
        Some("next") => 1,
        Some("later") => 2,
        _ => 3,
    };
    place(&moved.after) < place(&moved.before)
}
