//! Texts compared by their words: likely duplicates, what is similar, what a need asks for. Lexical, in memory, nothing sent
//! anywhere.
//!
//! ```
//! use planner::text::{Index, Text};
//!
//! let mut index = Index::default();
//! index.add(1, Text { title: "Pause reminders when the customer replies", body: "" });
//! index.add(2, Text { title: "Weekly cash forecast", body: "What will come in next week?" });
//! let like = index.like(Text { title: "Pausing a reminder after a reply", body: "" }, 5, |_| true);
//! assert_eq!(like[0].key, 1);
//! assert_eq!(index.saying("forecasts", 5, |_| true)[0].key, 2);
//! ```

mod asked;
mod index;
mod language;
mod likeness;
mod passage;
mod postings;
mod scored;
#[cfg(test)]
mod tests;
mod words;

pub use asked::Hit;
pub use index::Index;
pub use language::Language;
pub use words::{stems, words};

/// From this likeness on, of a text and the likest older one, somebody is told of a likely duplicate.
pub const LIKELY_DUPLICATE: f64 = 0.65;

/// A text with its title, which may be empty.
#[derive(Clone, Copy, Debug, Default)]
pub struct Text<'a> {
    pub title: &'a str,
    pub body: &'a str,
}
