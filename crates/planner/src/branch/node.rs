//! The open nodes of a search, best bound first.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A part of the search space: what is fixed, and a bound on what it can be worth.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub bound: f64,
    pub fixed: Vec<Option<bool>>,
    pub depth: usize,
}

/// Open nodes; among equal bounds the deepest, then the one opened first.
#[derive(Default)]
pub(super) struct Open {
    heap: BinaryHeap<Ranked>,
    opened: u64,
}

struct Ranked {
    node: Node,
    opened: u64,
}

impl Open {
    pub fn push(&mut self, node: Node) {
        self.opened += 1;
        self.heap.push(Ranked { node, opened: self.opened });
    }

    pub fn pop(&mut self) -> Option<Node> {
        self.heap.pop().map(|ranked| ranked.node)
    }

    /// The best bound among open nodes; minus infinity when none is open.
    pub fn bound(&self) -> f64 {
        self.heap.peek().map_or(f64::NEG_INFINITY, |ranked| ranked.node.bound)
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_bound = self.node.bound.total_cmp(&other.node.bound);
        by_bound.then(self.node.depth.cmp(&other.node.depth)).then(other.opened.cmp(&self.opened))
    }
}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Ranked {}
