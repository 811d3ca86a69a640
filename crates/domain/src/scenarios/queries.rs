//! What is read of scenarios, and of the backlog that they are worked out from.

use std::collections::HashSet;

use database::Tx;
use serde::Serialize;
use uuid::Uuid;

use super::ahead::{Open, Piece, Stories};
use super::{Scenario, ScenarioChange, ScenarioId, ScenarioState};
use crate::backlog::StoryId;
use crate::roadmap::{FeatureId, Precision};
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, ReleaseId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;
use crate::sprint::before::AHEAD_MAX;
use crate::sprint::order::{Waits, to_do};

/// Scenarios that are listed, the newest.
const SCENARIOS_MAX: i64 = 200;
/// Changes of a scenario that are read; fewer can be made.
const CHANGES_READ_MAX: i64 = 200;
/// Features, and releases, that are compared at most.
const FEATURES_MAX: i64 = 500;
const RELEASES_MAX: i64 = 100;

database::row! {
    /// A scenario in the list.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct ScenarioRow {
        pub id: ScenarioId,
        pub number: i64,
        pub title: String,
        pub state: ScenarioState,
        pub capacity_percent: i64,
        pub capacity_from: Option<Day>,
        pub changes: i64,
        pub created_at: Timestamp,
        pub settled_at: Option<Timestamp>,
    }
}

database::row! {
    /// A feature with its window and its open stories.
    #[derive(Clone, Debug)]
    pub struct FeatureOpen {
        pub id: FeatureId,
        pub number: i64,
        pub title: String,
        pub starts_on: Option<Day>,
        pub ends_on: Option<Day>,
        pub date_precision: Option<Precision>,
        pub to_do: i64,
        pub doing: i64,
        pub done: i64,
    }
}

database::row! {
    /// A planned release with the day it is promised for and its open stories.
    #[derive(Clone, Debug)]
    pub struct ReleaseOpen {
        pub id: ReleaseId,
        pub number: i64,
        pub version: String,
        pub name: String,
        pub planned_on: Option<Day>,
        pub to_do: i64,
        pub doing: i64,
        pub done: i64,
    }
}

database::row! {
    struct Released { release_id: ReleaseId, id: StoryId }
}

impl FeatureOpen {
    pub fn open(&self) -> Open {
        Open { to_do: self.to_do, doing: self.doing, done: self.done }
    }
}

impl ReleaseOpen {
    pub fn open(&self) -> Open {
        Open { to_do: self.to_do, doing: self.doing, done: self.done }
    }
}

/// The scenarios of a product, newest first.
pub fn scenarios(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<ScenarioRow>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select s.id, s.number, s.title, s.state, s.capacity_percent, s.capacity_from,
               (select count(*) from scenario_change c
                 where c.workspace_id = $1 and c.scenario_id = s.id and c.archived_at is null) as changes,
               s.created_at, s.settled_at
          from scenario s
         where s.workspace_id = $1 and s.product_id = $2 and s.archived_at is null
         order by s.number desc
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &product, &SCENARIOS_MAX])?)
}

/// A scenario by its number.
pub fn scenario(tx: &Tx<'_>, actor: &Actor, product: ProductId, number: i64) -> Result<Scenario> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "{} where workspace_id = $1 and product_id = $2 and number = $3 and archived_at is null",
        Scenario::select()
    );
    tx.maybe(&sql, &[&actor.workspace, &product, &number])?.found("scenario")
}

/// What is otherwise in it, in the order in which it is done.
pub fn changes(tx: &Tx<'_>, workspace: WorkspaceId, scenario: ScenarioId) -> Result<Vec<ScenarioChange>> {
    let sql = format!(
        "{} where workspace_id = $1 and scenario_id = $2 and archived_at is null
          order by place, id
          limit $3",
        ScenarioChange::select()
    );
    Ok(tx.all(&sql, &[&workspace, &scenario, &CHANGES_READ_MAX])?)
}

/// The newest number of a product's scenarios; 0: it has none.
pub(super) fn newest_number(tx: &Tx<'_>, workspace: WorkspaceId, product: ProductId) -> Result<i64> {
    let sql = "
        select number as value from scenario
         where workspace_id = $1 and product_id = $2
         order by number desc
         limit 1";
    Ok(tx.value(sql, &[&workspace, &product])?.unwrap_or_default())
}

/// Scenarios that are neither taken over nor dropped.
pub(super) fn open_scenarios(tx: &Tx<'_>, workspace: WorkspaceId, product: ProductId) -> Result<i64> {
    let sql = "
        select count(*) as value from scenario
         where workspace_id = $1 and product_id = $2 and archived_at is null and state in ('draft', 'offered')";
    Ok(tx.value(sql, &[&workspace, &product])?.unwrap_or_default())
}

/// The columns of open stories under an item, summed from what is kept under it: no story is read.
const OPEN: &str = "
    cast(coalesce(sum(case when t.state = 'todo' then t.n else 0 end), 0) as bigint) as to_do,
    cast(coalesce(sum(case when t.state = 'doing' then t.n else 0 end), 0) as bigint) as doing,
    cast(coalesce(sum(case when t.state = 'done' then t.n else 0 end), 0) as bigint) as done";

/// The features of a product with what is open of them, in the manager's order.
pub fn features(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<FeatureOpen>> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "select f.id, f.number, f.title, f.starts_on, f.ends_on, f.date_precision, {OPEN}
           from feature f
           left join item_tally t on t.workspace_id = $1 and t.item_id = f.id and t.noun = 'story'
          where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null
          group by f.id, f.number, f.title, f.starts_on, f.ends_on, f.date_precision, f.rank
          order by f.rank
          limit $3"
    );
    Ok(tx.all(&sql, &[&actor.workspace, &product, &FEATURES_MAX])?)
}

/// The releases that are planned with what is open of them, the earliest first.
pub fn releases(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<ReleaseOpen>> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "select r.id, r.number, r.version, r.name, r.planned_on, {OPEN}
           from release r
           left join item_tally t on t.workspace_id = $1 and t.item_id = r.id and t.noun = 'story'
          where r.workspace_id = $1 and r.product_id = $2 and r.archived_at is null and r.state = 'planned'
          group by r.id, r.number, r.version, r.name, r.planned_on
          order by r.planned_on, r.number
          limit $3"
    );
    Ok(tx.all(&sql, &[&actor.workspace, &product, &RELEASES_MAX])?)
}

/// The stories to do in the owner's order, those that are alike and stand together as one piece; [`AHEAD_MAX`] of them,
/// and then the cut. Those that wait or are waited for stand alone.
pub fn backlog(
    tx: &Tx<'_>,
    actor: &Actor,
    (product, waits): (ProductId, &[Waits]),
) -> Result<Vec<Piece<Stories>>> {
    let linked: HashSet<Uuid> =
        waits.iter().flat_map(|link| [link.blocked_id.0, link.blocker_id.0]).collect();
    let mut pieces: Vec<Piece<Stories>> = Vec::new();
    for (nth, story) in (1..).zip(to_do(tx, actor, product)?) {
        let (feature, release) = (story.feature_id, story.release_id);
        if nth > AHEAD_MAX {
            pieces.push(Piece { feature: None, what: Stories::Cut });
            break;
        }
        let alone = linked.contains(&story.id.0).then_some(story.id);
        match pieces.last_mut() {
            Some(Piece { feature: of, what: Stories::Some { release: by, stories, linked: None } })
                if alone.is_none() && *of == feature && *by == release =>
            {
                *stories += 1;
            }
            _ => pieces.push(Piece { feature, what: Stories::Some { release, stories: 1, linked: alone } }),
        }
    }
    Ok(pieces)
}

/// How many stories of a feature are to do.
pub(super) fn to_do_of(tx: &Tx<'_>, workspace: WorkspaceId, feature: FeatureId) -> Result<i64> {
    let sql = "
        select n as value from item_tally
         where workspace_id = $1 and item_id = $2 and noun = 'story' and state = 'todo'";
    Ok(tx.value(sql, &[&workspace, &feature])?.unwrap_or_default())
}

/// The stories of a feature that are to do and in a release that is planned, with that release.
pub(super) fn to_do_in_releases(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    feature: FeatureId,
) -> Result<Vec<(ReleaseId, StoryId)>> {
    let sql = "
        select s.release_id, s.id
          from story s
          join release r on r.workspace_id = $1 and r.id = s.release_id
         where s.workspace_id = $1 and s.feature_id = $2 and s.archived_at is null and s.state = 'todo'
           and r.state = 'planned'
         order by s.release_id, s.rank
         limit $3";
    let rows: Vec<Released> = tx.all(sql, &[&workspace, &feature, &AHEAD_MAX])?;
    Ok(rows.into_iter().map(|row| (row.release_id, row.id)).collect())
}
