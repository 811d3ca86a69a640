//! Best-first branch and bound for programs of yes/no variables, diving between the best-first picks.
//!
//! Deterministic: ties are broken by position. The bound is that of the linear relaxation; branching looks one
//! dual step ahead (Tomlin's penalties); what reduced gains rule out is fixed at every node.

mod covers;
mod node;

pub(crate) use covers::with_covers;

use crate::run::{Ended, Progress, Run};
use crate::simplex::{Program, Row, Solved, Tableau};
use node::{Node, Open};

/// Points may break a row by this much, for the rounding of sums of decimals.
pub(crate) const TOLERANCE: f64 = 1e-7;

/// What a search found.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub value: f64,
    pub point: Vec<bool>,
}

#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    /// The best point; `None` when there is none, or none was found in time.
    pub best: Option<Found>,
    pub bound: f64,
    pub nodes: u64,
    pub ended: Ended,
}

/// max gain · x under the rows, every x yes or no; `fixed` says what is given.
pub(crate) fn maximise(
    program: &Program,
    fixed: Vec<Option<bool>>,
    start: Option<Vec<bool>>,
    run: &mut Run,
) -> Outcome {
    let mut search = Search::new(program, start.filter(|point| respects(point, &fixed)));
    search.open.push(Node { bound: f64::INFINITY, fixed, depth: 0 });
    let ended = search.go(run);
    search.outcome(ended)
}

fn respects(point: &[bool], fixed: &[Option<bool>]) -> bool {
    point.iter().zip(fixed).all(|(x, fix)| fix.is_none_or(|fix| fix == *x))
}

struct Search<'a> {
    program: &'a Program,
    tableau: Tableau<'a>,
    open: Open,
    best: Option<Found>,
    nodes: u64,
    /// Values differ by at least this much, if they differ.
    grain: f64,
}

impl<'a> Search<'a> {
    fn new(program: &'a Program, start: Option<Vec<bool>>) -> Self {
        let mut search = Self {
            program,
            tableau: Tableau::new(program),
            open: Open::default(),
            best: None,
            nodes: 0,
            grain: grain(&program.gain),
        };
        if let Some(point) = start {
            search.offer(point);
        }
        search
    }

    fn go(&mut self, run: &mut Run) -> Ended {
        while let Some(node) = self.open.pop() {
            if node.bound <= self.floor() {
                continue;
            }
            let mut diving = Some(node);
            while let Some(node) = diving.take() {
                let bound = node.bound.max(self.open.bound());
                let value = self.best.as_ref().map(|best| best.value);
                if let Some(ended) = run.check(&Progress { nodes: self.nodes, value, bound }) {
                    self.open.push(node);
                    return ended;
                }
                self.nodes += 1;
                diving = self.look(node);
            }
        }
        Ended::Proven
    }

    /// Nothing at or below this is worth looking at.
    fn floor(&self) -> f64 {
        match &self.best {
            None => f64::NEG_INFINITY,
            Some(best) => best.value + (self.grain - 1e-6).max(1e-9 * (1.0 + best.value.abs())),
        }
    }

    /// Bounds one node; hands back the child to dive into and keeps the other open.
    fn look(&mut self, mut node: Node) -> Option<Node> {
        self.tableau.fix(&node.fixed);
        let floor = self.floor();
        let bound = match self.tableau.solve(floor) {
            Solved::Infeasible | Solved::BelowFloor => return None,
            Solved::Optimal(bound) | Solved::Unsure(bound) => bound.min(node.bound),
        };
        node.bound = bound;
        if floor.is_finite() {
            for (variable, value) in self.tableau.fixable(bound - floor) {
                node.fixed[variable] = Some(value);
            }
        }
        let (variable, up) = self.branching(&node).or_else(|| self.take_whole(&node))?;
        let mut other = node.clone();
        other.fixed[variable] = Some(!up);
        other.depth += 1;
        self.open.push(other);
        node.fixed[variable] = Some(up);
        node.depth += 1;
        Some(node)
    }

    /// The variable to branch on and the side to look at first; `None` when the point is whole.
    fn branching(&self, node: &Node) -> Option<(usize, bool)> {
        let mut best: Option<(f64, usize, bool)> = None;
        for (row, variable) in self.tableau.fractional() {
            if node.fixed[variable].is_some() {
                continue;
            }
            let (down, up) = self.tableau.penalties(row);
            let score = down.clamp(1e-6, 1e12) * up.clamp(1e-6, 1e12);
            if best.is_none_or(|(most, ..)| score > most) {
                best = Some((score, variable, up <= down));
            }
        }
        best.map(|(_, variable, up)| (variable, up))
    }

    /// Offers a whole point. Should rounding errors have made it break a row, the search goes on below it.
    fn take_whole(&mut self, node: &Node) -> Option<(usize, bool)> {
        let point: Vec<bool> = self.tableau.point().iter().map(|x| *x > 0.5).collect();
        if self.program.rows.iter().all(|row| keeps(row, &point)) {
            self.offer(point);
            return None;
        }
        let open = node.fixed.iter().position(Option::is_none)?;
        Some((open, point[open]))
    }

    /// Takes a point as the best so far if it keeps every row and is worth more.
    fn offer(&mut self, point: Vec<bool>) {
        let value = worth(&self.program.gain, &point);
        let better = self.best.as_ref().is_none_or(|best| value > best.value);
        if better && self.program.rows.iter().all(|row| keeps(row, &point)) {
            self.best = Some(Found { value, point });
            self.open.go_best_first();
        }
    }

    fn outcome(self, ended: Ended) -> Outcome {
        let value = self.best.as_ref().map_or(f64::NEG_INFINITY, |best| best.value);
        let bound = if ended == Ended::Proven { value } else { self.open.bound().max(value) };
        Outcome { best: self.best, bound, nodes: self.nodes, ended }
    }
}

fn worth(gain: &[f64], point: &[bool]) -> f64 {
    gain.iter().zip(point).filter(|(_, x)| **x).map(|(gain, _)| gain).sum()
}

/// Whether a point keeps a row.
pub(crate) fn keeps(row: &Row, point: &[bool]) -> bool {
    let sum: f64 = row.terms.iter().filter(|(variable, _)| point[*variable]).map(|(_, c)| c).sum();
    sum <= row.limit + TOLERANCE && (!row.equal || sum >= row.limit - TOLERANCE)
}

/// 1 when every gain is whole, so that values step by 1; else 0.
fn grain(gain: &[f64]) -> f64 {
    let whole = gain.iter().all(|gain| gain.fract() == 0.0 && gain.abs() < 1e12);
    if whole { 1.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::maximise;
    use crate::run::{Ended, Run};
    use crate::simplex::{Program, Row};

    #[test]
    fn greedy_by_ratio_gives_160_and_the_search_gives_220() {
        let rows = vec![Row::at_most(vec![(0, 10.0), (1, 20.0), (2, 30.0)], 50.0)];
        let program = Program { gain: vec![60.0, 100.0, 120.0], rows };
        let outcome = maximise(&program, vec![None; 3], None, &mut Run::to_the_end());
        assert_eq!(outcome.ended, Ended::Proven);
        assert_eq!(outcome.best.unwrap().point, [false, true, true]);
    }

    #[test]
    fn an_equality_that_can_not_hold_has_no_point() {
        let rows = vec![Row::equal(vec![(0, 1.0), (1, 1.0)], 1.5)];
        let program = Program { gain: vec![1.0, 1.0], rows };
        let outcome = maximise(&program, vec![None; 2], None, &mut Run::to_the_end());
        assert!(outcome.best.is_none());
    }
}
