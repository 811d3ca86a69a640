//! Cost of delay ÷ duration: with one queue and linear delay the order of least total cost (Smith 1956).
//!
//! With deadlines or prerequisites that order need not be best: use [`crate::select`].

use super::{Score, above_zero, at_least, named};
use crate::refused::Refused;

/// A job that costs while it is not done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Job {
    /// Money (any unit) per week of waiting, ≥ 0.
    pub cost_per_week: f64,
    /// Weeks, > 0.
    pub weeks: f64,
}

/// Cost of delay ÷ duration. Errors: no duration, negative cost, amounts that are not numbers.
pub fn delay_ratio(job: &Job) -> Result<Score, Refused> {
    at_least("cost of delay", job.cost_per_week, 0.0)?;
    above_zero("duration", job.weeks)?;
    let value = job.cost_per_week / job.weeks;
    at_least("score", value, 0.0)?;
    Ok(Score { value, terms: named([("cost of delay", job.cost_per_week), ("duration", job.weeks)]) })
}

/// What an order costs in all: each job's cost per week until it is finished. Unknown positions count nothing.
pub fn cost_of_order(jobs: &[Job], order: &[usize]) -> f64 {
    let (mut week, mut cost) = (0.0, 0.0);
    for job in order.iter().filter_map(|&at| jobs.get(at)) {
        week += job.weeks;
        cost += job.cost_per_week * week;
    }
    cost
}

#[cfg(test)]
mod tests {
    use super::{Job, cost_of_order, delay_ratio};

    #[test]
    fn the_order_by_ratio_costs_least() {
        let job = |cost_per_week, weeks| Job { cost_per_week, weeks };
        let jobs = [job(10.0, 1.0), job(6.0, 3.0), job(9.0, 2.0)];
        let ratios: Vec<f64> = jobs.iter().map(|job| delay_ratio(job).unwrap().value).collect();
        assert_eq!(ratios, [10.0, 2.0, 4.5]);
        let orders = [[0, 2, 1], [2, 0, 1], [0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]];
        let costs = orders.map(|order| cost_of_order(&jobs, &order));
        assert_eq!(costs, [73.0, 84.0, 88.0, 108.0, 112.0, 123.0]);
    }
}
