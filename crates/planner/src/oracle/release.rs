//! The next release as a program: a customer is served when all that it wants is done.

use super::model::{Bounded, Model};
use crate::release::Question;

/// Whom to serve within a budget, by HiGHS in so many seconds; the value is the profit.
///
/// Errors: what HiGHS refuses, as a sentence.
pub fn serve(question: &Question, budget: u64, seconds_max: f64) -> Result<Bounded, String> {
    let mut model = Model::default();
    // Where customers are whole, requirements may be anything: done where somebody wants them, else 0.
    let done: Vec<_> = question.costs.iter().map(|_| model.share(0.0)).collect();
    for customer in &question.customers {
        let served = model.yes_or_no(f64::from(customer.profit));
        for &wanted in &customer.wants {
            model.at_most(&[(served, 1.0), (done[wanted], -1.0)], 0.0);
        }
    }
    for (requirement, firsts) in question.firsts.iter().enumerate() {
        for &first in firsts.iter().filter(|first| **first != requirement) {
            model.at_most(&[(done[requirement], 1.0), (done[first], -1.0)], 0.0);
        }
    }
    let costs: Vec<_> =
        done.iter().zip(&question.costs).map(|(done, cost)| (*done, f64::from(*cost))).collect();
    model.at_most(&costs, budget as f64);
    Ok(model.solve(seconds_max)?.0)
}
