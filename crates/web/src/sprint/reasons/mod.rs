//! Why a story stands where it stands: a page, a card over the backlog, and JSON.

mod reasons_page;

use axum::routing::get;

use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default().at("/{workspace}/reasons/{key}", get(reasons_page::show)).query(
        "/api/v1/{workspace}/stories/{key}/reasons",
        "Why a story stands where it stands: its place, forecast, worth, what it waits for, and what the plan says.",
        reasons_page::query,
    )
}
