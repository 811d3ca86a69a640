//! Teams, their sprints and their boards.

mod ahead;
pub mod board;
mod calibration;
pub mod forecast;
pub mod plan;
mod reasons;
pub mod reports;

use crate::routes::Routes;

pub fn routes() -> Routes {
    board::routes(plan::routes())
        .and(reports::routes())
        .and(calibration::routes())
        .and(ahead::routes())
        .and(reasons::routes())
        .query(
            "/api/v1/{workspace}/{product}/forecast",
            "How many stories are accepted until the next sprint ends, for three degrees of sureness.",
            forecast::query,
        )
}
