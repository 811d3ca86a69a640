//! A program with some variables fixed, as a smaller program of the others.

use crate::branch::TOLERANCE;
use crate::simplex::{Program, Row};

/// The smaller program and where its variables come from.
pub(super) struct Shrunk {
    pub program: Program,
    /// Variable of the whole program for each of the smaller one.
    pub open: Vec<usize>,
}

/// `None` when a row can not be kept any more.
pub(super) fn shrink(program: &Program, fixed: &[Option<bool>]) -> Option<Shrunk> {
    let open: Vec<usize> = (0..fixed.len()).filter(|&column| fixed[column].is_none()).collect();
    let mut place = vec![usize::MAX; fixed.len()];
    for (at, &column) in open.iter().enumerate() {
        place[column] = at;
    }
    let gain = open.iter().map(|&column| program.gain[column]).collect();
    let mut small = Program { gain, rows: Vec::new() };
    for row in &program.rows {
        let (mut terms, mut limit) = (Vec::new(), row.limit);
        for &(column, coefficient) in &row.terms {
            match fixed[column] {
                Some(true) => limit -= coefficient,
                Some(false) => {}
                None => terms.push((place[column], coefficient)),
            }
        }
        let least: f64 = terms.iter().map(|(_, coefficient)| coefficient.min(0.0)).sum();
        let most: f64 = terms.iter().map(|(_, coefficient)| coefficient.max(0.0)).sum();
        if least > limit + TOLERANCE || (row.equal && most < limit - TOLERANCE) {
            return None;
        }
        if !terms.is_empty() && (row.equal || most > limit) {
            small.rows.push(Row { terms, limit, equal: row.equal });
        }
    }
    Some(Shrunk { program: small, open })
}
