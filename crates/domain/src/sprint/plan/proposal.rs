//! The proposal: which stories into the sprint, proven best, with a reason for each. Pure; only a command commits it.

use std::collections::{BTreeSet, HashMap};

use planner::select::{Answer, Effort, Item, ItemReason, Need, Place, Placed, Question, Reasons, Value};
use planner::select::{ITEMS_MAX, audit, explain, solve, value_from_rank, why};
use planner::{Refused, Run};
use serde::{Deserialize, Serialize};

use super::queries::{DemandRow, Inputs, PlanRow, Waits};
use super::sureness::{self, Held, Percent};
use crate::backlog::{Points, State, StoryId};
use crate::sprint::skills::{Skill, SkillId};

/// Nodes of each search at most, so that a page answers in time.
pub(super) const NODES_MAX: u64 = 20_000;

/// Draws for a chance while others wait to write.
const FEW_DRAWS: usize = 2_000;

/// What limits a plan.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// What the people can do, in points.
    Points(Points),
    /// Nobody said what they can do: as many stories as were accepted in the last sprints.
    Stories(i64),
    /// Nothing is known.
    Unknown,
}

/// Why a story is in the proposal or not.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reasoned {
    pub story: StoryId,
    pub planned: bool,
    pub reason: String,
}

/// A proposal with its certificate.
#[derive(Clone, Debug, Serialize)]
pub struct Proposal {
    pub stories: Vec<Reasoned>,
    /// Nothing better exists.
    pub proven: bool,
    /// What the musts contradict each other in.
    pub conflict: Option<String>,
    /// How many stories are valued by their rank, and how many are counted for want of an estimate.
    pub by_rank: usize,
    pub by_count: usize,
    /// What more would buy; nothing where nobody knows what fits.
    pub prices: Vec<Price>,
    /// How sure it is to fit, where a story may take more than its size.
    pub held: Option<Held>,
}

/// What one more point of a sprint would buy, or one more story where stories are counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// Of somebody who has this skill; none: of anybody.
    #[serde(default)]
    pub skill: Option<SkillId>,
    /// In the unit of the plan's value.
    pub gain: f64,
    /// Whether it is exact; else it is at least that.
    pub exact: bool,
}

/// Each story's yearly revenue: that of the distinct accounts behind its feature.
fn revenue(rows: &[DemandRow]) -> HashMap<uuid::Uuid, i64> {
    let mut sums = HashMap::new();
    for row in rows {
        *sums.entry(row.feature_id.0).or_insert(0_i64) += row.revenue_minor;
    }
    sums
}

/// The question that a sprint asks. Amounts are in points, or one for each story where only they are counted. Of a low and a
/// high estimate the low one counts.
pub fn question(inputs: &Inputs) -> Question {
    question_of(inputs, &|row| Effort::Estimated(inputs.skilled.amounts(row.id, amount(row.points_tenths))))
}

/// The same with the low and the high estimates as they are.
pub(in crate::sprint) fn question_with_spreads(inputs: &Inputs) -> Question {
    let amounts = |row: &PlanRow, points| inputs.skilled.amounts(row.id, amount(points));
    let between = |row: &PlanRow| match row.points_high_tenths {
        None => Effort::Estimated(amounts(row, row.points_tenths)),
        high => Effort::Between { low: amounts(row, row.points_tenths), high: amounts(row, high) },
    };
    question_of(inputs, &between)
}

fn amount(points: Option<Points>) -> f64 {
    points.map_or(0.0, |points| points.tenths() as f64 / 10.0)
}

fn question_of(inputs: &Inputs, effort_of: &dyn Fn(&PlanRow) -> Effort) -> Question {
    let revenue = revenue(&inputs.demand);
    let count = inputs.stories.len().min(ITEMS_MAX);
    // In the unit of the money, where there is any: the first in rank is worth half as much as the best feature, so that
    // what accounts pay for goes first, and a high rank still beats a small demand.
    let top =
        revenue.values().copied().max().filter(|most| *most > 0).map_or(1.0, |most| most as f64 / 20_000.0);
    let excluded = excluded(inputs);
    let item = |(nth, row): (usize, &PlanRow)| {
        let stated = row.feature_id.and_then(|feature| revenue.get(&feature.0)).filter(|sum| **sum > 0);
        let value = match stated {
            Some(minor) => Value::Stated(*minor as f64 / 100.0),
            None => Value::ByRank(value_from_rank(nth, count) * top),
        };
        let effort = match (inputs.limit, row.points_tenths) {
            (Limit::Points(_), Some(_)) => effort_of(row),
            (Limit::Points(_), None) => Effort::Unestimated,
            _ => Effort::Estimated(vec![1.0]),
        };
        let must = row.must_have;
        let excluded = excluded.contains(&row.id) && !must;
        Item { value, effort, must, excluded, ..Item::new(inputs.key(row.number), 0.0, vec![0.0]) }
    };
    let items: Vec<Item> = inputs.stories.iter().take(count).enumerate().map(item).collect();
    let stories = |most: f64| (vec!["stories".to_owned()], vec![most]);
    let (units, capacities) = match inputs.limit {
        Limit::Points(points) => {
            (inputs.skilled.weighed(), inputs.skilled.capacities(points, &inputs.members))
        }
        Limit::Stories(most) => stories(most as f64),
        Limit::Unknown => stories(count as f64),
    };
    let mut question = Question::one_sprint(items, units, capacities);
    let place: HashMap<StoryId, usize> =
        inputs.stories.iter().take(count).enumerate().map(|(nth, row)| (row.id, nth)).collect();
    let needs = inputs.waits.iter().filter_map(|wait| {
        let (item, first) = (*place.get(&wait.blocked_id)?, *place.get(&wait.blocker_id)?);
        Some(Need { item, first, same_sprint: true })
    });
    question.needs = needs.collect();
    if matches!(inputs.limit, Limit::Points(_)) {
        question.priced = inputs.skilled.priced().into_iter().map(|(_, group)| group).collect();
    }
    question
}

/// Stories that wait for something which is neither built, nor being built, nor to choose from.
fn excluded(inputs: &Inputs) -> BTreeSet<StoryId> {
    let known: BTreeSet<StoryId> = inputs.stories.iter().map(|row| row.id).collect();
    let missing = |wait: &&Waits| {
        let open = matches!(wait.state, State::Proposed | State::Todo) && wait.sprint_id.is_none();
        open && !known.contains(&wait.blocker_id)
    };
    inputs.waits.iter().filter(missing).map(|wait| wait.blocked_id).collect()
}

/// The best plan with its reasons, or why there is none; with a percentage the best of those that fit so often.
pub fn propose(inputs: &Inputs, wanted: Option<Percent>) -> Result<Proposal, Refused> {
    if let Some(wanted) = wanted.filter(|_| inputs.has_spreads()) {
        let (answer, reasons, held) = sureness::solved(inputs, wanted)?;
        return Ok(proposal(inputs, &answer, reasons, Some(held)));
    }
    let question = question(inputs);
    let answer = solve(&question, &mut Run::nodes(NODES_MAX))?;
    let reasons = explain(&question, &answer, &mut Run::nodes(NODES_MAX))?;
    // Nobody asked for it: what can not be simulated is proposed all the same.
    let held = sureness::held(inputs, &answer.plan).ok().flatten();
    Ok(proposal(inputs, &answer, reasons, held))
}

/// Why the best plan has one story in or not; none of a story that is not to choose from.
pub fn reason_of(inputs: &Inputs, story: StoryId) -> Result<Option<Reasoned>, Refused> {
    let choices = inputs.stories.iter().take(ITEMS_MAX);
    let Some((item, row)) = choices.enumerate().find(|(_, row)| row.id == story) else { return Ok(None) };
    let question = question(inputs);
    let answer = solve(&question, &mut Run::nodes(NODES_MAX))?;
    let reasons = why(&question, &answer, &[item], &mut Run::nodes(NODES_MAX))?;
    Ok(reasons.into_iter().next().map(|reason| reasoned(inputs, row, reason)))
}

fn proposal(inputs: &Inputs, answer: &Answer, reasons: Reasons, held: Option<Held>) -> Proposal {
    let price = |price: planner::select::Price| Price {
        skill: priced_skill(inputs, &price),
        gain: price.gain,
        exact: price.proven,
    };
    let is_limited = !matches!(inputs.limit, Limit::Unknown);
    Proposal {
        stories: inputs
            .stories
            .iter()
            .zip(reasons.items)
            .map(|(row, why)| reasoned(inputs, row, why))
            .collect(),
        proven: answer.proven(),
        conflict: reasons.conflict.map(|conflict| conflict.sentence),
        by_rank: answer.ranked.len(),
        by_count: answer.counted.len(),
        prices: reasons.prices.into_iter().filter(|_| is_limited).map(price).collect(),
        held,
    }
}

/// What keeps a story out by itself is said before what the plan would lose.
fn reasoned(inputs: &Inputs, row: &PlanRow, why: ItemReason) -> Reasoned {
    let waits = excluded(inputs);
    let blocker = inputs.waits.iter().find(|wait| wait.blocked_id == row.id && waits.contains(&row.id));
    let reason = match (blocker, missing(inputs, row)) {
        (Some(wait), _) if !why.planned => {
            format!("It waits for {}, which is not built.", inputs.key(wait.number))
        }
        (None, Some(skill)) if !why.planned => {
            format!("It needs {}, which nobody of the team can do.", skill.name)
        }
        _ => why.sentence,
    };
    Reasoned { story: row.id, planned: why.planned, reason }
}

/// The skill of a price; none of anybody's.
fn priced_skill(inputs: &Inputs, price: &planner::select::Price) -> Option<SkillId> {
    inputs.skilled.priced().into_iter().find(|(_, group)| *group == price.skills)?.0
}

/// A skill that keeps a story out of every plan.
fn missing<'i>(inputs: &'i Inputs, row: &PlanRow) -> Option<&'i Skill> {
    let in_points = matches!(inputs.limit, Limit::Points(_))
        && row.points_tenths.is_some_and(|points| points.tenths() > 0);
    inputs.skilled.missing(row.id, &inputs.members).filter(|_| in_points)
}

/// How often the stories that are in the sprint would fit it; none where none is in it, or no story may take more than its size.
pub fn held_as_it_stands(inputs: &Inputs) -> Result<Option<Held>, Refused> {
    let is_in = |row: &&PlanRow| row.sprint_id.is_some();
    let wanted: BTreeSet<StoryId> = inputs.stories.iter().filter(is_in).map(|row| row.id).collect();
    if wanted.is_empty() { Ok(None) } else { sureness::held(inputs, &placed(inputs, &wanted)) }
}

/// The same in whole percent from fewer draws; none where it can not be said.
pub(in crate::sprint) fn chance_as_it_stands(inputs: &Inputs) -> Option<i64> {
    let wanted: BTreeSet<StoryId> =
        inputs.stories.iter().filter(|row| row.sprint_id.is_some()).map(|row| row.id).collect();
    let spreads =
        inputs.stories.iter().any(|row| row.sprint_id.is_some() && row.points_high_tenths.is_some());
    let held = spreads.then(|| sureness::held_of(inputs, &placed(inputs, &wanted), FEW_DRAWS))?;
    Some(held.ok()??.held_percent.round() as i64)
}

fn placed(inputs: &Inputs, wanted: &BTreeSet<StoryId>) -> Vec<Placed> {
    let placed = |(nth, row): (usize, &PlanRow)| {
        let place = Place { sprint: 0, team: 0 };
        wanted.contains(&row.id).then_some(Placed { item: nth, place })
    };
    inputs.stories.iter().take(ITEMS_MAX).enumerate().filter_map(placed).collect()
}

/// What a plan of exactly these stories breaks, as sentences.
pub fn broken(inputs: &Inputs, wanted: &BTreeSet<StoryId>) -> Vec<String> {
    let question = question(inputs);
    let plan = placed(inputs, wanted);
    let mut broken = audit(&question, &plan);
    if plan.len() < wanted.len() {
        broken.push("The plan names stories that cannot be chosen for this sprint.".into());
    }
    broken
}
