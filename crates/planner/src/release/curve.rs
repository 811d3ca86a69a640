//! What more budget would buy: the best profit for each of many budgets.

use super::core::Core;
use super::{Answer, Question, check, solve_core};
use crate::refused::Refused;
use crate::run::Run;

/// One point of the value-over-budget curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    pub budget: u64,
    pub answer: Answer,
}

/// The best choice at each of the budgets, in their order; `run` limits each of the searches.
///
/// Errors: as [`super::solve`].
pub fn curve(question: &Question, budgets: &[u64], run: &mut Run) -> Result<Vec<Point>, Refused> {
    check(question, budgets.iter().copied().max().unwrap_or(0))?;
    let core = Core::of(question);
    let point = |&budget: &u64| {
        let answer = solve_core(question, &core, budget, &mut run.within());
        Point { budget, answer }
    };
    Ok(budgets.iter().map(point).collect())
}
