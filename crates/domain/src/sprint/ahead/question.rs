//! The question that several sprints and teams ask of the planner. Pure.

use std::collections::HashMap;

use planner::select::{Effort, Item, Place, Placed, Question, Team};

use super::found::PlannedStory;
use super::sprints::{Ahead, Column};
use crate::backlog::{State, StoryId};
use crate::sprint::plan::proposal::{self, Limit};
use crate::sprint::plan::queries::PlanRow;

/// What value keeps for each sprint of waiting.
const DISCOUNT: f64 = 0.93;
/// Moving a story away from where it is planned costs this part of what a story is worth on average: for less nothing is upset.
const STABILITY: f64 = 0.05;
const STORIES: &str = "stories";

/// By the low estimates.
pub(super) fn question(ahead: &Ahead) -> Question {
    over_sprints(ahead, proposal::question(&ahead.inputs))
}

/// With low and high estimates as they are.
pub(super) fn question_with_spreads(ahead: &Ahead) -> Question {
    over_sprints(ahead, proposal::question_with_spreads(&ahead.inputs))
}

fn over_sprints(ahead: &Ahead, mut question: Question) -> Question {
    let units = Units::of(ahead);
    let last_first = ahead.sprints.iter().filter(|column| is_first(ahead, column));
    let last_first = last_first.map(|column| column.period).max().unwrap_or(0);
    for (item, row) in question.items.iter_mut().zip(&ahead.inputs.stories) {
        units.count(item);
        item.earlier = row.sprint_id.and_then(|sprint| ahead.column(sprint)).map(place_of);
        // What has to be in the next sprint may be in the next one of any team.
        item.window = item.must.then_some((0, last_first));
        stand_fast(ahead, item, row);
    }
    let worth: f64 = question.items.iter().map(|item| item.value.amount()).sum();
    question.stability = STABILITY * worth / question.items.len().max(1) as f64;
    question.discount = DISCOUNT;
    question.sprints = ahead.periods();
    question.skills = units.names();
    question.priced = units.limits();
    question.teams = teams(ahead, &units);
    question
}

fn is_first(ahead: &Ahead, column: &Column) -> bool {
    let earlier = |other: &&Column| other.team_place == column.team_place && other.period < column.period;
    ahead.sprints.iter().find(earlier).is_none()
}

pub(super) fn place_of(column: &Column) -> Place {
    Place { sprint: column.period, team: column.team_place }
}

/// A pin is a must for one sprint; who is kept out is out, whatever else is said.
fn stand_fast(ahead: &Ahead, item: &mut Item, row: &PlanRow) {
    let waits_for_later = |wait: &&crate::sprint::plan::queries::Waits| {
        let open = matches!(wait.state, State::Proposed | State::Todo);
        wait.blocked_id == row.id && open && wait.sprint_id.is_some_and(|id| ahead.later.contains(&id))
    };
    let waits = ahead.inputs.waits.iter().find(waits_for_later).is_some();
    match ahead.pin(row.id) {
        Some(pin) => match pin.sprint_id.and_then(|sprint| ahead.column(sprint)) {
            Some(column) => {
                let place = place_of(column);
                (item.must, item.excluded, item.window) = (true, false, None);
                (item.sprint, item.team) = (Some(place.sprint), Some(place.team));
            }
            None => (item.must, item.excluded, item.window) = (false, true, None),
        },
        None => item.excluded |= waits && !item.must,
    }
}

/// In what the teams count: points with those of each skill, stories, or some one and some the other.
struct Units<'a> {
    ahead: &'a Ahead,
    points: bool,
    stories: bool,
}

impl<'a> Units<'a> {
    fn of(ahead: &'a Ahead) -> Self {
        let points = ahead.sprints.iter().any(|column| matches!(column.limit, Limit::Points(_)));
        let stories = ahead.sprints.iter().any(|column| !matches!(column.limit, Limit::Points(_)));
        Self { ahead, points, stories }
    }

    /// What one more of each limit is, in the places of [`Self::names`].
    fn limits(&self) -> Vec<Vec<usize>> {
        let points = self.points.then(|| vec![0]);
        let stories = (self.stories || !self.points).then(|| vec![self.names().len() - 1]);
        points.into_iter().chain(stories).collect()
    }

    fn names(&self) -> Vec<String> {
        let points = if self.points { self.ahead.inputs.skilled.weighed() } else { Vec::new() };
        let stories = (self.stories || !self.points).then(|| STORIES.to_owned());
        points.into_iter().chain(stories).collect()
    }

    /// A story counts as one wherever some team counts stories, beside its points.
    fn count(&self, item: &mut Item) {
        if !(self.points && self.stories) {
            return;
        }
        let width = self.names().len() - 1;
        let and_one = |amounts: Vec<f64>| amounts.into_iter().chain([1.0]).collect();
        item.effort = match item.effort.clone() {
            Effort::Between { low, high } => Effort::Between { low: and_one(low), high: and_one(high) },
            Effort::Estimated(amounts) => Effort::Estimated(and_one(amounts)),
            effort => Effort::Estimated(and_one((0..width).map(|skill| effort.of(skill)).collect())),
        };
    }

    /// What there is of each unit in a sprint: what limits it, and of all others as much as all stories need.
    fn amounts(&self, column: &Column) -> Vec<f64> {
        let (skilled, rows) = (&self.ahead.inputs.skilled, &self.ahead.inputs.stories);
        let all = || vec![rows.iter().map(points_of).sum::<f64>(); skilled.weighed().len()];
        match column.limit {
            Limit::Points(points) => {
                self.whole(skilled.capacities(points, &column.members), rows.len() as f64)
            }
            Limit::Stories(stories) => self.whole(all(), stories as f64),
            Limit::Unknown => {
                let here = |row: &&PlanRow| {
                    self.ahead.pin(row.id).is_some_and(|pin| pin.sprint_id == Some(column.sprint.id))
                };
                let pinned: Vec<&PlanRow> = rows.iter().filter(here).collect();
                let points = pinned.iter().map(|row| points_of(row)).sum::<f64>();
                self.whole(vec![points; skilled.weighed().len()], pinned.len() as f64)
            }
        }
    }

    fn nothing(&self) -> Vec<f64> {
        vec![0.0; self.names().len()]
    }

    fn whole(&self, points: Vec<f64>, stories: f64) -> Vec<f64> {
        let points = if self.points { points } else { Vec::new() };
        points.into_iter().chain((self.stories || !self.points).then_some(stories)).collect()
    }
}

/// The teams with what they can do in each period; nothing where they have no sprint. A sprint of which nobody knows what fits
/// holds what is pinned to it and no more.
fn teams(ahead: &Ahead, units: &Units<'_>) -> Vec<Team> {
    let team = |(place, name): (usize, &str)| {
        let capacity = |period: usize| {
            let column = ahead.sprints.iter().find(|c| c.team_place == place && c.period == period);
            column.map_or_else(|| units.nothing(), |column| units.amounts(column))
        };
        Team { name: name.to_owned(), capacity: (0..ahead.periods()).map(capacity).collect() }
    };
    ahead.teams().into_iter().enumerate().map(team).collect()
}

/// Without an estimate a story counts as one.
fn points_of(row: &PlanRow) -> f64 {
    row.points_tenths.map_or(1.0, |points| points.tenths() as f64 / 10.0)
}

/// A plan in the planner's terms; what is not in the question is left out.
pub(super) fn placed(ahead: &Ahead, plan: &[PlannedStory]) -> Vec<Placed> {
    let item: HashMap<StoryId, usize> =
        ahead.inputs.stories.iter().enumerate().map(|(nth, row)| (row.id, nth)).collect();
    let placed = |planned: &PlannedStory| {
        let column = ahead.column(planned.sprint)?;
        Some(Placed { item: *item.get(&planned.story)?, place: place_of(column) })
    };
    plan.iter().filter_map(placed).collect()
}
