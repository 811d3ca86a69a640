//! Whether the rules that know English words may be asked of a text.

use super::lists::grammar::{ELSEWHERE, PROOF};
use crate::text::{Language, words};

/// How sure it is that a text is English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum English {
    /// Its small words say so.
    Proven,
    /// Nothing speaks for another language: a title of few words. Words that other languages have as well say nothing.
    Likely,
    No,
}

/// Small words that are English alone, from which on it is proven.
const PROOF_LEAST: usize = 2;
/// One of so many words at least is such a word.
const PROOF_SHARE: usize = 8;

impl English {
    pub fn of(text: &str) -> Self {
        // A single letter is a word in most languages, and English has more of them than others.
        let words: Vec<String> = words(text).into_iter().filter(|word| word.len() > 1).collect();
        if Language::of(&words) != Language::English {
            return Self::No;
        }
        let proof = words.iter().filter(|word| PROOF.contains(&word.as_str())).count();
        if proof >= PROOF_LEAST && proof * PROOF_SHARE >= words.len() { Self::Proven } else { Self::Likely }
    }

    /// Whether a phrase of an English list says something here.
    pub fn knows(self, phrase: &str) -> bool {
        match self {
            Self::Proven => true,
            Self::Likely => !ELSEWHERE.contains(&phrase),
            Self::No => false,
        }
    }
}
