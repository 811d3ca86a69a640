//! Reports: burn-down, burn-up, velocity, and what was accepted week by week; drawn by the server, each with its sentence
//! and its table.

pub mod burn_chart;
mod reports_page;
mod velocity_chart;

use axum::routing::get;

use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default().at("/{workspace}/{product}/reports", get(reports_page::show)).query(
        "/api/v1/{workspace}/{product}/reports",
        "How a sprint burnt down, from the change log, and what the last sprints of its team brought. `sprint` chooses one by its number.",
        reports_page::query,
    )
}
