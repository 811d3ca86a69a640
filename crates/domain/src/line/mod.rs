//! The line itself: its history, and taking a change back.

pub mod undo_change;
