//! Why each item is in or out, and what more capacity would buy: by solving again with the opposite forced.

use super::answer::Answer;
use super::audit::worth;
use super::check::check;
use super::conflict::{Conflict, conflict, rounded};
use super::options::Options;
use super::question::{Placed, Question};
use super::solve::solve_firm;
use crate::refused::{Refused, listed};
use crate::run::{Ended, Run};

/// The explanation of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Reasons {
    /// One per item, in the question's order.
    pub items: Vec<ItemReason>,
    /// One per team, sprint and group of capacities that grow together.
    pub prices: Vec<Price>,
    /// Set when not all musts fit.
    pub conflict: Option<Conflict>,
}

/// Why one item is in or out.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemReason {
    pub item: usize,
    pub planned: bool,
    /// What forcing the opposite would do.
    pub forced: Forced,
    /// The reason in words.
    pub sentence: String,
}

/// What forcing an item in or out would do.
#[derive(Clone, Debug, PartialEq)]
pub enum Forced {
    /// The best plan would lose this much value, with these items entering and leaving.
    Costs { loss: Loss, enter: Vec<usize>, leave: Vec<usize> },
    /// There is no plan that does so and meets the musts.
    Impossible,
    /// The limits of the run left it open.
    Open,
}

/// Value lost; below 0 only for a must that stands in the way of more. Both ends are equal when the search was
/// carried to the end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Loss {
    pub at_least: f64,
    pub at_most: f64,
}

/// What one more unit of a capacity would buy, or of some that grow together.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    pub team: usize,
    pub sprint: usize,
    pub skills: Vec<usize>,
    /// Value gained by the best plan with one more unit, at least.
    pub gain: f64,
    /// Whether the gain is exact.
    pub proven: bool,
}

/// Explains an answer of [`super::solve`]. `run` limits each of the searches within; the watch sees them all.
///
/// When not all musts fit, the items are explained for the question in which the unmet musts are wishes.
/// Errors: what [`super::check`] refuses.
pub fn explain(question: &Question, answer: &Answer, run: &mut Run) -> Result<Reasons, Refused> {
    check(question)?;
    Ok(reasons(question, answer, run))
}

/// The same for a question that was checked.
pub(super) fn reasons(question: &Question, answer: &Answer, run: &mut Run) -> Reasons {
    let conflict = if answer.unmet_musts.is_empty() { None } else { conflict(question, &mut run.within()) };
    let mut inquiry = Inquiry::of(question, answer);
    let items = (0..inquiry.question.items.len()).map(|item| inquiry.why(item, run)).collect();
    let prices = inquiry.prices(run);
    Reasons { items, prices, conflict }
}

/// Why some items are in or out, in the order given, where asking for all of them would take too long: as many as the watch of
/// `run` leaves time for.
///
/// Errors: what [`super::check`] refuses.
pub fn why(
    question: &Question,
    answer: &Answer,
    items: &[usize],
    run: &mut Run,
) -> Result<Vec<ItemReason>, Refused> {
    check(question)?;
    let mut inquiry = Inquiry::of(question, answer);
    let reason = |&item: &usize| {
        let reason = inquiry.why(item, run);
        (!run.is_stopped()).then_some(reason)
    };
    Ok(items.iter().map_while(reason).collect())
}

/// What one more unit of each capacity would buy, or of each group of [`Question::priced`].
///
/// Errors: what [`super::check`] refuses.
pub fn prices(question: &Question, answer: &Answer, run: &mut Run) -> Result<Vec<Price>, Refused> {
    check(question)?;
    Ok(Inquiry::of(question, answer).prices(run))
}

struct Inquiry {
    question: Question,
    value: f64,
    /// Plans seen so far, the answer's first: each may serve later searches as a start.
    plans: Vec<Vec<Placed>>,
}

impl Inquiry {
    /// Musts that the answer leaves out are wishes here.
    fn of(question: &Question, answer: &Answer) -> Self {
        let mut question = question.clone();
        for &item in &answer.unmet_musts {
            question.items[item].must = false;
        }
        let mut plan = answer.plan.clone();
        plan.sort();
        Self { question, value: answer.value, plans: vec![plan] }
    }

    fn why(&mut self, item: usize, run: &mut Run) -> ItemReason {
        let planned = self.plans[0].iter().any(|placed| placed.item == item);
        let mut opposite = self.question.clone();
        opposite.items[item].must = !planned;
        opposite.items[item].excluded = planned;
        let asked = self.question.items[item].clone();
        let forced = if asked.excluded { Forced::Impossible } else { self.force(&opposite, asked.must, run) };
        let sentence = self.sentence(item, planned, &forced);
        ItemReason { item, planned, forced, sentence }
    }

    /// The best plan of a changed question against the answer; `demoted` when the change sets a must aside.
    fn force(&mut self, changed: &Question, demoted: bool, run: &mut Run) -> Forced {
        let options = Options::of(changed);
        let found = solve_firm(changed, &options, &self.plans, &mut run.within());
        let Some(plan) = found.plan else {
            return if found.ended == Ended::Proven { Forced::Impossible } else { Forced::Open };
        };
        let least = if demoted { f64::NEG_INFINITY } else { 0.0 };
        let at_most = (self.value - worth(changed, &plan)).max(least);
        let proven = found.ended == Ended::Proven;
        let at_least = if proven { at_most } else { (self.value - found.bound).max(least) };
        let missing = |from: &[Placed], other: &[Placed]| -> Vec<usize> {
            let left = from.iter().filter(|a| other.iter().all(|b| b.item != a.item));
            left.map(|placed| placed.item).collect()
        };
        let (enter, leave) = (missing(&plan, &self.plans[0]), missing(&self.plans[0], &plan));
        if !self.plans.contains(&plan) {
            self.plans.push(plan);
        }
        Forced::Costs { loss: Loss { at_least, at_most }, enter, leave }
    }

    fn prices(&mut self, run: &mut Run) -> Vec<Price> {
        let priced = match self.question.priced.as_slice() {
            [] => (0..self.question.skills.len()).map(|skill| vec![skill]).collect(),
            groups => groups.to_vec(),
        };
        let mut prices = Vec::new();
        for team in 0..self.question.teams.len() {
            for sprint in 0..self.question.sprints {
                for skills in &priced {
                    let mut more = self.question.clone();
                    skills.iter().for_each(|skill| more.teams[team].capacity[sprint][*skill] += 1.0);
                    let options = Options::of(&more);
                    let found = solve_firm(&more, &options, &self.plans, &mut run.within());
                    let value = found.plan.map_or(self.value, |plan| worth(&more, &plan));
                    let (gain, proven) = ((value - self.value).max(0.0), found.ended == Ended::Proven);
                    prices.push(Price { team, sprint, skills: skills.clone(), gain, proven });
                }
            }
        }
        prices
    }

    fn sentence(&self, item: usize, planned: bool, forced: &Forced) -> String {
        let asked = &self.question.items[item];
        let name = &asked.name;
        match forced {
            _ if asked.excluded => format!("{name} is out because it is excluded."),
            Forced::Impossible if planned => format!("{name} is in because the musts can not do without it."),
            Forced::Impossible if !Options::of(&self.question).possible(item) => {
                format!("{name} is out because it, or what it needs, fits no sprint that is open to it.")
            }
            Forced::Impossible => format!("{name} is out because it does not fit beside the musts."),
            Forced::Open => format!("Whether {name} could be {} was left open.", opposite(planned)),
            Forced::Costs { loss, enter, leave } => {
                let verb = if planned { "out" } else { "in" };
                let state = opposite(!planned);
                let must = if asked.must { " as a must" } else { "" };
                let (effect, amount) =
                    if loss.at_most < 0.0 { ("gain", -loss.at_most) } else { ("lose", loss.at_most) };
                let (amount, swap) = (self.share(amount), self.swap(item, enter, leave));
                // A search that was cut found a way; there may be a better one.
                let bounded = match (loss.at_least < loss.at_most, effect) {
                    (false, _) => "",
                    (true, "gain") => "at least ",
                    (true, _) => "at most ",
                };
                format!(
                    "{name} is {state}{must}: with it {verb}, the best plan would {effect} {bounded}{amount}{swap}."
                )
            }
        }
    }

    /// A part of the value of the plan, as people compare it; the amount itself of a plan that is worth nothing.
    fn share(&self, amount: f64) -> String {
        let percent = amount / self.value * 100.0;
        match percent {
            _ if amount == 0.0 => "nothing".into(),
            _ if self.value <= 0.0 => rounded(amount),
            percent if percent < 0.1 => "less than 0.1 % of its value".into(),
            percent if percent < 10.0 => format!("{percent:.1} % of its value"),
            percent => format!("{percent:.0} % of its value"),
        }
    }

    /// Who would enter and leave besides the item itself, in words.
    fn swap(&self, item: usize, enter: &[usize], leave: &[usize]) -> String {
        let names = |items: &[usize]| -> String {
            let others = items.iter().filter(|other| **other != item);
            listed(&others.map(|&other| self.question.name(other)).collect::<Vec<_>>())
        };
        match (names(enter), names(leave)) {
            (enter, leave) if enter.is_empty() && leave.is_empty() => String::new(),
            (enter, leave) if leave.is_empty() => format!(", and {enter} would come in"),
            (enter, leave) if enter.is_empty() => format!(", and {leave} would go out"),
            (enter, leave) => format!(", {enter} would come in and {leave} would go out"),
        }
    }
}

fn opposite(planned: bool) -> &'static str {
    if planned { "out" } else { "in" }
}
