//! Best-first branch and bound over the customers, diving between the best-first picks.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::core::Core;
use super::fill::fill;
use super::reduced::{Choice, Reduced};
use super::relax::{Price, Relaxed, net, relax};
use crate::run::{Ended, Progress, Run};

pub(super) struct Search<'a> {
    core: &'a Core,
    budget: u64,
    reduced: Reduced,
    open: BinaryHeap<(i64, usize, Reverse<u64>, Node)>,
    opened: u64,
    pub best: Vec<bool>,
    pub profit: i64,
    pub nodes: u64,
}

/// Ordered by nothing: the heap's key stands before it.
#[derive(Clone)]
struct Node {
    bound: i64,
    depth: usize,
    choice: Vec<Choice>,
    price: Option<Price>,
}

impl PartialEq for Node {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Node {}

impl PartialOrd for Node {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Node {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

impl<'a> Search<'a> {
    pub fn new(core: &'a Core, budget: u64) -> Self {
        let best = vec![false; core.profit.len()];
        let (reduced, open) = (Reduced::default(), BinaryHeap::new());
        Self { core, budget, reduced, open, opened: 0, best, profit: 0, nodes: 0 }
    }

    /// Searches; hands back why it ended and the bound then.
    pub fn go(&mut self, run: &mut Run) -> (Ended, i64) {
        let choice = vec![Choice::Open; self.core.profit.len()];
        self.keep(Node { bound: i64::MAX, depth: 0, choice, price: None });
        while let Some((_, _, _, node)) = self.open.pop() {
            if node.bound <= self.profit {
                break;
            }
            let mut diving = Some(node);
            while let Some(node) = diving.take() {
                let bound = node.bound.max(self.open_bound());
                let progress =
                    Progress { nodes: self.nodes, value: Some(self.profit as f64), bound: bound as f64 };
                if let Some(ended) = run.check(&progress) {
                    return (ended, bound);
                }
                self.nodes += 1;
                diving = self.look(node);
            }
        }
        (Ended::Proven, self.profit)
    }

    fn open_bound(&self) -> i64 {
        self.open.peek().map_or(self.profit, |(bound, ..)| *bound)
    }

    fn keep(&mut self, node: Node) {
        self.opened += 1;
        self.open.push((node.bound, node.depth, Reverse(self.opened), node));
    }

    fn look(&mut self, mut node: Node) -> Option<Node> {
        if !self.reduced.reduce(self.core, self.budget, &mut node.choice) {
            return None;
        }
        let relaxed = relax(&mut self.reduced, node.price);
        node.bound = node.bound.min(relaxed.bound);
        node.price = Some(relaxed.price);
        if node.bound <= self.profit {
            return None;
        }
        self.offer(&node, &relaxed);
        if node.bound <= self.profit {
            return None;
        }
        self.fix(&mut node, &relaxed);
        let member = self.branching(&relaxed)?;
        let customer = self.reduced.members[member] as usize;
        node.depth += 1;
        let mut other = node.clone();
        other.choice[customer] = Choice::Out;
        self.keep(other);
        node.choice[customer] = Choice::In;
        Some(node)
    }

    /// Takes the smaller closure, filled up, as the best so far if it is.
    fn offer(&mut self, node: &Node, relaxed: &Relaxed) {
        let inside = fill(&self.reduced, &relaxed.smallest);
        let profit = self.reduced.base + self.reduced.weigh(&inside).0;
        if profit > self.profit {
            self.profit = profit;
            self.best = node.choice.iter().map(|choice| *choice == Choice::In).collect();
            for (member, _) in inside.iter().enumerate().filter(|(_, inside)| **inside) {
                self.best[self.reduced.members[member] as usize] = true;
            }
        }
    }

    /// Decides every customer whose opposite would cost more than there is between bound and best.
    fn fix(&self, node: &mut Node, relaxed: &Relaxed) {
        let (reduced, network) = (&self.reduced, &self.reduced.network);
        let slack = relaxed.exact - (self.profit + 1) * relaxed.price.under;
        for member in 0..reduced.members.len() {
            let edges = network.first[member] as usize..network.first[member + 1] as usize;
            let choice = &mut node.choice[reduced.members[member] as usize];
            if network.has[member] > slack {
                *choice = Choice::In;
                continue;
            }
            let lacks: i64 = edges.map(|edge| network.lacks[network.part[edge] as usize]).sum();
            if lacks - net(reduced, member, relaxed.price).min(0) > slack {
                *choice = Choice::Out;
            }
        }
    }

    /// The customer to branch on: of those only in the larger closure, the one that earns most.
    fn branching(&self, relaxed: &Relaxed) -> Option<usize> {
        let between = (0..self.reduced.members.len())
            .filter(|&member| relaxed.largest[member] && !relaxed.smallest[member]);
        between.max_by_key(|&member| (self.reduced.profit[member], Reverse(member)))
    }
}
