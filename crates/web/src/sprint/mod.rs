//! Sprints: the plan.

pub mod plan;

use crate::routes::Routes;

pub fn routes() -> Routes {
    plan::routes()
}
