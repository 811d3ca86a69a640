//! What is read for the charts of a sprint: from the change log, through its index of items and of products.

use std::collections::BTreeSet;

use database::{One, Param, Query, Together, Tx};
use serde_json::Value as Json;
use uuid::Uuid;

use super::rules::{Brought, Burn, Moved, Span, burn};
use crate::backlog::{Points, Story};
use crate::spine::actor::Actor;
use crate::spine::became::became;
use crate::spine::change::{self, Change, Told};
use crate::spine::id::{ProductId, SprintId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::sprint::{Sprint, TeamId};

/// Stories that were ever in a sprint, at most.
const STORIES_MAX: usize = 500;
/// Changes of those stories at most, and of the product while it ran.
const CHANGES_MAX: i64 = 20_000;
/// Changes of a sprint itself.
const OWN_MAX: i64 = 200;
/// Sprints of a team that are shown.
const SPRINTS_MAX: i64 = 12;

/// How a sprint that runs or is over burnt; none where it has not started.
pub fn burn_of(tx: &Tx<'_>, actor: &Actor, sprint: &Sprint) -> Result<Option<Burn>> {
    actor.must(Permission::Read, sprint.product_id)?;
    let (own, inside) = tx.together((
        change::of_item(actor.workspace, sprint.id.0, i64::MAX, OWN_MAX),
        inside_now(actor, sprint),
    ))?;
    let Some(span) = span(&own)? else { return Ok(None) };
    let mut stories: BTreeSet<Uuid> = inside.into_iter().map(|One(id)| id).collect();
    let since = own.last().map_or(0, |first| first.seq);
    stories.extend(came_or_went(tx, actor, sprint, (since, span))?);
    let stories: Vec<Uuid> = stories.into_iter().take(STORIES_MAX).collect();
    Ok(Some(burn(&moved(tx, actor, sprint.id, &stories)?, span)))
}

/// When it started last and, after that, ended: by its own changes.
fn span(own: &[Change]) -> Result<Option<Span>> {
    let mut span: Option<Span> = None;
    for change in own.iter().rev() {
        for field in change.field_changes()?.iter().filter(|field| field.field == "state") {
            match &field.after {
                Told::Is(Json::String(state)) if state == "running" => {
                    span = Some(match span {
                        // Opened again by an undo: it goes on.
                        Some(span) => Span { closed: None, ..span },
                        None => Span { started: (change.seq, change.at), closed: None },
                    });
                }
                Told::Is(Json::String(state)) if state == "closed" => {
                    span = span.map(|span| Span { closed: Some((change.seq, change.at)), ..span });
                }
                Told::Is(Json::String(state)) if state == "planned" => span = None,
                _ => {}
            }
        }
    }
    Ok(span)
}

fn inside_now(actor: &Actor, sprint: &Sprint) -> Query<'static, One<Uuid>> {
    let sql = "
        select id as value from story
         where workspace_id = $1 and sprint_id = $2 and archived_at is null
         limit 500";
    Query::new(sql, vec![actor.workspace.into(), sprint.id.into()])
}

/// The stories that came into the sprint or went out of it from its own first change on until it was closed.
fn came_or_went(
    tx: &Tx<'_>,
    actor: &Actor,
    sprint: &Sprint,
    (since, span): (i64, Span),
) -> Result<Vec<Uuid>> {
    let until = span.closed.map_or(i64::MAX, |(seq, _)| seq);
    let sql = "
        select distinct item_id as value
          from change
         where workspace_id = $1 and product_id = $2 and seq > $3 and seq <= $4 and noun = 'story'
           and replace(fields, 'sprint_id', '') <> fields and fields like $5
         limit $6";
    let named = format!("%{}%", sprint.id);
    let limit = STORIES_MAX as i64;
    let params: [&dyn Param; 6] = [&actor.workspace, &sprint.product_id, &since, &until, &named, &limit];
    Ok(tx.values(sql, &params)?)
}

/// What these stories were after each of their changes, in the order of the log.
fn moved(tx: &Tx<'_>, actor: &Actor, sprint: SprintId, stories: &[Uuid]) -> Result<Vec<Moved>> {
    if stories.is_empty() {
        return Ok(Vec::new());
    }
    let mut params: Vec<&dyn Param> = vec![&actor.workspace, &CHANGES_MAX];
    params.extend(stories.iter().map(|story| story as &dyn Param));
    let places: Vec<String> = (3..=params.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "select seq, at, item_id, fields
           from change
          where workspace_id = $1 and item_id in ({}) and noun = '{noun}'
            and (verb <> 'changed' or fields like '%sprint_id%' or fields like '%points_tenths%'
                 or fields like '%accepted_at%')
          order by item_id, seq, n
          limit $2",
        places.join(", "),
        noun = Story::NOUN,
    );
    let changes: Vec<Logged> = tx.all(&sql, &params)?;
    let mut moved = Vec::new();
    for of_one in changes.chunk_by(|one, next| one.item_id == next.item_id) {
        let mut now = Standing::default();
        for change in of_one {
            now.take(change, sprint)?;
            moved.push(now.told(change));
        }
    }
    moved.sort_by_key(|change| change.seq);
    Ok(moved)
}

database::row! {
    /// A change of a story, as far as it is looked at.
    struct Logged { seq: i64, at: Timestamp, item_id: Uuid, fields: String }
}

/// What a story is at one point of the log.
#[derive(Clone, Copy, Default)]
struct Standing {
    inside: bool,
    archived: bool,
    tenths: Option<i64>,
    accepted: bool,
}

impl Standing {
    fn take(&mut self, change: &Logged, sprint: SprintId) -> Result<()> {
        let read = became(&change.fields, ["sprint_id", "points_tenths", "accepted_at", "archived_at"])?;
        let value = |told| if let Told::Is(value) = told { value } else { Json::Null };
        let [into, points, accepted, archived] = read.map(|told| told.map(value));
        if let Some(id) = into {
            self.inside = id.as_str().is_some_and(|id| id == sprint.to_string());
        }
        if let Some(points) = points {
            self.tenths = serde_json::from_value::<Points>(points).ok().map(Points::tenths);
        }
        self.accepted = accepted.map_or(self.accepted, |at| !at.is_null());
        self.archived = archived.map_or(self.archived, |at| !at.is_null());
        Ok(())
    }

    fn told(&self, change: &Logged) -> Moved {
        Moved {
            seq: change.seq,
            at: change.at,
            item: change.item_id,
            inside: self.inside && !self.archived,
            tenths: self.tenths,
            accepted: self.accepted,
        }
    }
}

database::row! {
    struct Over {
        number: i64,
        planned_tenths: Option<Points>,
        planned_items: Option<i64>,
        accepted_tenths: Option<Points>,
        accepted_items: Option<i64>,
        without: i64,
    }
}

/// What the last sprints of a team brought, the oldest first; in points, or in stories where one of them held a story
/// that was accepted without an estimate.
pub fn brought(tx: &Tx<'_>, actor: &Actor, product: ProductId, team: TeamId) -> Result<(bool, Vec<Brought>)> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select s.number, s.planned_tenths, s.planned_items, s.accepted_tenths, s.accepted_items,
               (select count(*) from story t
                 where t.workspace_id = s.workspace_id and t.sprint_id = s.id and t.archived_at is null
                   and t.state = 'accepted' and t.points_tenths is null) as without
          from sprint s
         where s.workspace_id = $1 and s.product_id = $2 and s.team_id = $3 and s.state = 'closed'
           and s.archived_at is null
         order by s.number desc
         limit $4";
    let mut over: Vec<Over> = tx.all(sql, &[&actor.workspace, &product, &team, &SPRINTS_MAX])?;
    over.reverse();
    let in_points = over.iter().all(|sprint| sprint.without == 0);
    let told = |sprint: &Over| {
        let tenths = |points: Option<Points>| points.map_or(0, Points::tenths);
        let (planned, accepted) = if in_points {
            (tenths(sprint.planned_tenths), tenths(sprint.accepted_tenths))
        } else {
            (sprint.planned_items.unwrap_or(0), sprint.accepted_items.unwrap_or(0))
        };
        Brought { number: sprint.number, planned, accepted }
    };
    Ok((in_points, over.iter().map(told).collect()))
}

/// The sprint that a report is of where none is asked for: the one that runs, or else the one that ended last.
pub fn newest(actor: &Actor, product: ProductId) -> Result<impl Together<Rows = Option<Sprint>>> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "{} where workspace_id = $1 and product_id = $2 and state <> 'planned' and archived_at is null
          order by case when state = 'running' then 0 else 1 end, number desc
          limit 1",
        Sprint::select()
    );
    let found = Query::new(sql, vec![actor.workspace.into(), product.into()]);
    Ok(found.then(|rows: Vec<Sprint>| rows.into_iter().next()))
}

/// The last moment that a sprint's charts know of.
pub fn until(sprint: &Sprint, now: Timestamp) -> Timestamp {
    sprint.closed_at.unwrap_or(now)
}
