//! A question that can not be answered as it stands, told as a sentence.

use std::fmt;

/// Why a question was refused, in words for the person who asked it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong and what to do about it; names the items.
    pub sentence: String,
    /// The items meant, as positions in the question; empty when it is not about items.
    pub items: Vec<usize>,
}

impl Refused {
    pub(crate) fn new(sentence: impl Into<String>, items: Vec<usize>) -> Self {
        Self { sentence: sentence.into(), items }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.sentence)
    }
}

impl std::error::Error for Refused {}

/// Names in a row as people write them: "A", "A and B", "A, B and C".
pub(crate) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_string(),
        [start @ .., last] => format!("{} and {last}", start.join(", ")),
    }
}
