//! One pattern for each block, searched to the end: depth first, bounded by prices.
//!
//! Listed patterns make prices cheap, so that every node betters its own from where its parent's were. Nodes are split by where
//! something is done that is done at most once, and patterns that no better plan can have are struck out on the way.

use std::collections::BinaryHeap;

use super::Model;
use super::alone::Choice;
use super::parts::{Barred, Node};
use super::patterns::Pattern;
use super::prices::{Descent, Priced};
use crate::branch::keeps;
use crate::run::{Ended, Progress, Run};

/// Steps of prices at the root and at any other node.
const ROOT_STEPS: usize = 300;
const STEPS: usize = 24;
/// Of so many nodes one is followed straight down.
const DIVE_EVERY: u64 = 16;

/// The search for the best plan made of listed patterns.
pub(super) struct Chooser<'a> {
    model: Model<'a>,
    lists: Vec<Vec<Pattern>>,
    open: BinaryHeap<Node>,
    /// What the best known plan is worth.
    value: f64,
    /// Plans worth no more than this are not looked for.
    asked: f64,
    /// A bound known from elsewhere.
    ceiling: f64,
    pub best: Option<Vec<bool>>,
    pub nodes: u64,
    nodes_opened: u64,
    /// Prices of the root, and the value that its lists were struck out for.
    root: Option<(Priced, f64)>,
    /// The share of steps in which each variable was chosen at the present node, later ones counting more.
    often: Vec<f64>,
}

/// Positions of patterns in the list of each block.
type Alive = Vec<Vec<u32>>;

impl<'a> Chooser<'a> {
    /// `value` is that of a known plan; better ones than `asked` are looked for.
    pub fn new(
        model: &Model<'a>,
        lists: Vec<Vec<Pattern>>,
        priced: &Priced,
        [value, asked]: [f64; 2],
    ) -> Self {
        let root = Node { prices: priced.prices.clone(), barred: Vec::new(), bound: priced.bound, opened: 0 };
        let often = vec![0.0; model.program.gain.len()];
        let model = model.clone();
        Self {
            model,
            lists,
            open: BinaryHeap::from([root]),
            value,
            asked,
            ceiling: priced.bound,
            best: None,
            nodes: 0,
            nodes_opened: 0,
            root: None,
            often,
        }
    }

    /// Searches until nothing is open: mostly the node of the best bound, and every so often straight down from it.
    pub fn go(&mut self, run: &mut Run) -> Ended {
        while let Some(node) = self.open.pop() {
            if node.bound <= self.floor() {
                continue;
            }
            self.shorten();
            let mut alive = self.alive(&node);
            let mut diving = Some(node);
            let mut steps = if self.nodes.is_multiple_of(DIVE_EVERY) { usize::MAX } else { 1 };
            while let Some(node) = diving.take() {
                let progress = Progress {
                    nodes: self.nodes,
                    value: Some(self.value),
                    bound: self.bound().max(node.bound).min(self.ceiling),
                };
                if let Some(ended) = run.check(&progress) {
                    self.open.push(node);
                    return ended;
                }
                self.nodes += 1;
                steps -= 1;
                diving = self.look(node, &mut alive);
                if steps == 0 {
                    self.open.extend(diving.take());
                }
            }
        }
        Ended::Proven
    }

    /// Drops for good what the root's prices rule out since a better plan was found.
    fn shorten(&mut self) {
        let floor = self.floor();
        let Some((priced, value)) = self.root.as_mut().filter(|root| root.1 < floor) else { return };
        *value = floor;
        for (list, choice) in self.lists.iter_mut().zip(&priced.choices) {
            let rest = priced.bound - choice.value;
            list.retain(|pattern| rest + worth(pattern, &priced.gain) > floor);
        }
    }

    fn alive(&self, node: &Node) -> Alive {
        let list = |(block, list): (usize, &Vec<Pattern>)| {
            let allowed =
                |at: &u32| node.barred.iter().all(|barred| barred.allows(block, &list[*at as usize]));
            (0..list.len() as u32).filter(allowed).collect()
        };
        self.lists.iter().enumerate().map(list).collect()
    }

    /// No plan is worth more.
    pub fn bound(&self) -> f64 {
        self.open.peek().map_or(self.target(), |node| node.bound.max(self.target()))
    }

    /// Hears of a plan worth `value` that was found elsewhere, and of a bound.
    pub fn hear(&mut self, value: f64, ceiling: f64) {
        self.value = self.value.max(value);
        self.ceiling = ceiling;
    }

    /// The best prices found at the root.
    pub fn prices(&self) -> Option<Vec<f64>> {
        self.root.as_ref().map(|root| root.0.prices.clone())
    }

    fn floor(&self) -> f64 {
        self.target() + 1e-9 * (1.0 + self.target().abs())
    }

    fn target(&self) -> f64 {
        self.value.max(self.asked)
    }

    /// Bounds a node and opens what is left of it; hands back the part that is to be looked at first.
    fn look(&mut self, mut node: Node, alive: &mut Alive) -> Option<Node> {
        if alive.iter().any(Vec::is_empty) {
            return None;
        }
        let first = Priced::of(&self.model, std::mem::take(&mut node.prices), self.solve(alive));
        strike_out(&self.lists, alive, &first, self.floor());
        self.offer(&first);
        let mut descent = Descent::hastily(first);
        let steps = if self.nodes == 1 { ROOT_STEPS } else { STEPS };
        self.often.fill(0.0);
        for step in 1..=steps {
            let now = descent.step_by(&self.model, self.target(), self.solve(alive)).clone();
            let weight = 2.0 / (step + 1) as f64;
            self.often.iter_mut().for_each(|often| *often *= 1.0 - weight);
            for &column in now.choices.iter().flat_map(|choice| &choice.columns) {
                self.often[column] += weight;
            }
            self.offer(&now);
            if descent.best.bound <= self.floor() {
                self.note_root(&descent.best);
                return None;
            }
            if descent.settled() {
                break;
            }
        }
        node.bound = node.bound.min(descent.best.bound);
        strike_out(&self.lists, alive, &descent.best, self.floor());
        node.prices = descent.best.prices.clone();
        self.note_root(&descent.best);
        self.split(node, alive)
    }

    fn note_root(&mut self, best: &Priced) {
        if self.nodes == 1 {
            self.root = Some((best.clone(), self.target()));
        }
    }

    /// The best of what is left of a block at some gains.
    fn solve<'b>(&'b self, alive: &'b Alive) -> impl Fn(usize, &[f64]) -> Choice + 'b {
        |block, gain| best_of(&self.lists[block], &alive[block], gain)
    }

    /// Opens two nodes that together have everything of this one that is left; none when it has been offered whole.
    fn split(&mut self, node: Node, alive: &mut Alive) -> Option<Node> {
        let (one, other) = self.halves(alive)?;
        let keep = |barred: &Barred| -> Alive {
            let list = |(block, alive): (usize, &Vec<u32>)| {
                let allowed = |at: &u32| barred.allows(block, &self.lists[block][*at as usize]);
                alive.iter().copied().filter(allowed).collect()
            };
            alive.iter().enumerate().map(list).collect()
        };
        let (left, right) = (keep(&one), keep(&other));
        let size = |alive: &Alive| alive.iter().map(Vec::len).sum::<usize>();
        let (later, first) = if size(&left) < size(&right) { (one, other) } else { (other, one) };
        *alive = if size(&left) < size(&right) { right } else { left };
        let mut child = |barred: Barred| {
            self.nodes_opened += 1;
            let barred = node.barred.iter().cloned().chain([barred]).collect();
            Node { prices: node.prices.clone(), barred, bound: node.bound, opened: self.nodes_opened }
        };
        let (first, later) = (child(first), child(later));
        self.open.push(later);
        Some(first)
    }

    /// Two ways to bar patterns, of which every plan keeps one.
    fn halves(&self, alive: &Alive) -> Option<(Barred, Barred)> {
        let mut best: Option<(f64, (Barred, Barred))> = None;
        for &at in &self.model.linking {
            let row = &self.model.program.rows[at];
            if row.limit != 1.0 || row.terms.iter().any(|(_, size)| *size != 1.0) {
                continue;
            }
            let whole: f64 = row.terms.iter().map(|(column, _)| self.often[*column]).sum();
            let mut before = 0.0;
            for split in 1..row.terms.len() {
                before += self.often[row.terms[split - 1].0];
                let score = before.min(whole - before);
                if score > best.as_ref().map_or(0.05, |best| best.0) {
                    let columns: Vec<u32> = row.terms.iter().map(|(column, _)| *column as u32).collect();
                    let (first, last) = columns.split_at(split);
                    best = Some((score, (Barred::Any(first.to_vec()), Barred::Any(last.to_vec()))));
                }
            }
        }
        best.map(|best| best.1).or_else(|| self.yes_or_no(alive))
    }

    /// The variable least sure, with and without it.
    fn yes_or_no(&self, alive: &Alive) -> Option<(Barred, Barred)> {
        let mut best: Option<(f64, usize, u32)> = None;
        for (block, alive) in alive.iter().enumerate() {
            for &column in &self.model.columns[block] {
                let unsure = 0.5 - (self.often[column] - 0.5).abs();
                let column = column as u32;
                if best.is_some_and(|best| best.0 >= unsure) {
                    continue;
                }
                let with =
                    alive.iter().filter(|&&at| self.lists[block][at as usize].contains(&column)).count();
                if with > 0 && with < alive.len() {
                    best = Some((unsure, block, column));
                }
            }
        }
        best.map(|(_, block, column)| (Barred::Any(vec![column]), Barred::Without(block, column)))
    }

    /// Takes what the blocks choose as a plan if it keeps all rows and is better.
    fn offer(&mut self, priced: &Priced) {
        let gain = &self.model.program.gain;
        let columns = || priced.choices.iter().flat_map(|choice| &choice.columns);
        let value: f64 = columns().map(|&column| gain[column]).sum();
        if value <= self.floor() {
            return;
        }
        let mut plan = vec![false; gain.len()];
        columns().for_each(|&column| plan[column] = true);
        if self.model.linking.iter().all(|&at| keeps(&self.model.program.rows[at], &plan)) {
            self.value = value;
            self.best = Some(plan);
        }
    }
}

/// Strikes out the patterns that no plan worth more than the floor has.
fn strike_out(lists: &[Vec<Pattern>], alive: &mut Alive, priced: &Priced, floor: f64) {
    for ((alive, choice), list) in alive.iter_mut().zip(&priced.choices).zip(lists) {
        let rest = priced.bound - choice.value;
        alive.retain(|&at| rest + worth(&list[at as usize], &priced.gain) > floor);
    }
}

fn worth(pattern: &Pattern, gain: &[f64]) -> f64 {
    pattern.iter().map(|&column| gain[column as usize]).sum()
}

fn best_of(list: &[Pattern], alive: &[u32], gain: &[f64]) -> Choice {
    let mut best = (f64::NEG_INFINITY, 0);
    for &at in alive {
        let worth = worth(&list[at as usize], gain);
        if worth > best.0 {
            best = (worth, at);
        }
    }
    let columns =
        list.get(best.1 as usize).map(|pattern| pattern.iter().map(|&column| column as usize).collect());
    Choice { value: best.0, columns: columns.unwrap_or_default(), nodes: 0 }
}
