//! The same questions asked of another solver, HiGHS: what answers are compared with and timed against.
//!
//! Only with the feature `highs`, for the tests and the bench: it needs cmake, libclang and a C++ compiler. The models are written
//! down as the questions read, without anything the searches of this crate know: each disagreement is a fault of one of
//! the two. One thread, no gap, and a clock of its own, which is why nothing else may use it.

mod model;
mod release;
mod sprints;
#[cfg(test)]
mod tests;

pub use model::Bounded;
pub use release::serve;
pub use sprints::{Planned, plan};
