//! The English words that the rules know, in lower case; phrases with one space between their words, hyphens as spaces.

pub(super) mod grammar;
pub(super) mod leads;
pub(super) mod open;
pub(super) mod verdicts;
