//! Bounds by prices and betters by neighbourhoods in turns, until both meet or the watch says stop.

use super::Model;
use super::choose::Chooser;
use super::dive::dive;
use super::neighbours::Neighbours;
use super::patterns::list;
use super::prices::{Descent, Priced};
use super::rebuild::Rebuild;
use super::shrink::shrink;
use crate::branch::{Found, Outcome, keeps, maximise, with_covers};
use crate::run::{Ended, Progress, Run};
use crate::simplex::{Program, Solved, Tableau};

/// Rounds of cuts before the search.
const CUT_ROUNDS_MAX: usize = 6;
/// What pricing may cost for what bettering plans does: the most, while prices still lower the bound, and the least, when they do not.
const SHARE_MAX: f64 = 1.0;
const SHARE_MIN: f64 = 0.4;
/// What choosing among patterns may cost for the same: once there are few of them, they find plans as well.
const SHARE_CHOOSING: f64 = 5.0;
/// Of what bettering plans costs, the share of parts, and where there are few variables; the rest is rebuilding, so many rounds in a row.
const PARTS: f64 = 0.3;
const PARTS_OF_FEW: f64 = 0.6;
const ROUNDS: u64 = 300;
/// What a node of a part costs in nodes of blocks, and a round of rebuilding for each variable.
const NODE_OF_PART: f64 = 15.0;
const ROUND_OF_VARIABLE: f64 = 1e-3;
/// So few variables are left to branch and bound, at first for so many nodes.
const OPEN_MAX: usize = 300;
const FINISH_NODES: u64 = 2_000;

/// So many variables are few: their patterns are listed. Of more, time is better spent on parts.
const FEW: usize = 400;
/// Steps of prices before patterns are listed.
const CHOICE_STEPS: u64 = 40;
/// How much of the way to the target the first steps of prices go: those of the linear relaxation are good ones already, and where
/// there are few variables a step costs little.
const STRIDE: f64 = 0.25;
const STRIDE_OF_FEW: f64 = 1.0;
/// Nodes of choosing in a row, what one costs in nodes of blocks, and how many cells of its relaxations cost as much as one of these.
const CHOOSE_NODES: u64 = 200;
const NODE_OF_CHOOSING: f64 = 100.0;
const CELLS_OF_NODE: f64 = 40_000.0;
/// How far below the bound plans are asked for at first, as a share of it, and how that grows.
const ROOM: f64 = 2e-4;
const ROOM_GROWTH: f64 = 1.5;

/// max gain · x under the rows, every x yes or no. `block_of` says each variable's block.
pub(crate) fn maximise_blocks(
    program: &Program,
    block_of: &[usize],
    start: Option<Vec<bool>>,
    run: &mut Run,
) -> Outcome {
    let cut = with_covers(program, CUT_ROUNDS_MAX);
    let model = Model::of(&cut, program.rows.len(), block_of);
    let mut tableau = Tableau::new(&cut);
    let bound = match tableau.solve(f64::NEG_INFINITY) {
        Solved::Infeasible | Solved::BelowFloor => return nothing(f64::NEG_INFINITY, Ended::Proven),
        Solved::Optimal(bound) | Solved::Unsure(bound) => bound,
    };
    let prices = tableau.prices();
    let prices = model.linking.iter().map(|&at| prices[at]).collect();
    let relaxed = [tableau.point(), tableau.distances()];
    // From nothing, plans are rebuilt soon; where that is done less, the relaxation gives a better start.
    let is_small = program.gain.len() <= FEW;
    let nothing_yet = || if is_small { None } else { empty(program) };
    let plan = match start.or_else(nothing_yet).or_else(|| dive(&cut, &mut tableau)) {
        Some(plan) => plan,
        None => match any(program, run) {
            Ok(plan) => plan,
            Err(ended) => return nothing(bound, ended),
        },
    };
    let rebuild = Rebuild::new(program, model.columns.clone(), &relaxed);
    let neighbours = Neighbours::new(program, model.columns.clone(), plan, relaxed);
    let descent = Descent::from(Priced::at(&model, prices, &[]), stride(is_small));
    let owed = descent.best.effort() as f64;
    Search {
        bound,
        owed,
        bettered: 0.0,
        of_parts: 0.0,
        is_small,
        share: SHARE_MAX,
        finish_nodes: FINISH_NODES,
        nodes: 1,
        steps: 0,
        next_choice: CHOICE_STEPS,
        room: ROOM,
        chooser: None,
        model,
        neighbours,
        rebuild,
        descent,
    }
    .go(run)
}

fn stride(is_small: bool) -> f64 {
    if is_small { STRIDE_OF_FEW } else { STRIDE }
}

/// The plan of nothing, unless something is a must.
fn empty(program: &Program) -> Option<Vec<bool>> {
    let plan = vec![false; program.gain.len()];
    program.rows.iter().all(|row| keeps(row, &plan)).then_some(plan)
}

/// Any plan at all, when diving found none.
fn any(program: &Program, run: &mut Run) -> Result<Vec<bool>, Ended> {
    let columns = program.gain.len();
    let indifferent = Program { gain: vec![0.0; columns], rows: program.rows.clone() };
    let outcome = maximise(&indifferent, vec![None; columns], None, &mut run.within());
    outcome.best.map(|best| best.point).ok_or(outcome.ended)
}

fn nothing(bound: f64, ended: Ended) -> Outcome {
    let bound = if ended == Ended::Proven { f64::NEG_INFINITY } else { bound };
    Outcome { best: None, bound, nodes: 1, ended }
}

struct Search<'a> {
    model: Model<'a>,
    neighbours: Neighbours<'a>,
    rebuild: Rebuild<'a>,
    descent: Descent,
    bound: f64,
    /// Spent on pricing, in nodes of blocks, and not yet matched by what is spent on bettering plans.
    owed: f64,
    /// Spent on bettering plans, and what of it on parts.
    bettered: f64,
    of_parts: f64,
    /// Whether there are few variables.
    is_small: bool,
    /// What pricing may cost for what bettering plans does.
    share: f64,
    /// Nodes that branch and bound may take when it is tried next.
    finish_nodes: u64,
    nodes: u64,
    /// Steps of prices so far, and after how many patterns are listed next.
    steps: u64,
    next_choice: u64,
    /// How far below the bound plans are asked for, as a share of it, and the search for them.
    room: f64,
    chooser: Option<Chooser<'a>>,
}

impl<'a> Search<'a> {
    fn go(mut self, run: &mut Run) -> Outcome {
        loop {
            self.bound = self.bound.min(self.descent.best.bound).max(self.neighbours.value);
            let value = self.neighbours.value;
            if self.bound <= value + 1e-9 * value.abs() {
                return self.outcome(Ended::Proven);
            }
            let progress = Progress { nodes: self.nodes, value: Some(value), bound: self.bound };
            if let Some(ended) = run.check(&progress) {
                return self.outcome(ended);
            }
            self.nodes += 1;
            self.better();
            if self.owed > 0.0 {
                continue;
            }
            if self.chooser.is_none() {
                self.price();
                self.steps += 1;
            }
            if self.chooser.is_some() || self.is_small && self.steps >= self.next_choice {
                self.next_choice = self.steps + self.steps / 2;
                if self.choose(run) {
                    return self.outcome(Ended::Proven);
                }
            }
            if self.chooser.is_none() && self.descent.settled() && self.finish(run) {
                return self.outcome(Ended::Proven);
            }
        }
    }

    /// Betters the plan, by parts and by rebuilding in turns.
    fn better(&mut self) {
        let share = if self.is_small { PARTS_OF_FEW } else { PARTS };
        let of_parts = self.of_parts <= share * self.bettered;
        let cost = if of_parts {
            let before = self.neighbours.nodes;
            self.neighbours.try_one(&self.model.fixed);
            NODE_OF_PART * (self.neighbours.nodes - before) as f64
        } else {
            if let Some(plan) = self.rebuild.go(ROUNDS, &self.neighbours.plan, self.neighbours.value) {
                self.neighbours.take(plan);
            }
            ROUND_OF_VARIABLE * ROUNDS as f64 * self.model.fixed.len() as f64
        };
        self.of_parts += if of_parts { cost } else { 0.0 };
        self.bettered += cost;
        self.owed -= cost * self.share;
    }

    /// One step of prices.
    fn price(&mut self) {
        let before = self.descent.best.bound;
        let now = self.descent.step(&self.model, self.neighbours.value);
        self.owed += now.effort() as f64;
        self.neighbours.remember(&now.choices);
        let helped = self.descent.best.bound < before - 1e-5 * before.abs();
        self.share = if helped { SHARE_MAX } else { (self.share * 0.98).max(SHARE_MIN) };
    }

    /// Settles what can be settled and, when little is left, searches that; whether that was carried to the end.
    fn finish(&mut self, run: &mut Run) -> bool {
        let value = self.neighbours.value;
        let progress = Progress { nodes: self.nodes, value: Some(value), bound: self.bound };
        self.descent.best.settle(&mut self.model, value, || run.check(&progress).is_none());
        self.descent.renew();
        let open = self.model.open();
        if open > OPEN_MAX {
            return false;
        }
        let Some(shrunk) = shrink(&self.model.program, &self.model.fixed) else { return true };
        let start = shrunk.open.iter().map(|&column| self.neighbours.plan[column]).collect();
        let outcome =
            maximise(&shrunk.program, vec![None; open], Some(start), &mut run.briefly(self.finish_nodes));
        self.finish_nodes *= 2;
        self.nodes += outcome.nodes;
        if let Some(best) = outcome.best {
            let mut plan: Vec<bool> = self.model.fixed.iter().map(|fix| *fix == Some(true)).collect();
            for (&column, chosen) in shrunk.open.iter().zip(&best.point) {
                plan[column] = *chosen;
            }
            self.neighbours.take(plan);
        }
        outcome.ended == Ended::Proven
    }

    /// Asks for plans that are nearly as good as the bound, then for less good ones, as long as what such plans can hold is little:
    /// each time one is found or the bound is lower. Whether the best is proven.
    fn choose(&mut self, run: &mut Run) -> bool {
        loop {
            let Some(mut chooser) = self.chooser.take().or_else(|| self.chooser()) else { return false };
            self.share = SHARE_CHOOSING;
            chooser.hear(self.neighbours.value, self.bound);
            let (before, cells) = (chooser.nodes, chooser.cells);
            let ended = chooser.go(&mut run.briefly(before + CHOOSE_NODES));
            self.nodes += chooser.nodes - before;
            self.owed += NODE_OF_CHOOSING * (chooser.nodes - before) as f64
                + (chooser.cells - cells) as f64 / CELLS_OF_NODE;
            self.bound = self.bound.min(chooser.bound());
            if let Some(plan) = chooser.best.take() {
                self.neighbours.take(plan);
            }
            if ended != Ended::Proven {
                self.chooser = Some(chooser);
                return false;
            }
            if self.bound <= self.neighbours.value {
                return true;
            }
            self.adopt(chooser.prices());
            self.room *= ROOM_GROWTH;
        }
    }

    /// A search among what can be in plans that are less than `room` below the bound; none where that is too much.
    fn chooser(&mut self) -> Option<Chooser<'a>> {
        let (value, priced) = (self.neighbours.value, &self.descent.best);
        let asked = value.max(self.bound - self.room * self.bound.abs());
        let listed = list(&self.model, priced, asked);
        if listed.is_none() {
            self.room /= 2.0 * ROOM_GROWTH;
        }
        Some(Chooser::new(&self.model, listed?, priced, [value, asked]))
    }

    /// Goes on from prices found among patterns, if they are better.
    fn adopt(&mut self, prices: Option<Vec<f64>>) {
        let Some(prices) = prices else { return };
        let priced = Priced::at(&self.model, prices, &self.descent.best.choices);
        self.owed += priced.effort() as f64;
        if priced.bound < self.descent.best.bound {
            self.descent = Descent::from(priced, stride(self.is_small));
        }
    }

    fn outcome(self, ended: Ended) -> Outcome {
        let value = self.neighbours.value;
        let bound = if ended == Ended::Proven { value } else { self.bound };
        Outcome { best: Some(Found { value, point: self.neighbours.plan }), bound, nodes: self.nodes, ended }
    }
}
