//! Betters a plan by solving small parts of it exactly, everything else held fast.
//!
//! Two kinds of parts take turns: what is nearest to being planned in a few blocks drawn at random, and what
//! blocks chose most often of late at good prices. The draws are seeded: the same program gives the same plans.

use super::alone::Choice;
use super::shrink::shrink;
use crate::branch::maximise;
use crate::run::Run;
use crate::simplex::Program;

/// Sizes of a part, in variables.
const SIZE_MIN: f64 = 60.0;
const SIZE_MAX: f64 = 600.0;

/// A plan and ways to better it.
pub(super) struct Neighbours<'a> {
    program: &'a Program,
    columns: Vec<Vec<usize>>,
    pub plan: Vec<bool>,
    pub value: f64,
    /// How often each variable was chosen of late at good prices, in [0, 1].
    often: Vec<f64>,
    /// What moving each variable costs the linear relaxation.
    far: Vec<f64>,
    /// Size of the parts of either kind: such that most are just solved within their limit of nodes.
    size: [f64; 2],
    turn: usize,
    /// Turns since the plan was bettered.
    stale: u64,
    /// Nodes looked at so far.
    pub nodes: u64,
    seed: u64,
}

/// Σ gain of what is chosen.
fn worth(program: &Program, plan: &[bool]) -> f64 {
    plan.iter().zip(&program.gain).filter(|(chosen, _)| **chosen).map(|(_, gain)| gain).sum()
}

impl<'a> Neighbours<'a> {
    /// `point` and `far` are the linear relaxation's values and what moving them costs.
    pub fn new(
        program: &'a Program,
        columns: Vec<Vec<usize>>,
        plan: Vec<bool>,
        relaxed: [Vec<f64>; 2],
    ) -> Self {
        let [often, far] = relaxed;
        let value = worth(program, &plan);
        let (size, turn, stale, nodes, seed) = ([150.0; 2], 0, 0, 0, 1);
        Self { program, columns, plan, value, often, far, size, turn, stale, nodes, seed }
    }

    /// Remembers what was chosen at some prices.
    pub fn remember(&mut self, choices: &[Choice]) {
        self.often.iter_mut().for_each(|often| *often *= 0.95);
        for &column in choices.iter().flat_map(|choice| &choice.columns) {
            self.often[column] += 0.05;
        }
    }

    /// Takes a plan if it is better.
    pub fn take(&mut self, plan: Vec<bool>) {
        let value = worth(self.program, &plan);
        self.stale += 1;
        if value > self.value + 1e-9 {
            (self.value, self.plan, self.stale) = (value, plan, 0);
        }
    }

    /// Solves one part.
    pub fn try_one(&mut self, fixed: &[Option<bool>]) {
        self.turn += 1;
        let kind = usize::from(self.turn % 3 == 2);
        let part = if kind == 0 { self.near_in_some_blocks(fixed) } else { self.often_chosen(fixed) };
        let whole_size = part.len() >= self.size[kind] as usize;
        let mut given: Vec<Option<bool>> = self.plan.iter().map(|chosen| Some(*chosen)).collect();
        for column in part {
            given[column] = None;
        }
        let Some(shrunk) = shrink(self.program, &given) else { return };
        let start = shrunk.open.iter().map(|&column| self.plan[column]).collect();
        let nodes_max = (150 + self.stale).min(500);
        let mut run = Run::nodes(nodes_max);
        let outcome = maximise(&shrunk.program, vec![None; shrunk.open.len()], Some(start), &mut run);
        self.nodes += outcome.nodes;
        // A part that was small for want of variables says nothing about the size that can be solved.
        let change = if outcome.nodes >= nodes_max { 0.97 } else { 1.03 };
        if whole_size {
            self.size[kind] = (self.size[kind] * change).clamp(SIZE_MIN, SIZE_MAX);
        }
        let Some(best) = outcome.best else { return };
        let mut plan = self.plan.clone();
        for (&column, chosen) in shrunk.open.iter().zip(&best.point) {
            plan[column] = *chosen;
        }
        self.take(plan);
    }

    /// In some blocks, what is planned there and what is nearest to being so.
    fn near_in_some_blocks(&mut self, fixed: &[Option<bool>]) -> Vec<usize> {
        let count = self.columns.len();
        let share = self.draw();
        let wanted = (2 + (share * share * (count - 1) as f64) as usize).min(count);
        let mut blocks: Vec<usize> = (0..count).collect();
        for at in 0..wanted {
            let other = at + (self.draw() * (count - at) as f64) as usize;
            blocks.swap(at, other);
        }
        let mut ranked = Vec::new();
        for block in &blocks[..wanted] {
            for column in self.columns[*block].clone() {
                if fixed[column].is_none() {
                    let chance = (0.02 + self.draw().powi(3)) / (0.1 + self.often[column]);
                    let rank = if self.plan[column] { -1.0 } else { (self.far[column] + 0.3) * chance };
                    ranked.push((rank, column));
                }
            }
        }
        first(ranked, self.size[0] as usize)
    }

    /// Most of what is planned, and what was chosen most often of late, in all blocks.
    fn often_chosen(&mut self, fixed: &[Option<bool>]) -> Vec<usize> {
        let mut ranked = Vec::new();
        for column in (0..self.plan.len()).filter(|&column| fixed[column].is_none()) {
            let kept = self.plan[column] && self.draw() < 0.8;
            let rank = if kept { -10.0 } else { -(self.often[column] + 0.01) * (0.05 + self.draw()) };
            ranked.push((rank, column));
        }
        first(ranked, self.size[1] as usize)
    }

    /// Evenly in [0, 1), after Steele, Lea and Flood's SplitMix64.
    fn draw(&mut self) -> f64 {
        self.seed = self.seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.seed;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The columns of lowest rank.
fn first(mut ranked: Vec<(f64, usize)>, count: usize) -> Vec<usize> {
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    ranked.into_iter().take(count).map(|(_, column)| column).collect()
}
