//! Selection: which items into the next sprint or sprints, proven best, with reasons.
//!
//! [`solve`] answers a [`Question`] with an [`Answer`]; [`explain`] says why each item is in or out, what more
//! capacity would buy and which musts contradict each other; [`audit`] checks any plan, also a person's. What
//! is asked wrongly is [`crate::Refused`] with a sentence.
//!
//! An effort may be a low and a high one ([`Effort::Between`]). [`solve_surely`] finds the best plan that holds with a wanted
//! chance, and says how often it held in drawn sprints and what being so sure costs; [`chance_of`] says it of any plan.
//!
//! It plans whole items only: an item is done by one team in one sprint. It does not split items, order them
//! within a sprint, or know persons other than as skills and capacities.

mod answer;
mod audit;
mod check;
mod conflict;
mod margins;
mod options;
mod program;
mod question;
mod rank;
mod reasons;
mod simulation;
mod solve;
mod sure_plan;
mod surely;
#[cfg(test)]
mod tests;

pub use answer::Answer;
pub use audit::{audit, worth};
pub use check::check;
pub use conflict::{Conflict, find_conflict};
pub use question::{
    AMOUNT_MAX, CAPACITY_TOLERANCE, Effort, ITEMS_MAX, Item, Need, PLACEMENTS_MAX, Place, Placed, Question,
    SKILLS_MAX, SPREAD_MAX, SPRINTS_MAX, TEAMS_MAX, Team, Value,
};
pub use rank::value_from_rank;
pub use reasons::{Forced, ItemReason, Loss, Price, Reasons, explain, prices, why};
pub use solve::solve;
pub use sure_plan::{CHANCE_MAX, CHANCE_MIN, Chance, DRAWS, DRAWS_MAX, DRAWS_MIN, SurePlan, Wish};
pub use surely::{chance_of, explain_surely, solve_surely};
