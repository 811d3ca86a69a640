//! One pattern for each block, searched to the end: best bound first, bounded by prices.
//!
//! Each node solves the linear relaxation over the patterns that are left, from its parent's basis; at the root cuts lower it. Nodes are
//! split by where something is done that is done at most once, and patterns that no better plan can have are struck out on the way.

use std::collections::BinaryHeap;
use std::rc::Rc;

use super::Model;
use super::halves::halves;
use super::master::{Basis, Left, relax, rows_of, strike_out};
use super::parts::{Barred, Node};
use super::patterns::Pattern;
use super::prices::Priced;
use super::triples::Triples;
use crate::branch::keeps;
use crate::run::{Ended, Progress, Run};

/// Rounds of cuts at the root.
const CUT_ROUNDS: usize = 12;
/// A round has to close this share of the gap, or is the last.
const CUT_GAIN_LEAST: f64 = 0.01;
/// Of so many nodes one is followed straight down.
const DIVE_EVERY: u64 = 16;

/// The search for the best plan made of listed patterns.
pub(super) struct Chooser<'a> {
    model: Model<'a>,
    lists: Vec<Vec<Pattern>>,
    /// Those that the root's prices do not rule out.
    kept: Alive,
    open: BinaryHeap<Node>,
    /// What the best known plan is worth.
    value: f64,
    /// Plans worth no more than this are not looked for.
    asked: f64,
    /// A bound known from elsewhere.
    ceiling: f64,
    pub best: Option<Vec<bool>>,
    pub nodes: u64,
    /// What it took so far: cells of tableaus that were gone through.
    pub cells: u64,
    /// The best prices of the root without cuts.
    prices: Option<Vec<f64>>,
    nodes_opened: u64,
    /// Prices of the root, and the value that its lists were struck out for.
    root: Option<(Priced, f64)>,
    /// The share of each variable in the relaxation of the present node.
    often: Vec<f64>,
    triples: Triples,
    /// The linking rows that each variable stands in, and its size there.
    rows_of: Vec<Vec<(u32, f64)>>,
    /// Variables and linking rows of the question itself; others are those of cuts.
    own: [usize; 2],
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
        let root = Node {
            prices: priced.prices.clone(),
            barred: Vec::new(),
            bound: priced.bound,
            basis: Rc::default(),
            opened: 0,
        };
        let often = vec![0.0; model.program.gain.len()];
        let model = model.clone();
        let own = [often.len(), model.linking.len()];
        let (rows, triples) = (rows_of(&model), Triples::of(&model));
        Self {
            model,
            kept: lists.iter().map(|list| (0..list.len() as u32).collect()).collect(),
            lists,
            open: BinaryHeap::from([root]),
            value,
            asked,
            ceiling: priced.bound,
            best: None,
            nodes: 0,
            cells: 0,
            prices: None,
            nodes_opened: 0,
            root: None,
            often,
            triples,
            rows_of: rows,
            own,
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
        strike_out(&self.lists, &mut self.kept, priced, floor);
    }

    fn alive(&self, node: &Node) -> Alive {
        let list = |(block, kept): (usize, &Vec<u32>)| {
            let list = &self.lists[block];
            let allowed =
                |at: &u32| node.barred.iter().all(|barred| barred.allows(block, &list[*at as usize]));
            kept.iter().copied().filter(allowed).collect()
        };
        self.kept.iter().enumerate().map(list).collect()
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
        self.prices.clone()
    }

    /// What is worth no more is not looked at.
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
        let prices = std::mem::take(&mut node.prices);
        // The root's prices are wanted whatever its bound is.
        let is_root = self.nodes == 1;
        let floor = if is_root { f64::NEG_INFINITY } else { self.floor() };
        let mut best = self.relax(prices, &mut node.basis, alive, floor);
        if is_root {
            self.prices = Some(best.prices.clone());
            best = self.cut(best, &mut node.basis, alive);
            self.kept.clone_from(alive);
            self.root = Some((best.clone(), self.target()));
        }
        if best.bound <= self.floor() {
            return None;
        }
        node.bound = node.bound.min(best.bound);
        node.prices = best.prices;
        self.split(node, alive)
    }

    /// Lowers the root's bound by cuts, as long as they help.
    fn cut(&mut self, mut best: Priced, basis: &mut Rc<Basis>, alive: &mut Alive) -> Priced {
        for _ in 0..CUT_ROUNDS {
            if best.bound <= self.floor() || !self.triples.cut(&mut self.model, &mut self.lists) {
                break;
            }
            self.rows_of = rows_of(&self.model);
            let before = best.bound;
            best.prices.resize(self.model.linking.len(), 0.0);
            best = self.relax(best.prices, basis, alive, self.floor());
            if before - best.bound < CUT_GAIN_LEAST * (best.bound - self.floor()) {
                break;
            }
        }
        if best.bound <= self.floor() || best.prices.len() == self.own[1] {
            return best;
        }
        // A cut without a price would only make each node dearer.
        let is_kept = |place: usize| place < self.own[1] || best.prices[place] > 1e-9;
        let kept: Vec<usize> = (0..best.prices.len()).filter(|place| is_kept(*place)).collect();
        self.model.linking = kept.iter().map(|place| self.model.linking[*place]).collect();
        self.rows_of = rows_of(&self.model);
        *basis = Rc::default();
        let prices = kept.iter().map(|place| best.prices[*place]).collect();
        self.relax(prices, basis, alive, self.floor())
    }

    /// Solves the relaxation of what is left and strikes out what it rules out; the best prices.
    fn relax(&mut self, prices: Vec<f64>, basis: &mut Rc<Basis>, alive: &mut Alive, floor: f64) -> Priced {
        let left = Left { lists: &self.lists, alive };
        let first = Priced::of(&self.model, prices, |block, gain| left.best_of(block, gain));
        strike_out(&self.lists, alive, &first, self.floor());
        if alive.iter().any(Vec::is_empty) {
            return first;
        }
        let left = Left { lists: &self.lists, alive };
        let relaxed = relax(&self.model, &self.rows_of, &left, (first, basis), floor);
        self.cells += relaxed.cells;
        strike_out(&self.lists, alive, &relaxed.best, self.floor());
        self.often = relaxed.often(&self.lists, self.model.program.gain.len());
        self.offer(&relaxed.whole(&self.lists));
        self.offer(&relaxed.best.chosen());
        if self.nodes == 1 {
            let shares = relaxed.shares.iter();
            self.triples.hear(shares.map(|one| (&self.lists[one.0][one.1 as usize], one.2)));
        }
        *basis = Rc::new(relaxed.basis);
        relaxed.best
    }

    /// Opens two nodes that together have everything of this one that is left; none when it has been offered whole.
    fn split(&mut self, node: Node, alive: &mut Alive) -> Option<Node> {
        let left = Left { lists: &self.lists, alive };
        let (one, other) = halves(&self.model, &self.model.linking[..self.own[1]], &self.often, &left)?;
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
            Node {
                prices: node.prices.clone(),
                barred,
                bound: node.bound,
                basis: Rc::clone(&node.basis),
                opened: self.nodes_opened,
            }
        };
        let (first, later) = (child(first), child(later));
        self.open.push(later);
        Some(first)
    }

    /// Takes some variables as a plan if it keeps all rows and is better.
    fn offer(&mut self, columns: &[usize]) {
        let gain = &self.model.program.gain;
        let value: f64 = columns.iter().map(|&column| gain[column]).sum();
        if value <= self.value + 1e-9 {
            return;
        }
        let mut plan = vec![false; gain.len()];
        columns.iter().for_each(|&column| plan[column] = true);
        if self.model.linking.iter().all(|&at| keeps(&self.model.program.rows[at], &plan)) {
            self.value = value;
            plan.truncate(self.own[0]);
            self.best = Some(plan);
        }
    }
}
