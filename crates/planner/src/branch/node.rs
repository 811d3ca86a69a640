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

/// Open nodes, best bound first; among equal bounds the deepest, then the one opened first.
///
/// Until a first point is known the last opened comes first, as a dive that fails is best continued where it
/// failed.
#[derive(Default)]
pub(super) struct Open {
    heap: BinaryHeap<Ranked>,
    stack: Vec<Node>,
    best_first: bool,
    opened: u64,
}

struct Ranked {
    node: Node,
    opened: u64,
}

impl Open {
    pub fn push(&mut self, node: Node) {
        if self.best_first {
            self.opened += 1;
            self.heap.push(Ranked { node, opened: self.opened });
        } else {
            self.stack.push(node);
        }
    }

    pub fn pop(&mut self) -> Option<Node> {
        self.stack.pop().or_else(|| self.heap.pop().map(|ranked| ranked.node))
    }

    /// From now on the best bound comes first.
    pub fn go_best_first(&mut self) {
        self.best_first = true;
        for node in std::mem::take(&mut self.stack) {
            self.push(node);
        }
    }

    /// The best bound among open nodes; minus infinity when none is open.
    pub fn bound(&self) -> f64 {
        let heaped = self.heap.peek().map_or(f64::NEG_INFINITY, |ranked| ranked.node.bound);
        self.stack.iter().map(|node| node.bound).fold(heaped, f64::max)
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
