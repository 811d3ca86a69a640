//! What is answered: a plan, what it is worth, and how sure it is that nothing better exists.

use super::question::Placed;
use crate::run::Ended;

/// A plan with its certificate.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Items in their places, by sprint, team and item.
    pub plan: Vec<Placed>,
    /// Σ value · discountˢ − stability · moved items.
    pub value: f64,
    /// No plan that meets as many musts is worth more.
    pub bound: f64,
    pub ended: Ended,
    /// Nodes of the search tree looked at.
    pub nodes: u64,
    /// Musts that the plan leaves out; empty when all fit. [`super::explain`] says which contradict each other.
    pub unmet_musts: Vec<usize>,
    /// Items without an estimate: planned as one unit each.
    pub counted: Vec<usize>,
    /// Items without a score: valued by their rank.
    pub ranked: Vec<usize>,
}

impl Answer {
    /// Whether nothing better exists.
    pub fn proven(&self) -> bool {
        self.ended == Ended::Proven
    }

    /// What a better plan could gain at most, as a share of the bound: 0.01 is one percent. 0 when proven.
    pub fn gap(&self) -> f64 {
        let missing = self.bound - self.value;
        if self.proven() || missing <= 0.0 { 0.0 } else { missing / self.bound.abs().max(f64::MIN_POSITIVE) }
    }

    /// Whether an item is in the plan.
    pub fn holds(&self, item: usize) -> bool {
        self.plan.iter().any(|placed| placed.item == item)
    }
}
