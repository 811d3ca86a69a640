//! The line: history for now; the walk along it stands on the same log.

pub mod history;

use axum::routing::get;
use domain::line::undo_change::UndoChange;

use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default()
        .at("/{workspace}/{product}/history", get(history::show))
        .query(
            "/api/v1/{workspace}/changes",
            "Where something changed after `since`, oldest first: number, product, noun, item. `next` is what to ask for then.",
            history::api,
        )
        .command::<UndoChange>()
}
