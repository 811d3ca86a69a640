//! The search for the best plan over several sprints, with its reasons. Pure: whoever calls brings the clock.

use planner::select::{Answer, Forced, ItemReason, Placed, Price, Question, Wish};
use planner::select::{chance_of, find_conflict, prices, solve, why};
use planner::{Progress, Run};

use super::found::{Found, PlannedStory, Reason, SprintChance, SprintPrice};
use super::progress::Heard;
use super::question::{place_of, question, question_with_spreads};
use super::sprints::{Ahead, Column};
use crate::backlog::State;
use crate::spine::id::SprintId;
use crate::sprint::plan::proposal::{self, Limit};
use crate::sprint::plan::queries::PlanRow;
use crate::sprint::skills::SkillId;

/// Nodes at most of each search for a reason or a price: they are many.
const REASON_NODES_MAX: u64 = 20;
/// Draws for the chance of each sprint.
const DRAWS: usize = 4_000;

/// Whoever watches a search and may end it.
pub trait Watch {
    /// Told how far it is; false ends the search with the best so far.
    fn searches(&mut self, heard: Heard) -> bool;
    /// False: no time is left for the next reason.
    fn explains(&mut self) -> bool;
}

/// The best plan with its reasons, as far as the watch lets it go; or why there is none.
pub fn find(ahead: &Ahead, watch: &mut dyn Watch) -> Found {
    if ahead.sprints.is_empty() {
        return Found::failed("No sprint is planned. Plan one first.".into());
    }
    let asked = question(ahead);
    let solved = solve(&asked, &mut Run::watched(&mut |progress| watch.searches(heard(progress))));
    let answer = match solved {
        Ok(answer) => answer,
        Err(refused) => return Found::failed(refused.sentence),
    };
    let mut found = plan_of(ahead, &answer);
    if !watch.explains() {
        return Found { unexplained: ahead.inputs.stories.len(), ..found };
    }
    let mut explains = |_: &Progress| watch.explains();
    let mut run = Run::watched(&mut explains);
    run.nodes_max = REASON_NODES_MAX;
    if !answer.unmet_musts.is_empty() {
        found.conflict = find_conflict(&asked, &mut run).ok().flatten().map(|conflict| conflict.sentence);
        found.conflict.get_or_insert_with(|| unmet(ahead, &answer));
    }
    let priced = prices(&asked, &answer, &mut run).unwrap_or_default();
    found.prices = ahead.sprints.iter().filter_map(|column| price(column, &priced)).collect();
    found.chances = chances(ahead, &answer);
    give_reasons(ahead, &answer, &mut found, &mut run);
    found.prices.extend(of_skills(ahead, (asked, &answer), &mut run));
    found
}

fn heard(progress: &Progress) -> Heard {
    Heard { nodes: progress.nodes, value: progress.value, bound: progress.bound }
}

fn plan_of(ahead: &Ahead, answer: &Answer) -> Found {
    let planned = |placed: &Placed| {
        let column = ahead.sprints.iter().find(|column| place_of(column) == placed.place)?;
        Some(PlannedStory { story: ahead.inputs.stories.get(placed.item)?.id, sprint: column.sprint.id })
    };
    let uncounted = |row: &&PlanRow| row.points_tenths.is_none();
    let in_points = ahead.sprints.iter().any(|column| matches!(column.limit, Limit::Points(_)));
    Found {
        plan: answer.plan.iter().filter_map(planned).collect(),
        were_in: ahead
            .inputs
            .stories
            .iter()
            .filter(|row| row.sprint_id.is_some())
            .map(|row| row.id)
            .collect(),
        value: answer.value,
        bound: answer.bound,
        gap: answer.gap(),
        proven: answer.proven(),
        nodes: answer.nodes,
        by_rank: answer.ranked.len(),
        by_count: if in_points { ahead.inputs.stories.iter().filter(uncounted).count() } else { 0 },
        ..Found::default()
    }
}

/// Where the conflict was not found in time: what is left out.
fn unmet(ahead: &Ahead, answer: &Answer) -> String {
    let key = |item: &usize| ahead.inputs.stories.get(*item).map(|row| ahead.inputs.key(row.number));
    let keys: Vec<String> = answer.unmet_musts.iter().filter_map(key).collect();
    format!("Not everything that is pinned or has to be in fits: {} is left out.", keys.join(", "))
}

/// One more point of a team's sprint, in the unit of its limit; none where nobody knows what fits.
fn price(column: &Column, prices: &[Price]) -> Option<SprintPrice> {
    let place = place_of(column);
    let here = |price: &&Price| (price.team, price.sprint) == (place.team, place.sprint);
    let mut here = prices.iter().filter(here);
    let price = match column.limit {
        Limit::Points(_) => here.next(),
        Limit::Stories(_) => here.next_back(),
        Limit::Unknown => None,
    }?;
    Some(priced(column, None, price))
}

fn priced(column: &Column, skill: Option<SkillId>, price: &Price) -> SprintPrice {
    let price = proposal::Price { skill, gain: price.gain, exact: price.proven };
    SprintPrice { sprint: column.sprint.id, price }
}

/// One more point of somebody who has a skill, in each sprint that is limited by points; only what there was time for.
fn of_skills(ahead: &Ahead, (mut asked, answer): (Question, &Answer), run: &mut Run<'_>) -> Vec<SprintPrice> {
    let (skills, groups): (Vec<_>, Vec<_>) =
        ahead.inputs.skilled.priced().into_iter().filter_map(|(skill, group)| Some((skill?, group))).unzip();
    let in_points = |column: &&Column| matches!(column.limit, Limit::Points(_));
    if groups.is_empty() || run.is_stopped() || !ahead.sprints.iter().any(|column| in_points(&column)) {
        return Vec::new();
    }
    asked.priced = groups;
    let found = prices(&asked, answer, run).unwrap_or_default();
    let here = |column: &Column| {
        let place = place_of(column);
        let of_place =
            found.iter().filter(move |price| (price.team, price.sprint) == (place.team, place.sprint));
        let told = of_place.zip(&skills).filter(|(price, _)| price.proven || price.gain > 0.0);
        told.map(|(price, skill)| priced(column, Some(*skill), price)).collect::<Vec<_>>()
    };
    ahead.sprints.iter().filter(in_points).flat_map(here).collect()
}

/// How often the stories of each sprint fit it; nothing where none may take more than its size.
fn chances(ahead: &Ahead, answer: &Answer) -> Vec<SprintChance> {
    let asked = question_with_spreads(ahead);
    let wish = Wish { draws: DRAWS, ..Wish::of(0.5) };
    let chance = |column: &Column| {
        let here: Vec<Placed> =
            answer.plan.iter().filter(|placed| placed.place == place_of(column)).copied().collect();
        let is_between = |placed: &Placed| {
            ahead.inputs.stories.get(placed.item).is_some_and(|row| row.points_high_tenths.is_some())
        };
        let counts = matches!(column.limit, Limit::Points(_)) && here.iter().any(is_between);
        let chance = if counts { chance_of(&asked, &here, &wish).ok()? } else { return None };
        Some(SprintChance { sprint: column.sprint.id, held_percent: chance.share() * 100.0 })
    };
    ahead.sprints.iter().filter_map(chance).collect()
}

/// What is known without asking first, then what is planned, then what is left out from the top of the backlog down.
fn give_reasons(ahead: &Ahead, answer: &Answer, found: &mut Found, run: &mut Run<'_>) {
    let (mut known, mut open) = (Vec::new(), Vec::new());
    for (item, row) in ahead.inputs.stories.iter().enumerate() {
        match plain_reason(ahead, row, answer.holds(item)) {
            Some(reason) => known.push(Reason { story: row.id, reason }),
            None => open.push(item),
        }
    }
    open.sort_by_key(|item| !answer.holds(*item));
    let told = why(&question(ahead), answer, &open, run).unwrap_or_default();
    // What was left open says nothing.
    let is_told = |reason: &&ItemReason| reason.forced != Forced::Open;
    let reason = |why: &ItemReason| {
        let story = ahead.inputs.stories.get(why.item)?.id;
        Some(Reason { story, reason: why.sentence.clone() })
    };
    known.extend(told.iter().filter(is_told).filter_map(reason));
    found.unexplained = ahead.inputs.stories.len().saturating_sub(known.len());
    found.reasons = known;
}

/// A reason that takes no search.
fn plain_reason(ahead: &Ahead, row: &PlanRow, planned: bool) -> Option<String> {
    let key = ahead.inputs.key(row.number);
    if let Some(pin) = ahead.pin(row.id) {
        let by = pin.name.as_ref().map(|name| format!(" by {name}")).unwrap_or_default();
        return match pin.sprint_id.and_then(|sprint| ahead.column(sprint)) {
            Some(column) if planned => {
                Some(format!("{key} is pinned to sprint {}{by}.", column.sprint.number))
            }
            Some(_) => None,
            None => Some(format!("{key} is kept out{by}.")),
        };
    }
    if planned {
        return None;
    }
    let later = |sprint: Option<SprintId>| sprint.is_some_and(|id| ahead.later.contains(&id));
    let unbuilt = |wait: &&crate::sprint::plan::queries::Waits| {
        let open = matches!(wait.state, State::Proposed | State::Todo);
        let is_known = ahead.inputs.stories.iter().any(|row| row.id == wait.blocker_id);
        wait.blocked_id == row.id && open && !is_known && (wait.sprint_id.is_none() || later(wait.sprint_id))
    };
    let wait = ahead.inputs.waits.iter().find(unbuilt)?;
    let when = if wait.sprint_id.is_some() { "is planned later" } else { "is not planned" };
    Some(format!("{key} waits for {}, which {when}.", ahead.inputs.key(wait.number)))
}
