//! Teams, sprints and boards.

pub mod board;

use crate::routes::Routes;

pub fn routes() -> Routes {
    board::routes(Routes::default())
}
