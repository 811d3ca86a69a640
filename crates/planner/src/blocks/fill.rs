//! The best of some variables under a few rows of sizes: several knapsacks at once.
//!
//! Rows are taken in pairs. What takes of one pair alone is listed beforehand, the best for every room; what takes of several pairs
//! is tried in and out, depth first. At a price for each row's room, what a variable brings beyond the price of what it takes bounds
//! what is not yet tried, and what a pair's own variables can make of its room, the rest of it sold, bounds the pair.
//!
//! First only what is nearly as good as the linear relaxation is looked for, then less good ones: little is tried in vain.

use super::lists::List;
use super::pairs::{Paired, Several};
use crate::simplex::{Program, Solved, Tableau};

/// How far below the relaxation is looked at first: a share of the way to the known choice, and at most of the whole; and how that grows.
const DEPTH: f64 = 0.25;
const DEPTH_MOST: f64 = 1e-2;
const DEPTH_GROWTH: f64 = 1.6;

/// What was found.
#[derive(Debug)]
pub(super) struct Filled {
    /// No choice is worth more.
    pub bound: f64,
    pub chosen: Vec<usize>,
    pub steps: u64,
}

/// max gain · x under rows without negative sizes; `start` is a choice that keeps them. Beyond so many steps a bound stands in.
pub(super) fn fill(program: &Program, start: &[usize], steps_max: u64) -> Filled {
    let mut best: f64 = start.iter().map(|&column| program.gain[column]).sum();
    let mut found = Filled { bound: program.gain.iter().sum(), chosen: start.to_vec(), steps: 0 };
    let mut tableau = Tableau::new(program);
    let Solved::Optimal(relaxed) = tableau.solve(f64::NEG_INFINITY) else { return found };
    found.bound = found.bound.min(relaxed);
    let prices: Vec<f64> = tableau.prices().iter().map(|price| price.max(0.0)).collect();
    let mut paired = Paired::of(program, &prices, true);
    let mut in_pairs = true;
    let mut depth = (DEPTH * (paired.top - best)).min(DEPTH_MOST * paired.top).max(1e-6);
    while best < found.bound - 1e-9 {
        let floor = best.max(paired.top - depth);
        let Some(mut filling) = Filling::new(&paired, program, &prices, floor) else {
            // Lists for pairs that are too long are left alone; those for single rows are short.
            if !std::mem::take(&mut in_pairs) {
                break;
            }
            paired = Paired::of(program, &prices, false);
            continue;
        };
        filling.steps_max = steps_max.saturating_sub(found.steps);
        filling.go();
        found.steps += filling.steps + filling.listed;
        found.bound = found.bound.min(filling.best.max(filling.unseen));
        if let Some(choice) = filling.best_choice {
            best = filling.best;
            found.chosen = choice;
        }
        if filling.unseen > f64::NEG_INFINITY {
            break;
        }
        depth *= DEPTH_GROWTH;
    }
    found
}

struct Filling<'a> {
    paired: &'a Paired,
    prices: &'a [f64],
    lists: Vec<List>,
    /// Surpluses above zero of the variables of several pairs, from each place on.
    after: Vec<f64>,
    left: Vec<f64>,
    inside: Vec<usize>,
    /// What is inside is worth.
    gain: f64,
    best: f64,
    best_choice: Option<Vec<usize>>,
    /// The best bound of what was not looked at for want of steps.
    unseen: f64,
    listed: u64,
    steps: u64,
    steps_max: u64,
}

impl<'a> Filling<'a> {
    /// A search for choices worth more than the floor; none where lists would be too long.
    fn new(paired: &'a Paired, program: &Program, prices: &'a [f64], floor: f64) -> Option<Self> {
        let left: Vec<f64> = program.rows.iter().map(|row| row.limit).collect();
        let of =
            |rows: &[usize], values: &[f64]| [values[rows[0]], rows.get(1).map_or(0.0, |&row| values[row])];
        let lists = paired.pairs.iter().zip(&paired.own);
        let room = paired.top - floor + 1e-6;
        let lists: Option<Vec<List>> =
            lists.map(|(rows, own)| List::of(own, of(rows, &left), of(rows, prices), room)).collect();
        let lists = lists?;
        let mut after = vec![0.0; paired.several.len() + 1];
        for at in (0..paired.several.len()).rev() {
            after[at] = after[at + 1] + paired.several[at].surplus.max(0.0);
        }
        Some(Self {
            paired,
            prices,
            listed: lists.iter().map(|list| list.len() as u64).sum(),
            lists,
            after,
            left,
            inside: Vec::new(),
            gain: paired.free_worth,
            best: floor,
            best_choice: None,
            unseen: f64::NEG_INFINITY,
            steps: 0,
            steps_max: u64::MAX,
        })
    }

    fn go(&mut self) {
        self.offer();
        if let Some(held) = self.held() {
            self.look(0, held);
        }
    }

    /// Tries what is left of the variables of several pairs, from this place on.
    fn look(&mut self, from: usize, held: f64) {
        let paired = self.paired;
        for at in from..paired.several.len() {
            let several = &paired.several[at];
            let bound = self.gain + held + self.after[at] + several.surplus.min(0.0);
            if bound <= self.best + 1e-9 {
                return;
            }
            if !several.takes.iter().all(|&(row, size)| size <= self.left[row] + 1e-9) {
                continue;
            }
            if self.steps >= self.steps_max {
                self.unseen = self.unseen.max(bound);
                return;
            }
            self.steps += 1;
            self.take(several, 1.0);
            self.inside.push(at);
            if let Some(held) = self.held()
                && self.gain + held + self.after[at + 1] > self.best + 1e-9
            {
                self.offer();
                self.look(at + 1, held);
            }
            self.inside.pop();
            self.take(several, -1.0);
        }
    }

    fn take(&mut self, several: &Several, times: f64) {
        self.gain += times * several.gain;
        for &(row, size) in &several.takes {
            self.left[row] -= times * size;
        }
    }

    fn left_of(&self, pair: usize) -> [f64; 2] {
        let rows = &self.paired.pairs[pair];
        [self.left[rows[0]], rows.get(1).map_or(0.0, |&row| self.left[row])]
    }

    /// What all pairs can make of their room at most, what is not used sold; none where it is too little.
    fn held(&self) -> Option<f64> {
        let mut held: f64 = self.left.iter().zip(self.prices).map(|(left, price)| left * price).sum();
        for (pair, list) in self.lists.iter().enumerate() {
            held += list.surplus(self.left_of(pair))?;
        }
        Some(held)
    }

    /// Takes what is inside, with the best of each pair's own variables, if it is better.
    fn offer(&mut self) {
        let own = self.lists.iter().enumerate().map(|(pair, list)| list.best(self.left_of(pair)));
        let Some(own) = own.collect::<Option<Vec<(f64, u32)>>>() else { return };
        let worth = self.gain + own.iter().map(|own| own.0).sum::<f64>();
        if worth > self.best + 1e-9 {
            self.best = worth;
            let own = self.lists.iter().zip(&own).flat_map(|(list, own)| list.columns(own.1));
            let several = self.inside.iter().map(|&at| self.paired.several[at].column);
            self.best_choice = Some(self.paired.free.iter().copied().chain(several).chain(own).collect());
        }
    }
}
