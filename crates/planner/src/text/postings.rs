//! Which texts have which terms.

/// The slots of the texts with a term, ascending, and how often it stands there.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    pub slots: Vec<u32>,
    pub times: Vec<u8>,
}

/// The terms of what is asked; those of the title come first.
pub(super) struct Question {
    pub terms: Vec<u32>,
    pub title_terms: usize,
}

/// Terms with how often they stand there, those of the title twice.
pub(super) fn counted(terms: &[u32], title: usize) -> Vec<(u32, u8)> {
    let mut sorted: Vec<(u32, u8)> =
        terms.iter().enumerate().map(|(at, term)| (*term, if at < title { 2 } else { 1 })).collect();
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
