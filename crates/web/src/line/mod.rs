//! The line: walking it, what waits on it today, its history.

mod drift_page;
mod erasing;
pub mod history;
mod history_page;
mod line_page;
mod loom;
pub mod merging;
mod recorded_page;
mod since;
pub mod stops;
mod stretch;
mod today_page;
mod tree_page;
mod tries;
mod waits;
mod when;

use axum::routing::{get, post};
use domain::line::queries::LOOSE_MAX;
use domain::line::undo_change::UndoChange;

use crate::routes::Routes;
use crate::shell::thousands;

pub fn routes() -> Routes {
    merging::routes()
        .and(erasing::routes())
        .at("/{workspace}/{product}/today", get(today_page::show))
        .at("/{workspace}/{product}/looked", post(today_page::looked))
        .query(
            "/api/v1/{workspace}/{product}/today",
            "What waits for the caller in a product, and what hangs loose.",
            today_page::query,
        )
        .at("/{workspace}/{product}/line", get(line_page::show))
        .query(
            "/api/v1/{workspace}/{product}/line",
            "The line of a product, walked from `?item=KEY`: knots, threads, voices, answers, loose ends.",
            line_page::query,
        )
        .at("/{workspace}/{product}/drift", get(drift_page::show))
        .query(
            "/api/v1/{workspace}/{product}/drift",
            "What was accepted for which goals in `?during=sprint-3` or `2026-11`, below `?under=` a goal's key.",
            drift_page::query,
        )
        .at("/{workspace}/{product}/tree", get(tree_page::show))
        .query(
            "/api/v1/{workspace}/{product}/tree",
            "From goals to needs, features, assumptions and experiments: each node, then what stands below it.",
            tree_page::api,
        )
        .at("/{workspace}/{product}/history", get(history_page::show))
        .query(
            "/api/v1/{workspace}/changes",
            "Where something changed after `since`, oldest first: number, product, noun, item. `next` is what to ask for then.",
            history_page::api,
        )
        .at("/{workspace}/recorded", get(recorded_page::show))
        .query(
            "/api/v1/{workspace}/recorded",
            "What the caller recorded for customers, and what became of it, newest first, a page at a time.",
            recorded_page::query,
        )
        .command::<UndoChange>()
}

/// How many hang loose: they are counted so far and no further.
fn so_many_loose(count: &i64) -> String {
    if *count < LOOSE_MAX { thousands(count) } else { format!("{} or more", thousands(&LOOSE_MAX)) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn loose_ends_that_were_not_counted_to_the_end_are_told_so() {
        assert_eq!([0, 7, 499].map(|count| super::so_many_loose(&count)), ["0", "7", "499"]);
        assert_eq!(super::so_many_loose(&500), "500 or more");
    }
}
