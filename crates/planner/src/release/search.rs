//! Best-first branch and bound, diving between the best-first picks.
//!
//! It branches on parts that many customers share: doing without one loses them all, paying for one narrows the
//! budget, so both sides lower the bound. Only where nothing shared is left it branches on customers.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::core::Core;
use super::fill::fill;
use super::flow::Network;
use super::node::{Choice, Left, Node};
use super::relax::{Relaxed, UNIT, relax};
use crate::run::{Ended, Progress, Run};

pub(super) struct Search<'a> {
    core: &'a Core,
    budget: u64,
    network: Network,
    open: BinaryHeap<(i64, usize, Reverse<usize>)>,
    /// Every node put into `open`, by the order it was; taken when it is looked at.
    nodes_kept: Vec<Option<Node>>,
    pub best: Vec<bool>,
    pub profit: i64,
    pub nodes: u64,
}

enum Branch {
    Customer(usize),
    Part(usize),
}

impl<'a> Search<'a> {
    pub fn new(core: &'a Core, budget: u64) -> Self {
        Self {
            core,
            budget,
            network: Network::of(core),
            open: BinaryHeap::new(),
            nodes_kept: Vec::new(),
            best: vec![false; core.profit.len()],
            profit: 0,
            nodes: 0,
        }
    }

    /// Searches; hands back why it ended and the bound then.
    pub fn go(&mut self, run: &mut Run) -> (Ended, i64) {
        self.keep(Node::root(self.core));
        while let Some((bound, _, Reverse(at))) = self.open.pop() {
            if bound <= self.profit {
                break;
            }
            let mut diving = self.nodes_kept[at].take();
            while let Some(node) = diving.take() {
                let bound = node.bound.max(self.open.peek().map_or(self.profit, |(bound, ..)| *bound));
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

    fn keep(&mut self, node: Node) {
        self.open.push((node.bound, node.depth, Reverse(self.nodes_kept.len())));
        self.nodes_kept.push(Some(node));
    }

    /// Bounds one node; hands back the child to dive into and keeps the other open.
    fn look(&mut self, mut node: Node) -> Option<Node> {
        let left = node.settle(self.core, self.budget);
        if left.budget < 0 {
            return None;
        }
        let floor = (self.profit + 1) * UNIT - 1;
        let relaxed = relax(self.core, &mut self.network, &mut node, &left, floor);
        self.offer(&node, &left);
        node.bound = node.bound.min(relaxed.bound.div_euclid(UNIT));
        if node.bound <= self.profit || relaxed.whole {
            return None;
        }
        self.fix(&mut node, &relaxed);
        let branch = self.branching(&node)?;
        node.depth += 1;
        let mut other = node.clone();
        match branch {
            Branch::Customer(customer) => {
                other.choice[customer] = Choice::Out;
                node.choice[customer] = Choice::In;
            }
            Branch::Part(part) => {
                other.refuse(self.core, part);
                node.pay(self.core, part);
            }
        }
        self.keep(other);
        Some(node)
    }

    /// Takes the smaller set, filled up, as the best so far if it is.
    fn offer(&mut self, node: &Node, left: &Left) {
        let inside = fill(self.core, node, left);
        let profit = left.base + node.weigh(self.core, &inside).0;
        if profit > self.profit {
            self.profit = profit;
            let chosen = |customer: usize| match node.choice[customer] {
                Choice::In => true,
                Choice::Out => false,
                Choice::Open => inside[customer],
            };
            self.best = (0..inside.len()).map(chosen).collect();
        }
    }

    /// Decides every customer whose opposite would cost more than there is between bound and best.
    fn fix(&self, node: &mut Node, relaxed: &Relaxed) {
        let slack = relaxed.last - (self.profit + 1) * UNIT;
        for customer in 0..node.choice.len() {
            if !node.is_open(customer) {
                continue;
            }
            let lacks = |part: &u32| self.network.lacks[*part as usize];
            if self.network.has[customer] > slack {
                node.choice[customer] = Choice::In;
            } else if self.core.parts[customer].iter().map(lacks).sum::<i64>() > slack {
                node.choice[customer] = Choice::Out;
            }
        }
    }

    /// What to branch on: the part of greatest cost, with all that goes with it, times the profit it stands for.
    fn branching(&self, node: &Node) -> Option<Branch> {
        let between =
            |customer: usize| node.is_open(customer) && node.larger[customer] && !node.smaller[customer];
        let mut best: Option<(u64, usize)> = None;
        for (part, customers) in self.core.customers.iter().enumerate() {
            let open = customers.iter().filter(|&&customer| node.is_open(customer as usize)).count();
            let used = customers.iter().any(|&at| node.is_open(at as usize) && node.smaller[at as usize]);
            if node.paid[part] || used || open < 2 {
                continue;
            }
            let unpaid = self.core.with[part].iter().filter(|with| !node.paid[**with as usize]);
            let cost: u64 = unpaid.map(|with| self.core.cost[*with as usize]).sum();
            let waiting = customers.iter().filter(|&&customer| between(customer as usize));
            let score = cost * waiting.map(|&customer| self.core.profit[customer as usize]).sum::<u64>();
            if score > best.map_or(0, |(most, _)| most) {
                best = Some((score, part));
            }
        }
        if let Some((_, part)) = best {
            return Some(Branch::Part(part));
        }
        let open = |customer: &usize| node.is_open(*customer);
        let earn = |customer: &usize| (between(*customer), self.core.profit[*customer], Reverse(*customer));
        (0..node.choice.len()).filter(open).max_by_key(earn).map(Branch::Customer)
    }
}
