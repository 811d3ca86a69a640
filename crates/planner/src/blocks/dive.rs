//! A first plan: follow the linear relaxation, adding what it takes most surely and what fits.
//!
//! What has been added is a plan at every step, so nothing ever has to be taken back. Equal rows (musts, groups)
//! are not looked after: where there are any, the plan may come out broken and is then no plan.

use super::standing::Standing;
use crate::simplex::{Program, Solved, Tableau};

/// The plan that rounding leads to; `None` when a row can not be kept.
pub(super) fn dive(program: &Program, tableau: &mut Tableau) -> Option<Vec<bool>> {
    let mut growing = Standing::empty(program);
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
            if (!added || point[column] > 1.0 - 1e-6) && growing.fits(column) {
                growing.turn(column);
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
    growing.whole().then_some(growing.plan)
}
