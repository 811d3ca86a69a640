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
            "The changes after `since`, oldest first: who, what, when.",
            history::api,
        )
        .command::<UndoChange>()
}
