//! Which texts have which terms.

/// The slots of the texts with a term, ascending, and how often it stands there.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    pub slots: Vec<u32>,
    pub times: Vec<u8>,
}

/// The term of a word as it stands in a text: its number, and whether it is one of the smallest of the text's language. Those are
/// searched for as any, but do not make texts alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term(u32);

impl Term {
    const SMALL: u32 = 1 << 31;

    pub fn new(number: u32, is_small: bool) -> Self {
        Self(number | if is_small { Self::SMALL } else { 0 })
    }

    pub fn number(self) -> u32 {
        self.0 & !Self::SMALL
    }

    pub fn is_small(self) -> bool {
        self.0 & Self::SMALL != 0
    }
}

/// The terms of what is asked; those of the title come first.
pub(super) struct Question {
    pub terms: Vec<Term>,
    pub title_terms: usize,
    /// How many of its words no text says, without the smallest.
    pub unknown: usize,
}

/// Terms with how often they stand there, those of the title twice.
pub(super) fn counted(terms: &[Term], title: usize) -> Vec<(u32, u8)> {
    let mut sorted: Vec<(u32, u8)> =
        terms.iter().enumerate().map(|(at, term)| (term.number(), if at < title { 2 } else { 1 })).collect();
    sorted.sort_unstable_by_key(|(term, _)| *term);
    sorted.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 = kept.1.saturating_add(next.1);
        }
        same
    });
    sorted
}
