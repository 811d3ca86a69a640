//! What is read of direction.

use database::{Query, Together, Tx};
use serde::Serialize;

use super::{CheckIn, Goal, GoalId, GoalState, KeyResultId, Measure, Positioning, Unit, Vision, rules};
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Day;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

/// Goals of a workspace at most.
pub const GOALS_MAX: i64 = 200;
/// Key results of a workspace, and check-ins of one goal, at most.
const MEASURES_MAX: i64 = 1000;
/// A goal lies under at most this many.
const DEPTH_MAX: i64 = 50;

/// The vision board of a product, once somebody has written it.
pub fn vision(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Option<Vision>> {
    actor.must(Permission::Read, product)?;
    let sql =
        format!("{} where workspace_id = $1 and product_id = $2 and archived_at is null", Vision::select());
    Ok(tx.maybe(&sql, &[&actor.workspace, &product])?)
}

/// The positioning of a product, if it has been written.
pub fn positioning(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Option<Positioning>> {
    actor.must(Permission::Read, product)?;
    let stored = stored_positioning(tx, actor.workspace, product)?;
    Ok(stored.filter(|stored| stored.archived_at.is_none()))
}

/// The positioning of a product, archived or not.
pub(super) fn stored_positioning(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    product: ProductId,
) -> Result<Option<Positioning>> {
    let sql = format!("{} where workspace_id = $1 and product_id = $2", Positioning::select());
    Ok(tx.maybe(&sql, &[&workspace, &product])?)
}

database::row! {
    /// A goal as a row of the list.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct GoalRow {
        pub id: GoalId,
        pub number: i64,
        pub title: String,
        pub period: String,
        pub parent_id: Option<GoalId>,
        pub share_percent: Option<i64>,
        pub state: GoalState,
    }
}

/// The goals of the workspace in the order of their keys.
pub fn goals(actor: &Actor) -> Result<impl Together<Rows = Vec<GoalRow>>> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = "
        select id, number, title, period, parent_id, share_percent, state from goal
         where workspace_id = $1 and archived_at is null
         order by number
         limit $2";
    Ok(Query::new(sql, vec![actor.workspace.into(), GOALS_MAX.into()]))
}

database::row! {
    /// What serves a goal itself, not one below it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    pub struct Served {
        #[serde(skip)]
        pub goal_id: GoalId,
        /// Needs that serve it.
        pub needs: i64,
        /// Stories accepted for the features that answer those needs, each counted once.
        pub accepted: i64,
    }
}

impl Served {
    /// That of one goal among those of all.
    pub fn of(goal_id: GoalId, all: &[Self]) -> Self {
        let found = all.iter().find(|served| served.goal_id == goal_id);
        found.copied().unwrap_or(Self { goal_id, needs: 0, accepted: 0 })
    }
}

/// What serves each of the goals.
pub fn served(actor: &Actor) -> Result<impl Together<Rows = Vec<Served>>> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = "
        select g.id as goal_id,
               (select count(*) from need_goal s
                 where s.workspace_id = $1 and s.goal_id = g.id and s.archived_at is null) as needs,
               (select cast(coalesce(sum(t.n), 0) as bigint) from item_tally t
                 where t.workspace_id = $1 and t.noun = 'story' and t.state = 'accepted' and t.item_id in (
                    select a.feature_id from need_goal s cross join feature_need a
                     where s.workspace_id = $1 and s.goal_id = g.id and s.archived_at is null
                       and a.workspace_id = $1 and a.need_id = s.need_id and a.archived_at is null)) as accepted
          from goal g
         where g.workspace_id = $1 and g.archived_at is null
         order by g.number
         limit $2";
    Ok(Query::new(sql, vec![actor.workspace.into(), GOALS_MAX.into()]))
}

/// A goal that the actor may read, by its number.
pub fn goal(tx: &Tx<'_>, actor: &Actor, number: i64) -> Result<Goal> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = format!("{} where workspace_id = $1 and number = $2", Goal::select());
    tx.maybe(&sql, &[&actor.workspace, &number])?.found("goal")
}

database::row! {
    struct Above { id: GoalId, title: String }
}

/// A goal and those above it, the nearest first.
pub(super) fn above(tx: &Tx<'_>, workspace: WorkspaceId, goal: GoalId) -> Result<Vec<(GoalId, String)>> {
    let sql = "
        with recursive above (id, title, parent_id, depth) as (
            select id, title, parent_id, 0 from goal where workspace_id = $1 and id = $2
             union all
            select g.id, g.title, g.parent_id, a.depth + 1
              from above a
              join goal g on g.workspace_id = $1 and g.id = a.parent_id
             where a.depth < $3)
        select id, title from above order by depth";
    let rows: Vec<Above> = tx.all(sql, &[&workspace, &goal, &DEPTH_MAX])?;
    Ok(rows.into_iter().map(|row| (row.id, row.title)).collect())
}

database::row! {
    /// A key result with its newest check-in.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct KeyResultRow {
        pub id: KeyResultId,
        pub goal_id: GoalId,
        pub title: String,
        pub unit: Unit,
        pub baseline_thousandths: Measure,
        pub target_thousandths: Measure,
        pub value_thousandths: Option<Measure>,
        pub confidence: Option<i64>,
        pub measured_on: Option<Day>,
        /// Who checked in last.
        pub by_name: Option<String>,
    }
}

impl KeyResultRow {
    /// Where it stands: as checked in last, or at its baseline.
    pub fn now(&self) -> Measure {
        self.value_thousandths.unwrap_or(self.baseline_thousandths)
    }

    pub fn percent(&self) -> i64 {
        rules::progress_percent(self.baseline_thousandths, self.target_thousandths, self.now())
    }
}

/// The key results of every goal of the workspace, each with its newest check-in.
pub fn key_results(actor: &Actor) -> Result<impl Together<Rows = Vec<KeyResultRow>>> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = "
        select k.id, k.goal_id, k.title, k.unit, k.baseline_thousandths, k.target_thousandths,
               c.value_thousandths, c.confidence, c.measured_on, p.name as by_name
          from key_result k
          left join check_in c on c.workspace_id = k.workspace_id and c.id =
               (select n.id from check_in n
                 where n.workspace_id = k.workspace_id and n.key_result_id = k.id and n.archived_at is null
                 order by n.measured_on desc, n.created_at desc
                 limit 1)
          left join person p on p.workspace_id = c.workspace_id and p.id = c.created_by
         where k.workspace_id = $1 and k.archived_at is null
         order by k.goal_id, k.created_at, k.id
         limit $2";
    Ok(Query::new(sql, vec![actor.workspace.into(), MEASURES_MAX.into()]))
}

/// Every check-in of a goal's key results, the newest first.
pub fn check_ins(actor: &Actor, goal: GoalId) -> Result<impl Together<Rows = Vec<CheckIn>>> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = "
        select c.id, c.key_result_id, c.value_thousandths, c.confidence, c.note, c.measured_on,
               c.created_at, c.created_by, c.archived_at
          from key_result k
          join check_in c on c.workspace_id = k.workspace_id and c.key_result_id = k.id
         where k.workspace_id = $1 and k.goal_id = $2 and k.archived_at is null and c.archived_at is null
         order by c.measured_on desc, c.created_at desc, c.id
         limit $3";
    Ok(Query::new(sql, vec![actor.workspace.into(), goal.into(), MEASURES_MAX.into()]))
}
