//! One block solved alone: the best of its variables under its rows, at given gains.

use super::Model;
use crate::branch::maximise;
use crate::run::{Ended, Run};
use crate::simplex::{Program, Row};

/// Nodes spent on one block, and on all of them, at most; beyond, a block's bound stands in for its value.
const NODES_MAX: u64 = 30_000;
const NODES_IN_ALL_MAX: u64 = 270_000;

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
        for &at in &self.rows[block] {
            let row = &self.program.rows[at];
            let (mut terms, mut limit) = (Vec::new(), row.limit);
            for &(column, coefficient) in &row.terms {
                if fix(column) == Some(true) {
                    limit -= coefficient;
                } else if let Ok(place) = open.binary_search(&column) {
                    terms.push((place, coefficient));
                }
            }
            small.rows.push(Row::at_most(terms, limit));
        }
        let nodes_max = NODES_MAX.min(NODES_IN_ALL_MAX / self.columns.len() as u64);
        let start = open.iter().map(|column| known.contains(column)).collect();
        let outcome = maximise(&small, vec![None; open.len()], Some(start), &mut Run::nodes(nodes_max));
        let worth: f64 = given.iter().map(|&column| gain[column]).sum();
        let mut choice = Choice { value: worth + outcome.bound, columns: given, nodes: outcome.nodes };
        match outcome.best {
            Some(best) => {
                let chosen = open.iter().zip(&best.point).filter(|(_, chosen)| **chosen);
                choice.columns.extend(chosen.map(|(column, _)| *column));
            }
            None if outcome.ended == Ended::Proven => choice.value = f64::NEG_INFINITY,
            None => {}
        }
        choice
    }
}
