//! Whether a plan that was found a while ago still holds. Pure.

use std::collections::BTreeSet;

use planner::select::audit;

use super::found::{Found, PlannedStory};
use super::question::{place_of, placed, question};
use super::sprints::{Ahead, Column};
use crate::backlog::StoryId;
use crate::sprint::plan::queries::PlanRow;

/// Keys that a sentence names, at most.
const NAMED_MAX: usize = 5;

/// What a plan breaks by what is true now, as sentences that name the stories and sprints; empty when it holds. `key` says what
/// a story is called that can no longer be chosen.
pub fn broken(ahead: &Ahead, found: &Found, key: impl Fn(StoryId) -> Option<String>) -> Vec<String> {
    let plan = &found.plan;
    let known: BTreeSet<StoryId> = ahead.inputs.stories.iter().map(|row| row.id).collect();
    let mut broken = Vec::new();
    let gone: Vec<String> =
        plan.iter().filter(|p| !known.contains(&p.story)).filter_map(|p| key(p.story)).collect();
    if !gone.is_empty() {
        let (keys, verb) = (listed(&gone), if gone.len() == 1 { "is" } else { "are" });
        broken.push(format!("{keys} {verb} accepted, archived or in another sprint by now."));
    }
    if plan.iter().any(|planned| ahead.column(planned.sprint).is_none()) {
        broken.push("A sprint of this plan has begun or is over.".into());
    }
    let came: Vec<String> = came_in(ahead, found).iter().map(|row| ahead.inputs.key(row.number)).collect();
    if !came.is_empty() {
        broken.push(format!("{} came into a sprint since.", listed(&came)));
    }
    let plan: Vec<PlannedStory> = plan
        .iter()
        .filter(|p| known.contains(&p.story) && ahead.column(p.sprint).is_some())
        .copied()
        .collect();
    broken.extend(pins(ahead, &plan));
    broken.extend(ahead.sprints.iter().filter_map(|column| overfull(ahead, &plan, column)));
    broken.extend(links(ahead, &plan));
    broken
}

/// Stories that somebody put into one of the sprints since, and that the plan has elsewhere.
fn came_in<'a>(ahead: &'a Ahead, found: &Found) -> Vec<&'a PlanRow> {
    let is_new = |row: &&PlanRow| row.sprint_id.is_some() && !found.were_in.contains(&row.id);
    let rows = ahead.inputs.stories.iter().filter(is_new);
    rows.filter(|row| found.sprint_of(row.id) != row.sprint_id).collect()
}

/// Stories that stand fast elsewhere by now.
fn pins(ahead: &Ahead, plan: &[PlannedStory]) -> Vec<String> {
    let told = |pin: &super::sprints::Pinned| {
        let row = ahead.inputs.stories.iter().find(|row| row.id == pin.story_id)?;
        let at = plan.iter().find(|planned| planned.story == pin.story_id).map(|planned| planned.sprint);
        if at == pin.sprint_id {
            return None;
        }
        let key = ahead.inputs.key(row.number);
        Some(match pin.sprint_id.and_then(|sprint| ahead.column(sprint)) {
            Some(column) => format!("{key} is pinned to sprint {} by now.", column.sprint.number),
            None => format!("{key} is kept out by now."),
        })
    };
    ahead.pins.iter().filter_map(told).collect()
}

/// A sprint that takes more than there is.
fn overfull(ahead: &Ahead, plan: &[PlannedStory], column: &Column) -> Option<String> {
    let asked = question(ahead);
    let place = place_of(column);
    let here = placed(ahead, plan).into_iter().filter(|placed| placed.place == place);
    let items: Vec<usize> = here.map(|placed| placed.item).collect();
    asked.skills.iter().enumerate().find_map(|(skill, unit)| {
        let most = asked.teams[place.team].capacity[place.sprint][skill];
        let used: f64 = items.iter().map(|item| asked.items[*item].effort.of(skill)).sum();
        let (number, used, most) = (column.sprint.number, rounded(used), rounded(most));
        (used > most).then(|| format!("Sprint {number} has {most} {unit} by now, and the plan takes {used}."))
    })
}

/// Musts and what is needed first; where and how much was looked at above.
fn links(ahead: &Ahead, plan: &[PlannedStory]) -> Vec<String> {
    let mut asked = question(ahead);
    for item in &mut asked.items {
        (item.sprint, item.team, item.window) = (None, None, None);
        item.excluded = false;
    }
    let capacities = asked.teams.iter_mut().flat_map(|team| team.capacity.iter_mut().flatten());
    capacities.for_each(|amount| *amount = f64::MAX);
    let is_pinned = |item: usize| ahead.pin(ahead.inputs.stories[item].id).is_some();
    for item in 0..asked.items.len() {
        asked.items[item].must &= !is_pinned(item);
    }
    audit(&asked, &placed(ahead, plan))
}

fn rounded(amount: f64) -> f64 {
    (amount * 10.0).round() / 10.0
}

fn listed(keys: &[String]) -> String {
    match keys {
        [only] => only.clone(),
        keys if keys.len() > NAMED_MAX => {
            format!("{} and {} others", keys[..NAMED_MAX].join(", "), keys.len() - NAMED_MAX)
        }
        [start @ .., last] => format!("{} and {last}", start.join(", ")),
        [] => String::new(),
    }
}
