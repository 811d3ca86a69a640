//! What is read for planning ahead.

use std::collections::BTreeSet;

use database::{Param, Tx};
use serde::Serialize;

use super::sprints::{Ahead, Column, Pinned, Slot, placed};
use super::{PlanSearchId, SearchState};
use crate::backlog::{Points, State};
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, SprintId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::sprint::Sprint;
use crate::sprint::plan::proposal::Limit;
use crate::sprint::plan::queries::{Inputs, PLAN_ROW, PlanRow, inputs_of, limit};
use crate::sprint::plan::team::members;

/// Stories of the backlog that may be chosen, from the top, beside those that are in a sprint or pinned.
pub const CANDIDATES_MAX: i64 = 120;
/// Stories of all planned sprints together, and pins, at most.
const STORIES_MAX: i64 = 600;
const SPRINTS_MAX: i64 = 40;

/// Everything that a plan over the planned sprints of a product is made from.
pub fn ahead(tx: &Tx<'_>, actor: &Actor, product: ProductId, prefix: &str) -> Result<Ahead> {
    actor.must(Permission::Read, product)?;
    let (slots, later) = placed(planned(tx, actor, product)?);
    let mut sprints = Vec::new();
    for Slot { sprint, team, period, team_place } in slots {
        let members = members(tx, actor, &sprint)?;
        let limit = limit(tx, actor, &sprint, &members)?;
        sprints.push(Column { sprint, team, period, team_place, members, limit });
    }
    let pins = pins(tx, actor, product, &sprints)?;
    let stories = stories(tx, actor, product, (&sprints, &pins))?;
    let in_points = sprints.iter().any(|column| matches!(column.limit, Limit::Points(_)));
    let unit = if in_points { Limit::Points(Points::of_tenths(0)) } else { Limit::Stories(0) };
    let inputs = inputs_of(tx, actor, product, (stories, Inputs::of(prefix, unit)))?;
    Ok(Ahead { sprints, pins, later, inputs })
}

database::row! {
    struct TeamName { id: SprintId, name: String }
}

/// The planned sprints with the names of their teams, by their ends.
fn planned(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<(Sprint, String)>> {
    let sql = format!(
        "{} where workspace_id = $1 and product_id = $2 and state = 'planned' and archived_at is null
          order by ends_on, number limit $3",
        Sprint::select()
    );
    let sprints: Vec<Sprint> = tx.all(&sql, &[&actor.workspace, &product, &SPRINTS_MAX])?;
    let sql = "
        select s.id, t.name
          from sprint s
          join team t on t.workspace_id = s.workspace_id and t.id = s.team_id
         where s.workspace_id = $1 and s.product_id = $2 and s.state = 'planned' and s.archived_at is null
         order by s.ends_on, s.number
         limit $3";
    let names: Vec<TeamName> = tx.all(sql, &[&actor.workspace, &product, &SPRINTS_MAX])?;
    let name = |id: SprintId| names.iter().find(|row| row.id == id).map(|row| row.name.clone());
    Ok(sprints.into_iter().map(|sprint| (sprint.clone(), name(sprint.id).unwrap_or_default())).collect())
}

/// What stands fast. A pin to a sprint that has begun since binds nobody any more.
fn pins(tx: &Tx<'_>, actor: &Actor, product: ProductId, sprints: &[Column]) -> Result<Vec<Pinned>> {
    let sql = "
        select n.story_id, n.sprint_id, p.name
          from sprint_pin n
          left join person p on p.workspace_id = n.workspace_id and p.id = n.created_by
         where n.workspace_id = $1 and n.product_id = $2 and n.archived_at is null
         order by n.story_id
         limit $3";
    let rows: Vec<Pinned> = tx.all(sql, &[&actor.workspace, &product, &STORIES_MAX])?;
    let binds = |pin: &Pinned| {
        pin.sprint_id.is_none_or(|sprint| sprints.iter().any(|column| column.sprint.id == sprint))
    };
    Ok(rows.into_iter().filter(binds).collect())
}

/// What is in the sprints, the top of the backlog, and what is pinned further down, in the owner's order.
fn stories(
    tx: &Tx<'_>,
    actor: &Actor,
    product: ProductId,
    (sprints, pins): (&[Column], &[Pinned]),
) -> Result<Vec<PlanRow>> {
    let of = "s.workspace_id = $1 and s.archived_at is null";
    let top = format!(
        "{PLAN_ROW} where {of} and s.product_id = $2 and s.state = 'todo' and s.sprint_id is null
          order by s.rank limit $3"
    );
    let mut rows: Vec<PlanRow> = tx.all(&top, &[&actor.workspace, &product, &CANDIDATES_MAX])?;
    if !sprints.is_empty() {
        let ids: Vec<&dyn Param> = sprints.iter().map(|column| &column.sprint.id as &dyn Param).collect();
        let which = format!("s.sprint_id in ({}) and s.state <> 'accepted'", places(ids.len()));
        rows.extend(among(tx, actor, &format!("{of} and {which}"), ids)?);
    }
    let known: BTreeSet<_> = rows.iter().map(|row| row.id).collect();
    let further: Vec<_> = pins.iter().map(|pin| pin.story_id).filter(|id| !known.contains(id)).collect();
    if !further.is_empty() {
        let ids: Vec<&dyn Param> = further.iter().map(|id| id as &dyn Param).collect();
        let which = format!("s.id in ({}) and s.state = 'todo' and s.sprint_id is null", places(ids.len()));
        rows.extend(among(tx, actor, &format!("{of} and {which}"), ids)?);
    }
    rows.sort_by(|one, other| one.rank.cmp(&other.rank));
    rows.retain(|row| row.state != State::Accepted);
    Ok(rows)
}

fn among<'p>(tx: &Tx<'_>, actor: &'p Actor, which: &str, ids: Vec<&'p dyn Param>) -> Result<Vec<PlanRow>> {
    let mut params: Vec<&dyn Param> = vec![&actor.workspace];
    params.extend(ids);
    params.push(&STORIES_MAX);
    let sql = format!("{PLAN_ROW} where {which} order by s.rank limit ${}", params.len());
    Ok(tx.all(&sql, &params)?)
}

/// A statement's places for a list of values, from the second on.
fn places(count: usize) -> String {
    (2..count + 2).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

database::row! {
    /// A search for a plan, and how far it is.
    #[derive(Clone, Debug, Serialize)]
    pub struct SearchRow {
        pub id: PlanSearchId,
        pub state: SearchState,
        pub created_at: Timestamp,
        pub ended_at: Option<Timestamp>,
        pub taken_at: Option<Timestamp>,
        pub stop_asked_at: Option<Timestamp>,
        /// Who asked for it.
        pub name: Option<String>,
        /// None: it waits for its turn.
        pub heard_at: Option<Timestamp>,
        pub nodes: i64,
        pub value: Option<f64>,
        pub bound: Option<f64>,
        /// What it found, as JSON.
        #[serde(skip)]
        pub found: String,
    }
}

/// The newest search of a product.
pub fn newest(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Option<SearchRow>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select s.id, s.state, s.created_at, s.ended_at, s.taken_at, s.stop_asked_at, p.name, g.heard_at,
               g.nodes, g.value, g.bound, g.found
          from plan_search s
          join plan_progress g on g.workspace_id = s.workspace_id and g.search_id = s.id
          left join person p on p.workspace_id = s.workspace_id and p.id = s.created_by
         where s.workspace_id = $1 and s.product_id = $2 and s.archived_at is null
         order by s.created_at desc, s.id desc
         limit 1";
    Ok(tx.maybe(sql, &[&actor.workspace, &product])?)
}

/// How many sprints are planned.
pub fn planned_count(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<i64> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select count(*) as value from sprint
         where workspace_id = $1 and product_id = $2 and state = 'planned' and archived_at is null";
    Ok(tx.value(sql, &[&actor.workspace, &product])?.unwrap_or(0))
}
