//! Teams, their sprints and their boards.

pub mod board;
pub mod plan;

use crate::routes::Routes;

pub fn routes() -> Routes {
    board::routes(plan::routes())
}
