//! What is read for the charts of a sprint: from the change log, through its index of items and of products.

use std::collections::HashMap;

use database::{One, Query, Together, Tx, Value};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use uuid::Uuid;

use super::rules::{Brought, Burn, Moved, Span, burn};
use crate::backlog::{Points, Story};
use crate::spine::actor::Actor;
use crate::spine::before::before;
use crate::spine::change::{self, Change, Told, Verb};
use crate::spine::id::{ProductId, SprintId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Result, broken};
use crate::spine::rights::Permission;
use crate::sprint::{Sprint, SprintState, TeamId};

/// Stories that were ever in a sprint, at most.
const STORIES_MAX: usize = 500;
/// Changes of those stories at most.
const CHANGES_MAX: i64 = 20_000;
/// Changes of a sprint itself.
const OWN_MAX: i64 = 200;
/// Sprints of a team that are shown.
const SPRINTS_MAX: i64 = 12;

/// How a sprint that runs or is over burnt; none where it has not started.
pub fn burn_of(tx: &Tx<'_>, actor: &Actor, sprint: &Sprint) -> Result<Option<Burn>> {
    actor.must(Permission::Read, sprint.product_id)?;
    let own = change::of_item(actor.workspace, sprint.id.0, i64::MAX, OWN_MAX);
    let named = format!("%{}%", sprint.id);
    let (own, stories) = tx.together((own, came_or_went(actor, sprint, &named)))?;
    let Some(span) = span(&own)? else { return Ok(None) };
    let stories: Vec<Uuid> = stories.into_iter().map(|One(story)| story).collect();
    let (now, changes) =
        tx.together((standing(actor, &stories), changes(actor, &stories, span.started.0)))?;
    Ok(Some(burn(&moved(sprint.id, now, &changes, span)?, span)))
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

/// The stories that came into the sprint or went out of it, from its first change to its last one, or until now: of what was
/// changed, its id stands in it.
fn came_or_went<'q>(actor: &Actor, sprint: &Sprint, named: &'q str) -> Query<'q, One<Uuid>> {
    let until = match sprint.state {
        SprintState::Closed => {
            "(select max(seq) from change where workspace_id = $1 and item_id = $3 and noun = 'sprint')"
        }
        _ => "9223372036854775807",
    };
    let sql = format!(
        "select distinct item_id as value
           from change
          where workspace_id = $1 and product_id = $2 and noun = 'story'
            and replace(fields, 'sprint_id', '') <> fields and fields like $4
            and seq > (select min(seq) from change where workspace_id = $1 and item_id = $3 and noun = 'sprint')
            and seq <= {until}
          limit {STORIES_MAX}"
    );
    Query::new(sql, vec![actor.workspace.into(), sprint.product_id.into(), sprint.id.into(), named.into()])
}

database::row! {
    /// What a story is, as far as it is looked at.
    struct Standing {
        id: Uuid,
        sprint_id: Option<SprintId>,
        archived_at: Option<Timestamp>,
        points_tenths: Option<Points>,
        accepted_at: Option<Timestamp>,
    }
}

/// What these stories are now.
fn standing(actor: &Actor, stories: &[Uuid]) -> Query<'static, Standing> {
    let sql = "
        select id, sprint_id, archived_at, points_tenths, accepted_at from story
         where workspace_id = $1 and id in ({list})";
    Query::with_list(sql, vec![actor.workspace.into()], stories.iter().copied().map(Value::Uuid))
}

database::row! {
    /// A change of a story, as far as it is looked at.
    struct Logged { seq: i64, at: Timestamp, item_id: Uuid, verb: String, fields: String }
}

/// What was changed of these stories after that change, of each the newest first.
fn changes(actor: &Actor, stories: &[Uuid], after: i64) -> Query<'static, Logged> {
    let sql = format!(
        "select seq, at, item_id, verb, fields
           from change
          where workspace_id = $1 and item_id in ({{list}}) and seq > $2 and noun = '{noun}'
            and (verb <> 'changed' or fields like '%sprint_id%' or fields like '%points_tenths%'
                 or fields like '%accepted_at%')
          order by item_id desc, seq desc, n desc
          limit {CHANGES_MAX}",
        noun = Story::NOUN,
    );
    let params = vec![actor.workspace.into(), after.into()];
    Query::with_list(&sql, params, stories.iter().copied().map(Value::Uuid))
}

/// What these stories were at the start and after each change since, in the order of the log: from what they are now,
/// one change after the other taken back.
fn moved(sprint: SprintId, now: Vec<Standing>, changes: &[Logged], span: Span) -> Result<Vec<Moved>> {
    let mut stories: HashMap<Uuid, Option<Standing>> =
        now.into_iter().map(|story| (story.id, Some(story))).collect();
    let mut moved = Vec::new();
    for change in changes {
        let Some(story) = stories.get_mut(&change.item_id) else { continue };
        moved.extend(story.as_ref().map(|story| story.told(sprint, (change.seq, change.at))));
        // Before it was added there was nothing.
        *story = match story.take() {
            Some(story) if change.verb != Verb::Added.as_str() => Some(story.before(change)?),
            _ => None,
        };
    }
    moved.extend(stories.into_values().flatten().map(|story| story.told(sprint, span.started)));
    moved.reverse();
    moved.sort_by_key(|change| change.seq);
    Ok(moved)
}

impl Standing {
    /// What it was before a change.
    fn before(self, change: &Logged) -> Result<Self> {
        let fields = ["sprint_id", "archived_at", "points_tenths", "accepted_at"];
        let [sprint, archived, points, accepted] = before(&change.fields, fields)?;
        Ok(Self {
            id: self.id,
            sprint_id: was(sprint, self.sprint_id)?,
            archived_at: was(archived, self.archived_at)?,
            points_tenths: was(points, self.points_tenths)?,
            accepted_at: was(accepted, self.accepted_at)?,
        })
    }

    fn told(&self, sprint: SprintId, (seq, at): (i64, Timestamp)) -> Moved {
        Moved {
            seq,
            at,
            item: self.id,
            inside: self.sprint_id == Some(sprint) && self.archived_at.is_none(),
            tenths: self.points_tenths.map(Points::tenths),
            accepted: self.accepted_at.is_some(),
        }
    }
}

/// What a value was, where a change tells of it; else what it is.
fn was<T: DeserializeOwned>(told: Option<Told>, is: Option<T>) -> Result<Option<T>> {
    match told {
        Some(Told::Is(value)) => serde_json::from_value(value).map_err(broken),
        Some(_) => Ok(None),
        None => Ok(is),
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
