//! Betters a plan by taking some of it down and filling it up again, many thousand times.
//!
//! A little worse is accepted at first, and ever less of it (ruin and recreate with annealing, Schrimpf, Schneider,
//! Stamm-Wilbrandt and Dueck 2000). What is filled in first is what the linear relaxation would rather have. The draws are seeded.

use super::standing::Standing;
use crate::branch::keeps;
use crate::draw::Draw;
use crate::simplex::Program;

/// Rounds of the first annealing; each next one is longer.
const ROUNDS: u64 = 10_000;
const ROUNDS_GROWTH: f64 = 1.5;
/// What may be lost in a round at first and in the end, as a share of what is middling among the planned.
const HOT: f64 = 0.2;
const COLD: f64 = 0.01;

pub(super) struct Rebuild<'a> {
    standing: Standing<'a>,
    columns: Vec<Vec<usize>>,
    /// Variables in the order in which they are filled in.
    order: Vec<usize>,
    /// What is middling among the gains of what is planned.
    middling: f64,
    round: u64,
    rounds: u64,
    draw: Draw,
}

impl<'a> Rebuild<'a> {
    /// `relaxed` are the linear relaxation's values and what moving them costs.
    pub fn new(program: &'a Program, columns: Vec<Vec<usize>>, relaxed: &[Vec<f64>; 2]) -> Self {
        let [point, far] = relaxed;
        let cost = |column: usize| if point[column] > 0.5 { -far[column] } else { far[column] };
        let mut order: Vec<usize> = (0..point.len()).collect();
        order.sort_by(|&a, &b| cost(a).total_cmp(&cost(b)).then(a.cmp(&b)));
        let (standing, draw) = (Standing::empty(program), Draw::seeded(1));
        Self { standing, columns, order, middling: 0.0, round: 0, rounds: ROUNDS, draw }
    }

    /// Goes through so many rounds, from the best known plan where an annealing begins; the best plan met, if it is better than that.
    pub fn go(&mut self, rounds: u64, plan: &[bool], value: f64) -> Option<Vec<bool>> {
        let mut best = (value + 1e-6, None);
        for _ in 0..rounds {
            if self.round == 0 {
                self.standing.load(plan);
                self.middling = middling(self.standing.program, plan);
            }
            let share = self.round as f64 / self.rounds as f64;
            self.try_one(self.middling * HOT * (COLD / HOT).powf(share));
            if self.standing.value > best.0 && self.sound() {
                best = (self.standing.value, Some(self.standing.plan.clone()));
            }
            self.round += 1;
            if self.round == self.rounds {
                self.round = 0;
                self.rounds = (self.rounds as f64 * ROUNDS_GROWTH) as u64;
                // The next one begins with the best.
                if best.1.is_some() {
                    break;
                }
            }
        }
        best.1
    }

    /// Takes down and fills up once; taken back if that loses more than chance allows.
    fn try_one(&mut self, heat: f64) {
        let before = self.standing.value;
        self.standing.mark();
        if self.draw.below(3) > 0 || !self.force_one() {
            self.clear_some();
        }
        self.fill();
        let least = before + heat * self.draw.share().max(1e-12).ln();
        if self.standing.value < least || !self.standing.whole() {
            self.standing.undo(before);
        }
    }

    /// Whether all rows are kept, without what many small changes may have added up to.
    fn sound(&self) -> bool {
        self.standing.program.rows.iter().all(|row| keeps(row, &self.standing.plan))
    }

    /// Puts in something that is not planned; whether there was room to be made for it.
    fn force_one(&mut self) -> bool {
        let at = (self.draw.share().powi(2) * self.order.len() as f64) as usize;
        let column = self.order[at];
        let before = self.standing.value;
        if self.standing.plan[column] {
            return false;
        }
        let forced = self.standing.force(column, &mut self.draw);
        if !forced {
            self.standing.undo(before);
        }
        forced
    }

    /// Takes down a share of some blocks.
    fn clear_some(&mut self) {
        let share = 0.15 + 0.5 * self.draw.share();
        for _ in 0..=self.draw.below(3) {
            let block = self.draw.below(self.columns.len());
            for at in 0..self.columns[block].len() {
                let column = self.columns[block][at];
                if self.standing.plan[column] && self.draw.share() < share {
                    self.standing.remove(column, &mut self.draw);
                }
            }
        }
    }

    /// Fills up with what fits; now and then something is passed over.
    fn fill(&mut self) {
        let passed = if self.draw.share() < 0.5 { 0.02 } else { 0.2 };
        for &column in &self.order {
            if !self.standing.plan[column] && self.standing.fits(column) && self.draw.share() >= passed {
                self.standing.turn(column);
            }
        }
    }
}

fn middling(program: &Program, plan: &[bool]) -> f64 {
    let planned = plan.iter().zip(&program.gain).filter(|(chosen, _)| **chosen);
    let mut gains: Vec<f64> = planned.map(|(_, gain)| *gain).collect();
    gains.sort_by(f64::total_cmp);
    gains.get(gains.len() / 2).copied().unwrap_or(0.0)
}
