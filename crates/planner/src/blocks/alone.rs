//! One block solved alone: the best of its variables under its rows, at given gains.

use super::Model;
use super::fill::fill;
use crate::simplex::{Program, Row};

/// Steps spent on one block at most; beyond, a block's bound stands in for its value.
const STEPS_MAX: u64 = 300_000;
/// So many steps cost as much as a node of branch and bound in a block does.
const STEPS_OF_NODE: u64 = 20;

/// The best choice of a block.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    /// What it is worth, or a bound on that.
    pub value: f64,
    /// The chosen variables.
    pub columns: Vec<usize>,
    /// What finding it took, in nodes.
    pub nodes: u64,
}

impl Model<'_> {
    /// Solves a block for `gain` (of all variables), with one variable set as told; `known` is a start.
    pub(super) fn alone(
        &self,
        block: usize,
        gain: &[f64],
        set: Option<(usize, bool)>,
        known: &[usize],
    ) -> Choice {
        let fix = |column: usize| match set {
            Some((this, value)) if this == column => Some(value),
            _ => self.fixed[column],
        };
        let columns = &self.columns[block];
        let given: Vec<usize> = columns.iter().copied().filter(|&column| fix(column) == Some(true)).collect();
        let worth = |column: &usize| gain[*column] > 1e-9 && fix(*column).is_none();
        let open: Vec<usize> = columns.iter().copied().filter(worth).collect();
        let mut small = Program { gain: open.iter().map(|&column| gain[column]).collect(), rows: Vec::new() };
        for &at in self.rows[block].iter().filter(|at| **at < self.own) {
            let row = &self.program.rows[at];
            let (mut terms, mut limit) = (Vec::new(), row.limit);
            for &(column, coefficient) in &row.terms {
                if fix(column) == Some(true) {
                    limit -= coefficient;
                } else if let Ok(place) = open.binary_search(&column) {
                    terms.push((place, coefficient));
                }
            }
            // Sums of decimals may be a little off.
            small.rows.push(Row::at_most(terms, if limit > -1e-9 { limit.max(0.0) } else { limit }));
        }
        if small.rows.iter().any(|row| row.limit < 0.0) {
            return Choice { value: f64::NEG_INFINITY, columns: given, nodes: 0 };
        }
        let place = |column: &usize| open.binary_search(column).ok();
        let start: Vec<usize> = known.iter().filter_map(place).collect();
        let start = if small.rows.iter().all(|row| holds(row, &start)) { start } else { Vec::new() };
        let filled = fill(&small, &start, STEPS_MAX);
        let worth: f64 = given.iter().map(|&column| gain[column]).sum();
        let nodes = 1 + filled.steps / STEPS_OF_NODE;
        let mut choice = Choice { value: worth + filled.bound, columns: given, nodes };
        choice.columns.extend(filled.chosen.iter().map(|&place| open[place]));
        choice
    }
}

/// Whether a choice keeps a row.
fn holds(row: &Row, chosen: &[usize]) -> bool {
    let sizes = row.terms.iter().filter(|(column, _)| chosen.contains(column));
    sizes.map(|(_, size)| size).sum::<f64>() <= row.limit + 1e-9
}
