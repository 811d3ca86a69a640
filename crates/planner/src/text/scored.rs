//! Places by their scores, for a heap.

use std::cmp::Ordering;

/// A place with its score; the greatest score first, and of equal ones the text that was there first.
#[derive(Clone, Copy)]
pub(super) struct Scored {
    pub score: f64,
    pub slot: u32,
}

impl Ord for Scored {
    fn cmp(&self, other: &Self) -> Ordering {
        self.score.total_cmp(&other.score).then(other.slot.cmp(&self.slot))
    }
}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Scored {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Scored {}
