//! A first plan: follow the linear relaxation, adding what it takes most surely and what fits.
//!
//! What has been added is a plan at every step, so nothing ever has to be taken back. Equal rows (musts, groups)
//! are not looked after: where there are any, the plan may come out broken and is then no plan.

use crate::branch::TOLERANCE;
use crate::simplex::{Program, Solved, Tableau};

/// The plan that rounding leads to; `None` when a row can not be kept.
pub(super) fn dive(program: &Program, tableau: &mut Tableau) -> Option<Vec<bool>> {
    let mut growing = Growing::new(program);
    let mut fixed = vec![None; program.gain.len()];
    loop {
        tableau.fix(&fixed);
        if !matches!(tableau.solve(f64::NEG_INFINITY), Solved::Optimal(_)) {
            return None;
        }
        let point = tableau.point();
        let mut likely: Vec<usize> =
            (0..point.len()).filter(|&column| point[column] > 1e-6 && !growing.plan[column]).collect();
        likely.sort_by(|&a, &b| point[b].total_cmp(&point[a]).then(a.cmp(&b)));
        let mut added = false;
        for &column in &likely {
            if (!added || point[column] > 1.0 - 1e-6) && growing.add(column) {
                fixed[column] = Some(true);
                added = true;
            }
        }
        if added {
            continue;
        }
        // Nothing that the relaxation wants fits: it must do without the likeliest of it.
        let Some(&column) = likely.iter().find(|&&column| fixed[column].is_none()) else { break };
        fixed[column] = Some(false);
    }
    let kept = program.rows.iter().zip(&growing.used);
    let whole = kept.into_iter().all(|(row, used)| !row.equal || (used - row.limit).abs() <= TOLERANCE);
    whole.then_some(growing.plan)
}

/// A plan that keeps every row while it grows.
struct Growing<'a> {
    program: &'a Program,
    plan: Vec<bool>,
    /// What the plan takes of each row.
    used: Vec<f64>,
    /// Rows and coefficients of each variable.
    terms: Vec<Vec<(usize, f64)>>,
}

impl<'a> Growing<'a> {
    fn new(program: &'a Program) -> Self {
        let mut terms = vec![Vec::new(); program.gain.len()];
        for (at, row) in program.rows.iter().enumerate() {
            for &(column, coefficient) in &row.terms {
                terms[column].push((at, coefficient));
            }
        }
        Self { program, plan: vec![false; terms.len()], used: vec![0.0; program.rows.len()], terms }
    }

    /// Adds a variable if every row stays kept.
    fn add(&mut self, column: usize) -> bool {
        let fits = |&(row, more): &(usize, f64)| self.used[row] + more <= self.program.rows[row].limit + 1e-9;
        if !self.terms[column].iter().all(fits) {
            return false;
        }
        self.plan[column] = true;
        for &(row, more) in &self.terms[column] {
            self.used[row] += more;
        }
        true
    }
}
