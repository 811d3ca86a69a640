//! The line itself: walking it both ways, what hangs loose on it, and taking a change back.

pub mod accepted;
pub mod ahead;
pub mod called;
pub mod drift;
pub mod erasing;
pub mod last_visit;
pub mod merging;
pub mod queries;
pub mod recorded;
pub mod serving;
pub mod stops;
pub mod today;
pub mod tree;
mod undo_alignment;
pub mod undo_change;
mod undo_rights;
pub mod walk;
