//! The best plan among those that hold with a wanted chance, when efforts are given as low and high.
//!
//! Whether a plan holds is asked of a simulation: in how many drawn sprints no capacity is exceeded. The search has two halves.
//! From above: questions that every plan with the chance fits ([`Simulation::least`]), whose best plan is tried; when it fails,
//! the smallest part of it that fails is barred and the question asked again. The first best plan that holds is the best of all.
//! From below: questions with margins ([`Margin`]), from careless to careful, until their best plan holds. Small questions end
//! proven by the first half; large ones end with the plan of the second and the bound of the first.

use super::answer::Answer;
use super::audit::{audit_capacity, worth};
use super::check::check;
use super::margins::{Margin, deviations};
use super::options::Options;
use super::question::{Effort, Place, Placed, Question};
use super::reasons::{Reasons, reasons};
use super::simulation::Simulation;
use super::solve::{Found, answer, solve, solve_within};
use super::sure_plan::{Chance, SurePlan, Wish};
use crate::refused::{Refused, listed};
use crate::run::{Ended, Run};

/// Parts that are barred at most: as many as this by placements, within limits. Where there are many placements, a few more
/// barred parts would hardly move the bound.
const ROUNDS_BY_PLACEMENTS: usize = 1_200;
const ROUNDS_MIN: usize = 8;
const ROUNDS_MAX: usize = 200;
/// Margins, as shares of the deviation of the plan by middle estimates.
const SCALES: [f64; 6] = [1.0, 0.75, 1.25, 0.5, 1.75, 0.25];
/// The search within may look at this share of the nodes for each of its questions, and at so many times the nodes for all.
const PART_OF_NODES: u64 = 16;
const TIMES_NODES: u64 = 4;

/// The best plan that holds with the wanted chance.
///
/// The same question and wish give the same plan. Every part of a search within may look at a sixteenth of the nodes of
/// `run`, all of them together at four times as many. Errors: what [`super::solve`] refuses, and wishes outside the limits.
pub fn solve_surely(question: &Question, wish: &Wish, run: &mut Run) -> Result<SurePlan, Refused> {
    wish.check()?;
    let middle = solve(question, &mut run.within())?;
    let simulation = Simulation::of(question, wish.draws, wish.seed);
    let mut search = Search {
        question,
        needed: wish.needed(),
        hopeless: Vec::new(),
        best: None,
        nodes: middle.nodes,
        margins: question.clone(),
        simulation,
    };
    let holds = search.holds(&middle.plan);
    let answer = if holds { middle.clone() } else { search.go(&middle, run) };
    let check = Simulation::of(question, wish.draws, !wish.seed);
    let chance = |plan: &[Placed]| Chance { draws: check.draws(), held: check.fits(plan) };
    Ok(SurePlan {
        check: chance(&answer.plan),
        middle_check: chance(&middle.plan),
        margins: search.margins,
        chance: wish.chance,
        answer,
        middle,
    })
}

/// How often a plan holds, a person's or a program's; what is not in the question is left out of it.
///
/// Errors: what [`super::check`] refuses, and wishes outside the limits; the wanted chance plays no part.
pub fn chance_of(question: &Question, plan: &[Placed], wish: &Wish) -> Result<Chance, Refused> {
    check(question)?;
    wish.check()?;
    let is_in = |item: usize| plan.iter().any(|placed| placed.item == item);
    let simulation = Simulation::of_items(question, wish.draws, !wish.seed, is_in);
    let known = |placed: &&Placed| {
        let Place { sprint, team } = placed.place;
        placed.item < question.items.len() && sprint < question.sprints && team < question.teams.len()
    };
    let plan: Vec<Placed> = plan.iter().filter(known).copied().collect();
    Ok(Chance { draws: simulation.draws(), held: simulation.fits(&plan) })
}

/// Why each item is in or out: what forcing it the other way would cost, with the margins in place under which the plan was
/// found. `run` limits each of the searches within.
pub fn explain_surely(sure: &SurePlan, run: &mut Run) -> Reasons {
    let mut reasons = reasons(&sure.margins, &sure.answer, run);
    if let Some(conflict) = &mut reasons.conflict {
        let names: Vec<&str> = conflict.items.iter().map(|item| sure.margins.name(*item)).collect();
        let cases = (sure.chance * 100.0).round();
        conflict.sentence = match names.as_slice() {
            [only] => {
                format!("{only} does not fit in {cases} of 100 cases: it can not be a must as things stand.")
            }
            _ => format!(
                "{} do not all fit in {cases} of 100 cases: without any one of them the others do.",
                listed(&names)
            ),
        };
    }
    reasons
}

struct Search<'q> {
    question: &'q Question,
    simulation: Simulation<'q>,
    /// In how many draws a plan has to hold.
    needed: usize,
    /// Items that hold nowhere, not even alone.
    hopeless: Vec<bool>,
    best: Option<Vec<Placed>>,
    nodes: u64,
    margins: Question,
}

impl Search<'_> {
    fn go(&mut self, middle: &Answer, run: &mut Run) -> Answer {
        self.hopeless = (0..self.question.items.len()).map(|item| self.is_hopeless(item)).collect();
        self.look_below(&middle.plan, run);
        let (mut bound, ended) = self.look_above(run);
        let plan = self.best.take().unwrap_or_default();
        let unmet = self.rank(&plan).0;
        if ended != Ended::Proven {
            // Both bounds are those of plans that meet as many musts as the plan by middle estimates.
            let as_many = unmet == middle.unmet_musts.len();
            bound = if as_many { bound.min(middle.bound) } else { self.bound_without_musts(run) };
        }
        answer(self.question, Found { plan: Some(plan), bound, ended, nodes: self.nodes })
    }

    fn holds(&self, plan: &[Placed]) -> bool {
        self.simulation.fits(plan) >= self.needed
    }

    fn is_hopeless(&self, item: usize) -> bool {
        let teams = self.question.teams.len();
        let place = |nth: usize| Place { sprint: nth / teams, team: nth % teams };
        self.question.items[item].effort.has_spread()
            && (0..teams * self.question.sprints)
                .all(|nth| !self.holds(&[Placed { item, place: place(nth) }]))
    }

    /// How many musts a plan leaves out, and what it is worth without them.
    fn rank(&self, plan: &[Placed]) -> (usize, f64) {
        let is_in = |item: usize| plan.iter().any(|placed| placed.item == item);
        let items = self.question.items.iter().enumerate();
        (items.filter(|(item, asked)| asked.must && !is_in(*item)).count(), worth(self.question, plan))
    }

    /// Whether a plan is better than the best so far.
    fn betters(&self, plan: &[Placed]) -> bool {
        let Some(best) = &self.best else { return true };
        let ((unmet, value), (least, most)) = (self.rank(plan), self.rank(best));
        unmet < least || unmet == least && value > most + 1e-9 * (1.0 + most.abs())
    }

    /// Questions with margins: of each scale the least careful one whose best plan holds.
    fn look_below(&mut self, middle: &[Placed], run: &mut Run) {
        let deviations = deviations(self.question, middle);
        for scale in SCALES {
            let mut last: Option<Vec<Placed>> = None;
            for z in margins() {
                let deviations = deviations.iter().map(|deviation| scale * deviation).collect();
                let margins = Margin { z, deviations }.on(self.question, &self.hopeless);
                if last.as_ref().is_some_and(|plan| keeps(&margins, plan)) {
                    continue;
                }
                if self.is_spent(run) {
                    return self.without_spreads(run);
                }
                let plan = self.plan_of(&margins, run);
                if !self.betters(&plan) {
                    break;
                }
                if self.holds(&plan) {
                    (self.best, self.margins) = (Some(plan), margins);
                    break;
                }
                last = Some(plan);
            }
        }
        self.without_spreads(run);
    }

    fn is_spent(&self, run: &Run) -> bool {
        self.nodes >= run.nodes_max.saturating_mul(TIMES_NODES)
    }

    /// The best plan of items without a spread, which is as sure as it is to fit at all.
    fn without_spreads(&mut self, run: &mut Run) {
        let spread: Vec<bool> = self.question.items.iter().map(|item| item.effort.has_spread()).collect();
        let margins = Margin { z: 0.0, deviations: vec![0.0; self.question.skills.len()] };
        let margins = margins.on(self.question, &spread);
        let plan = self.plan_of(&margins, run);
        if self.betters(&plan) && self.holds(&plan) {
            (self.best, self.margins) = (Some(plan), margins);
        }
    }

    fn plan_of(&mut self, margins: &Question, run: &mut Run) -> Vec<Placed> {
        let nodes_max = run.nodes_max / PART_OF_NODES;
        let found = solve_within(margins, &Options::of(margins), &mut run.briefly(nodes_max));
        self.nodes += found.nodes;
        found.plan.unwrap_or_default()
    }

    /// Bars parts of plans that do not hold until the best plan does; what no plan is worth more than.
    fn look_above(&mut self, run: &mut Run) -> (f64, Ended) {
        let lenient = self.lenient();
        let mut options = Options::of(&lenient);
        let mut bound = f64::INFINITY;
        let nodes_max = run.nodes_max / PART_OF_NODES;
        let rounds = ROUNDS_BY_PLACEMENTS / options.all.len().max(1);
        for _ in 0..rounds.clamp(ROUNDS_MIN, ROUNDS_MAX) {
            let found = solve_within(&lenient, &options, &mut run.briefly(nodes_max));
            self.nodes += found.nodes;
            bound = bound.min(found.bound);
            if found.ended != Ended::Proven {
                return (bound, found.ended);
            }
            if self.is_spent(run) {
                break;
            }
            let plan = found.plan.unwrap_or_default();
            let better = self.betters(&plan);
            if better && !self.holds(&plan) {
                let part = self.smallest_part(plan);
                let column = |placed: &Placed| options.all.binary_search(placed).ok();
                let part = part.iter().filter_map(column).collect();
                options.barred.push(part);
                continue;
            }
            if better {
                self.best = Some(plan);
            }
            return (bound, Ended::Proven);
        }
        (bound, Ended::NodeLimit)
    }

    /// A question that every plan fits which holds.
    fn lenient(&self) -> Question {
        let mut lenient = self.question.clone();
        for (item, asked) in lenient.items.iter_mut().enumerate() {
            if asked.effort.has_spread() {
                asked.effort = Effort::Estimated(match self.hopeless[item] {
                    true => vec![f64::INFINITY; self.question.skills.len()],
                    false => self.simulation.least(item, self.needed),
                });
            }
        }
        lenient
    }

    /// The part of a plan that does not hold, while any one taken out lets the rest hold. Small items go out first.
    fn smallest_part(&self, plan: Vec<Placed>) -> Vec<Placed> {
        let size = |placed: &Placed| {
            let effort = &self.question.items[placed.item].effort;
            (0..self.question.skills.len()).map(|skill| effort.of(skill)).sum::<f64>()
        };
        let mut part = plan;
        part.sort_by(|a, b| size(a).total_cmp(&size(b)).then(a.cmp(b)));
        let mut at = 0;
        while at < part.len() {
            let one = part.remove(at);
            if self.holds(&part) {
                part.insert(at, one);
                at += 1;
            }
        }
        part
    }

    /// What no plan is worth more than, whichever musts it meets.
    fn bound_without_musts(&self, run: &mut Run) -> f64 {
        let mut lenient = self.lenient();
        lenient.items.iter_mut().for_each(|item| item.must = false);
        solve_within(&lenient, &Options::of(&lenient), &mut run.within()).bound
    }
}

/// From careless to so careful that hardly anything with a spread fits.
fn margins() -> impl Iterator<Item = f64> {
    let near = (-4..=32).map(|eighths| f64::from(eighths) / 8.0);
    near.chain((1..=8).map(|step| 4.0 * 1.4_f64.powi(step)))
}

/// Whether a plan, made for a less careful question, fits a more careful one: then it is the best there, too.
fn keeps(margins: &Question, plan: &[Placed]) -> bool {
    let mut breaks = Vec::new();
    audit_capacity(margins, plan, &mut breaks);
    breaks.is_empty()
}
