//! How a sprint burns down and up, and how much a team gets done: read from the change log, never written beside it.
//!
//! The log says what stood in a sprint at each moment, what it was worth and when it was accepted. So a chart of a sprint
//! that ended long ago is the same as on its last day, whatever became of its stories since.

pub mod queries;
pub mod rules;
