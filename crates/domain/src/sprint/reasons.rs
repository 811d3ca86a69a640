//! Why a story stands where it stands: its place, by when it is done, what it waits for, and what the newest plan says of it.

use database::Tx;
use serde::Serialize;

use super::ahead::SearchState;
use super::ahead::found::Found;
use super::ahead::queries::newest;
use super::before::{AHEAD_MAX, Of, ahead_of, place_of};
use super::forecast::{self, Sure, Until};
use super::order::Order;
use crate::backlog::waiting::{Linked, linked};
use crate::backlog::{State, Story, StoryId};
use crate::people::Product;
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, SprintId};
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::tally;

/// A plan that was asked for longer ago says nothing of today.
const PLAN_DAYS: i64 = 14;

/// Why a story stands where it stands.
#[derive(Clone, Debug, Serialize)]
pub struct Reasons {
    /// None where it is not to do.
    pub place: Option<Place>,
    /// None where it is accepted, only proposed, or too little is known.
    pub forecast: Option<Done>,
    /// What it waits for, and what waits for it.
    pub linked: Vec<Linked>,
    /// The sprint that it is in.
    pub sprint: Option<InSprint>,
    /// That it stands fast, whatever is planned.
    pub pin: Option<Pin>,
    /// What the newest plan over several sprints says of it.
    pub plan: Option<Planned>,
}

/// The place of a story among those that are to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The first is 1; 5,000 stands for all places after it.
    pub place: i64,
    pub of: i64,
    /// Its place in the order in which stories are built, where that is another: one of them waits for another that stands below
    /// it.
    pub built_as: Option<i64>,
    /// Stories that are built or being built, done before what is to do.
    pub in_work: i64,
}

/// When a story is done, as forecast.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Done {
    /// None: later than in five years.
    pub on: Sure<Option<Day>>,
    pub until: Until,
    /// How likely it is done until then, in percent.
    pub until_percent: i64,
    /// Weeks of past work that this is taken from.
    pub weeks: usize,
    /// Weeks of working time that absences take until it is done, 85 % sure.
    pub weeks_away: f64,
}

database::row! {
    /// The sprint of a story.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    pub struct InSprint { pub number: i64, pub team: String, pub ends_on: Day }
}

database::row! {
    /// That a story is pinned to a sprint or kept out of all, and by whom.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    pub struct Pin { pub sprint: Option<i64>, pub name: Option<String> }
}

/// What a plan over several sprints says of a story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Planned {
    pub asked_at: Timestamp,
    pub asked_by: Option<String>,
    /// The sprint it is in, by its number; none: it is left out.
    pub sprint: Option<i64>,
    pub reason: String,
}

/// Of one story, at this moment.
pub fn reasons(
    tx: &Tx<'_>,
    actor: &Actor,
    (product, story): (&Product, &Story),
    now: Timestamp,
) -> Result<Reasons> {
    actor.must(Permission::Read, product.id)?;
    let today = Day::of(now.day_in(&product.time_zone));
    let (until, order) = forecast::until_and_order(tx, actor, product.id, today)?;
    let place = place(tx, actor, story, order.as_ref())?;
    let ahead = match place {
        Some(place) => Some(place.in_work + place.built_as.unwrap_or(place.place)),
        None => ahead_of(tx, actor, product.id, Of::Story(story.id))?,
    };
    Ok(Reasons {
        place,
        forecast: match ahead {
            Some(ahead) => done(tx, actor, (product, until), (ahead, now))?,
            None => None,
        },
        linked: linked(tx, actor, story)?,
        sprint: story.sprint_id.map(|sprint| in_sprint(tx, actor, sprint)).transpose()?.flatten(),
        pin: pin(tx, actor, story)?,
        plan: planned(tx, actor, story, now)?,
    })
}

fn place(tx: &Tx<'_>, actor: &Actor, story: &Story, order: Option<&Order>) -> Result<Option<Place>> {
    if story.state != State::Todo || story.archived_at.is_some() {
        return Ok(None);
    }
    let tallies = tally::of_product(tx, actor, story.product_id)?;
    let (of, in_work) = (tallies.count("story", &["todo"]), tallies.count("story", &["doing", "done"]));
    let place = place_of(tx, actor, story)?;
    let built_as = order.map(|order| order.place(story.id).unwrap_or(AHEAD_MAX));
    Ok(Some(Place { place, of, built_as: built_as.filter(|built| *built != place), in_work }))
}

/// What comes after so many stories.
fn done(
    tx: &Tx<'_>,
    actor: &Actor,
    (product, until): (&Product, Until),
    (ahead, now): (i64, Timestamp),
) -> Result<Option<Done>> {
    let pace = forecast::pace(tx, actor, product.id, now)?;
    let Ok(forecast) = pace.forecast() else { return Ok(None) };
    let today = Day::of(now.day_in(&product.time_zone));
    let on = forecast.when(ahead, today);
    Ok(Some(Done {
        on,
        until_percent: forecast.chance(ahead, today.days_until(until.ends_on) + 1),
        until,
        weeks: pace.accepted_by_week.len(),
        weeks_away: pace.weeks_away(today, on.p85),
    }))
}

fn in_sprint(tx: &Tx<'_>, actor: &Actor, sprint: SprintId) -> Result<Option<InSprint>> {
    let sql = "
        select s.number, t.name as team, s.ends_on
          from sprint s
          join team t on t.workspace_id = s.workspace_id and t.id = s.team_id
         where s.workspace_id = $1 and s.id = $2 and s.state <> 'closed' and s.archived_at is null";
    Ok(tx.maybe(sql, &[&actor.workspace, &sprint])?)
}

fn pin(tx: &Tx<'_>, actor: &Actor, story: &Story) -> Result<Option<Pin>> {
    // A pin to a sprint that has begun since binds nobody any more.
    let sql = "
        select s.number as sprint, p.name
          from sprint_pin n
          left join sprint s on s.workspace_id = n.workspace_id and s.id = n.sprint_id
          left join person p on p.workspace_id = n.workspace_id and p.id = n.created_by
         where n.workspace_id = $1 and n.product_id = $2 and n.story_id = $3 and n.archived_at is null
           and (n.sprint_id is null or (s.state = 'planned' and s.archived_at is null))
         limit 1";
    Ok(tx.maybe(sql, &[&actor.workspace, &story.product_id, &story.id])?)
}

/// Of the newest plan, if it was found lately and says why.
fn planned(tx: &Tx<'_>, actor: &Actor, story: &Story, now: Timestamp) -> Result<Option<Planned>> {
    let Some(search) = newest(tx, actor, story.product_id)? else { return Ok(None) };
    let is_fresh = search.state != SearchState::Searching && search.created_at > now.plus_days(-PLAN_DAYS);
    let Some((reason, sprint)) =
        Some(&search.found).filter(|_| is_fresh).and_then(|text| said(text, story.id))
    else {
        return Ok(None);
    };
    let sprint = sprint.map(|sprint| number(tx, actor, story.product_id, sprint)).transpose()?.flatten();
    Ok(Some(Planned { asked_at: search.created_at, asked_by: search.name, sprint, reason }))
}

/// The reason of a story in what a search found, and where it puts it.
fn said(found: &str, story: StoryId) -> Option<(String, Option<SprintId>)> {
    let found = Found::read(found)?;
    let reason = found.reasons.iter().find(|reason| reason.story == story)?.reason.clone();
    Some((reason, found.sprint_of(story)))
}

fn number(tx: &Tx<'_>, actor: &Actor, product: ProductId, sprint: SprintId) -> Result<Option<i64>> {
    let sql = "select number as value from sprint where workspace_id = $1 and product_id = $2 and id = $3";
    Ok(tx.value(sql, &[&actor.workspace, &product, &sprint])?)
}
