//! Parts of the choices of one pattern for each block, best bound first, and what is not looked at in them.

use std::cmp::Ordering;

use std::rc::Rc;

use super::master::Basis;
use super::patterns::Pattern;

/// A part of the choices.
pub(super) struct Node {
    /// The best prices of its parent, or the root's first ones.
    pub prices: Vec<f64>,
    pub barred: Vec<Barred>,
    pub bound: f64,
    /// The basis of its parent's relaxation.
    pub basis: Rc<Basis>,
    pub opened: u64,
}

/// Patterns that are not looked at.
#[derive(Clone)]
pub(super) enum Barred {
    /// With any of these variables.
    Any(Vec<u32>),
    /// Those of this block that do without this variable.
    Without(usize, u32),
}

impl Barred {
    /// Whether a pattern of this block is looked at.
    pub fn allows(&self, block: usize, pattern: &Pattern) -> bool {
        match self {
            Self::Any(columns) => pattern.iter().all(|column| !columns.contains(column)),
            Self::Without(this, column) => *this != block || pattern.contains(column),
        }
    }
}

impl Ord for Node {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound.total_cmp(&other.bound).then(other.opened.cmp(&self.opened))
    }
}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Node {}
