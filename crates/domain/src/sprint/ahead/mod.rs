//! Planning ahead: one proposal over all planned sprints of a product and all its teams, beside what stands fast.
//!
//! People pin stories to sprints and keep others out; a search in the background plans around that; taking what it found is
//! one command. Nothing is planned by itself.

pub mod end_plan_search;
pub mod found;
mod holds;
pub mod keep_story_out;
pub mod pin_story;
mod pinning;
pub mod progress;
pub mod propose_plan;
pub mod queries;
mod question;
pub mod search;
mod sprints;
pub mod stop_plan_search;
pub mod take_plan;
pub mod unpin_story;

pub use holds::broken;
pub use sprints::{Ahead, Column, Pinned};

use crate::backlog::StoryId;
use crate::spine::id::{PersonId, ProductId, SprintId};
use crate::spine::item::Upkeep;
use crate::spine::moment::Timestamp;

ids! {
    /// That a story is pinned to a sprint, or kept out of all.
    SprintPinId,
    /// A search for a plan over several sprints.
    PlanSearchId,
}

item! {
    /// That a story is pinned to a planned sprint, or kept out of all of them. One row for each story, used again.
    SprintPin, noun "sprint_pin", table "sprint_pin" {
        Key id: SprintPinId,
        Public product_id: ProductId,
        Public story_id: StoryId,
        /// None: in none of the planned sprints.
        Public sprint_id: Option<SprintId>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That somebody asked for a plan over several sprints, and what became of it.
    PlanSearch, noun "plan_search", table "plan_search" {
        Key id: PlanSearchId,
        Public product_id: ProductId,
        Public state: SearchState,
        Public stop_asked_at: Option<Timestamp>,
        Public ended_at: Option<Timestamp>,
        /// When what it found became the plan.
        Public taken_at: Option<Timestamp>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// How far a search for a plan is.
    SearchState {
        /// It waits for its turn, or is under way.
        Searching = "searching",
        /// Nothing better exists.
        Proven = "proven",
        /// Its time was up: the best so far, with a bound.
        Cut = "cut",
        /// Somebody stopped it: the best so far, with a bound.
        Stopped = "stopped",
        /// There is no plan, and a sentence says why.
        Failed = "failed",
    }
}

impl Upkeep for SprintPin {}

impl Upkeep for PlanSearch {}
