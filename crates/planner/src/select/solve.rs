//! Finds the best plan. Musts first: should they not all fit, the plan that meets the most of them.

use super::answer::Answer;
use super::audit::worth;
use super::check::check;
use super::options::Options;
use super::program;
use super::question::{Effort, PLACEMENTS_MAX, Place, Placed, Question, Value};
use crate::blocks::maximise_blocks;
use crate::branch::{Outcome, maximise};
use crate::refused::Refused;
use crate::run::{Ended, Run};
use crate::simplex::Program;

/// Placements up to which a question is searched whole.
const WHOLE_MAX: usize = 150;

/// The best plan for a question, proven or with a bound. Low and high efforts are taken at their middle.
///
/// Errors: what [`super::check`] refuses, and more than [`PLACEMENTS_MAX`] possible placements.
pub fn solve(question: &Question, run: &mut Run) -> Result<Answer, Refused> {
    check(question)?;
    let options = Options::of(question);
    if options.all.len() > PLACEMENTS_MAX {
        let count = options.all.len();
        let sentence = format!(
            "{count} possible placements are more than {PLACEMENTS_MAX}: plan fewer sprints at once."
        );
        return Err(Refused::new(sentence, Vec::new()));
    }
    let found = solve_within(question, &options, run);
    Ok(answer(question, found))
}

/// The best plan among these placements: of those that meet the most musts.
pub(super) fn solve_within(question: &Question, options: &Options, run: &mut Run) -> Found {
    let firm = solve_firm(question, options, &[], run);
    if firm.plan.is_none() && firm.ended == Ended::Proven {
        return solve_soft(question, options, run);
    }
    firm
}

/// What a search found, in terms of the question.
pub(super) struct Found {
    pub plan: Option<Vec<Placed>>,
    pub bound: f64,
    pub ended: Ended,
    pub nodes: u64,
}

/// The best plan that meets every must; none when there is no such plan.
pub(super) fn solve_firm(
    question: &Question,
    options: &Options,
    known: &[Vec<Placed>],
    run: &mut Run,
) -> Found {
    let impossible = |item: usize| question.items[item].must && !options.possible(item);
    if (0..question.items.len()).any(impossible) {
        return Found { plan: None, bound: f64::NEG_INFINITY, ended: Ended::Proven, nodes: 0 };
    }
    let program = program::build(question, options);
    let best = |plan: &&Vec<Placed>| fits(question, options, plan);
    let start = known.iter().filter(best).max_by(|a, b| worth(question, a).total_cmp(&worth(question, b)));
    let start = start.map(|plan| options.all.iter().map(|placed| plan.contains(placed)).collect());
    let outcome = search(question, options, &program, start, run);
    found(question, options, outcome)
}

/// Small programs and those of one team's sprint go to branch and bound, larger ones are taken apart.
fn search(
    question: &Question,
    options: &Options,
    program: &Program,
    start: Option<Vec<bool>>,
    run: &mut Run,
) -> Outcome {
    let places = question.teams.len() * question.sprints;
    if program.gain.len() <= WHOLE_MAX || places == 1 {
        return maximise(program, vec![None; program.gain.len()], start, run);
    }
    let block = |place: Place| place.sprint * question.teams.len() + place.team;
    let block_of: Vec<usize> = options.all.iter().map(|placed| block(placed.place)).collect();
    maximise_blocks(program, &block_of, start, run)
}

/// Whether a plan known from elsewhere answers this question too.
fn fits(question: &Question, options: &Options, plan: &[Placed]) -> bool {
    plan.iter().all(|placed| options.all.binary_search(placed).is_ok())
        && super::audit::audit(question, plan).is_empty()
}

/// The plan that meets the most musts, and of those the best.
fn solve_soft(question: &Question, options: &Options, run: &mut Run) -> Found {
    let mut softened = question.clone();
    for item in &mut softened.items {
        item.must = false;
    }
    let mut program = program::build(&softened, options);
    let prize = prize(question);
    for (gain, placed) in program.gain.iter_mut().zip(&options.all) {
        if question.items[placed.item].must {
            *gain += prize;
        }
    }
    let outcome = search(question, options, &program, None, run);
    let mut found = found(question, options, outcome);
    let met = found.plan.iter().flatten().filter(|placed| question.items[placed.item].must).count();
    found.bound = (found.bound - prize * met as f64).min(prize);
    found
}

/// More than all items together are worth.
fn prize(question: &Question) -> f64 {
    let total: f64 = question.items.iter().map(|item| item.value.amount() + question.stability).sum();
    (1.0 + total).ceil()
}

fn found(question: &Question, options: &Options, outcome: Outcome) -> Found {
    let moved = question.items.iter().filter(|item| item.earlier.is_some()).count();
    let plan = outcome.best.map(|best| {
        let chosen = options.all.iter().zip(&best.point).filter(|(_, chosen)| **chosen);
        chosen.map(|(placed, _)| *placed).collect()
    });
    let bound = outcome.bound - question.stability * moved as f64;
    Found { plan, bound, ended: outcome.ended, nodes: outcome.nodes }
}

/// A found plan with its value, and what it leaves open.
pub(super) fn answer(question: &Question, found: Found) -> Answer {
    let mut plan = found.plan.unwrap_or_default();
    plan.sort_by_key(|placed| (placed.place, placed.item));
    let value = worth(question, &plan);
    let mut planned = vec![false; question.items.len()];
    for placed in &plan {
        planned[placed.item] = true;
    }
    let items = || question.items.iter().enumerate();
    let unmet_musts = items().filter(|(at, item)| item.must && !planned[*at]).map(|(at, _)| at).collect();
    let counted = items().filter(|(_, item)| item.effort == Effort::Unestimated).map(|(at, _)| at).collect();
    let ranked =
        items().filter(|(_, item)| matches!(item.value, Value::ByRank(_))).map(|(at, _)| at).collect();
    let bound = if found.ended == Ended::Proven { value } else { found.bound.max(value) };
    Answer { plan, value, bound, ended: found.ended, nodes: found.nodes, unmet_musts, counted, ranked }
}
