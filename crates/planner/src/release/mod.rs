//! The next release: which customers to serve within a budget, when they share what they ask for.
//!
//! max Σ profit of served customers, where a customer is served when all it wants, with all prerequisites, is
//! done, and what is done fits the budget (the next release problem, Bagnall et al. 2001). Solved to proven
//! optimality: [`solve`] for one budget, [`curve`] for many. Whole numbers throughout, so nothing is rounded.

mod core;
mod curve;
mod fill;
mod flow;
mod node;
mod relax;
mod search;
#[cfg(test)]
mod tests;

pub use curve::{Point, curve};

use crate::refused::Refused;
use crate::run::{Ended, Run};
use core::Core;
use search::Search;

/// All profits together, all costs together and the budget: at most this.
pub const TOTAL_MAX: u64 = 1_000_000_000;

/// Customers at most.
pub const CUSTOMERS_MAX: usize = 10_000;
/// Requirements at most.
pub const REQUIREMENTS_MAX: usize = 20_000;

/// Who wants what, and what it costs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Cost of each requirement, in any whole unit.
    pub costs: Vec<u32>,
    /// `firsts[r]`: the requirements that must be done before requirement r; as long as `costs`.
    pub firsts: Vec<Vec<usize>>,
    pub customers: Vec<Customer>,
}

/// A customer and what it wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customer {
    pub profit: u32,
    /// Positions of requirements, all of which it wants.
    pub wants: Vec<usize>,
}

/// Whom to serve, with a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Served customers, ascending.
    pub customers: Vec<usize>,
    /// Requirements to do, ascending.
    pub requirements: Vec<usize>,
    pub profit: u64,
    pub cost: u64,
    /// No choice earns more.
    pub bound: u64,
    pub ended: Ended,
    pub nodes: u64,
}

/// The best choice within a budget, proven or with a bound.
///
/// Errors: positions outside the question, sizes and totals above the limits. Requirements that need each other
/// in a circle are no error: they come together.
pub fn solve(question: &Question, budget: u64, run: &mut Run) -> Result<Answer, Refused> {
    check(question, budget)?;
    Ok(solve_core(question, &Core::of(question), budget, run))
}

fn solve_core(question: &Question, core: &Core, budget: u64, run: &mut Run) -> Answer {
    let mut search = Search::new(core, budget);
    let (ended, bound) = search.go(run);
    let chosen = &search.best;
    let customers: Vec<usize> = (0..chosen.len()).filter(|&customer| chosen[customer]).collect();
    let requirements = requirements(question, &customers);
    let cost = requirements.iter().map(|&requirement| u64::from(question.costs[requirement])).sum();
    let (profit, bound) = (core.profit_of(chosen), bound.max(0) as u64);
    debug_assert_eq!(cost, core.cost_of(chosen));
    Answer { customers, requirements, profit, cost, bound, ended, nodes: search.nodes }
}

/// Everything that some customers want, with prerequisites.
fn requirements(question: &Question, customers: &[usize]) -> Vec<usize> {
    let mut needed = vec![false; question.costs.len()];
    let mut waiting: Vec<usize> =
        customers.iter().flat_map(|&customer| &question.customers[customer].wants).copied().collect();
    while let Some(requirement) = waiting.pop() {
        if !std::mem::replace(&mut needed[requirement], true) {
            waiting.extend(&question.firsts[requirement]);
        }
    }
    (0..needed.len()).filter(|&requirement| needed[requirement]).collect()
}

fn check(question: &Question, budget: u64) -> Result<(), Refused> {
    let refuse = |sentence: String| Err(Refused::new(sentence, Vec::new()));
    let (requirements, customers) = (question.costs.len(), question.customers.len());
    if requirements > REQUIREMENTS_MAX || customers > CUSTOMERS_MAX {
        return refuse(format!(
            "{requirements} requirements and {customers} customers are too many: at most {REQUIREMENTS_MAX} and \
             {CUSTOMERS_MAX} can be planned at once."
        ));
    }
    if question.firsts.len() != requirements {
        let given = question.firsts.len();
        return refuse(format!("There are {requirements} requirements and prerequisites for {given}."));
    }
    let wanted = question.customers.iter().flat_map(|customer| &customer.wants);
    if let Some(outside) = wanted.chain(question.firsts.iter().flatten()).find(|at| **at >= requirements) {
        return refuse(format!("Requirement {} is named; there are {requirements}.", outside + 1));
    }
    let costs: u64 = question.costs.iter().copied().map(u64::from).sum();
    let profits: u64 = question.customers.iter().map(|customer| u64::from(customer.profit)).sum();
    for (what, total) in
        [("The sum of costs", costs), ("The sum of profits", profits), ("The budget", budget)]
    {
        if total > TOTAL_MAX {
            return refuse(format!(
                "{what} is {total}; at most {TOTAL_MAX} can be planned: use a larger unit."
            ));
        }
    }
    Ok(())
}
