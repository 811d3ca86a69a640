//! Selection: which items into the next sprint or sprints, proven best, with reasons.
//!
//! [`solve`] answers a [`Question`] with an [`Answer`]; [`explain`] says why each item is in or out, what more
//! capacity would buy and which musts contradict each other; [`audit`] checks any plan, also a person's. What
//! is asked wrongly is [`crate::Refused`] with a sentence.
//!
//! It plans whole items only: an item is done by one team in one sprint. It does not split items, order them
//! within a sprint, or know persons other than as skills and capacities.

mod answer;
mod audit;
mod check;
mod conflict;
mod options;
mod program;
mod question;
mod rank;
mod reasons;
mod solve;
#[cfg(test)]
mod tests;

pub use answer::Answer;
pub use audit::{audit, worth};
pub use check::check;
pub use conflict::{Conflict, find_conflict};
pub use question::{
    AMOUNT_MAX, CAPACITY_TOLERANCE, Effort, ITEMS_MAX, Item, Need, PLACEMENTS_MAX, Place, Placed, Question,
    SKILLS_MAX, SPRINTS_MAX, TEAMS_MAX, Team, Value,
};
pub use rank::value_from_rank;
pub use reasons::{Forced, ItemReason, Loss, Price, Reasons, explain};
pub use solve::solve;
