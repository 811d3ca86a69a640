//! What is read for planning.

use std::collections::BTreeSet;

use database::{Param, Tx};
use serde::Serialize;

use super::proposal::Limit;
use super::rules;
use super::skilled::Skilled;
use super::team::{Member, members};
use crate::backlog::{Points, Size, State, StoryId};
use crate::market::CustomerId;
use crate::roadmap::FeatureId;
use crate::spine::actor::Actor;
use crate::spine::id::{PersonId, ProductId, SprintId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Day;
use crate::spine::rank::Rank;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;
use crate::sprint::{GoalMet, Sprint, SprintState, SprintVoiceId, Stance};

/// Stories to choose from at most, beside those that are in the sprint.
const CANDIDATES_MAX: i64 = 60;
/// Stories of a sprint at most.
const STORIES_MAX: i64 = 200;
const SPRINTS_MAX: i64 = 50;
/// Links and accounts at most.
const LINKS_MAX: i64 = 5_000;
/// Sprints that say how many stories a team accepts.
const LAST_SPRINTS: i64 = 3;

database::row! {
    /// A sprint as a row of the list.
    #[derive(Clone, Debug, Serialize)]
    pub struct SprintRow {
        pub id: SprintId,
        pub number: i64,
        pub team: String,
        pub goal: String,
        pub starts_on: Day,
        pub ends_on: Day,
        pub state: SprintState,
        pub goal_met: Option<GoalMet>,
        pub planned_tenths: Option<Points>,
        pub planned_items: Option<i64>,
        pub accepted_tenths: Option<Points>,
        pub accepted_items: Option<i64>,
    }
}

/// The newest sprints of a product, the newest first.
pub fn sprints(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<SprintRow>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select s.id, s.number, t.name as team, s.goal, s.starts_on, s.ends_on, s.state, s.goal_met,
               s.planned_tenths, s.planned_items, s.accepted_tenths, s.accepted_items
          from sprint s
          join team t on t.workspace_id = s.workspace_id and t.id = s.team_id
         where s.workspace_id = $1 and s.product_id = $2 and s.archived_at is null
         order by s.number desc
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &product, &SPRINTS_MAX])?)
}

/// A sprint by its number.
pub fn sprint(tx: &Tx<'_>, actor: &Actor, product: ProductId, number: i64) -> Result<Sprint> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "{} where workspace_id = $1 and product_id = $2 and number = $3 and archived_at is null",
        Sprint::select()
    );
    tx.maybe(&sql, &[&actor.workspace, &product, &number])?.found("sprint")
}

/// The next planned sprint of a product.
pub fn planned(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Option<Sprint>> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "{} where workspace_id = $1 and product_id = $2 and state = 'planned' and archived_at is null
          order by number limit 1",
        Sprint::select()
    );
    Ok(tx.maybe(&sql, &[&actor.workspace, &product])?)
}

database::row! {
    /// A story that is in a sprint or may be chosen for it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct PlanRow {
        pub id: StoryId,
        pub number: i64,
        pub title: String,
        pub state: State,
        pub rank: Rank,
        pub points_tenths: Option<Points>,
        pub points_high_tenths: Option<Points>,
        pub must_have: bool,
        pub feature_id: Option<FeatureId>,
        pub sprint_id: Option<SprintId>,
        pub assignee_id: Option<PersonId>,
        pub assignee: Option<String>,
    }
}

impl PlanRow {
    pub fn size(&self) -> Size {
        Size { points: self.points_tenths, high: self.points_high_tenths }
    }
}

pub(in crate::sprint) const PLAN_ROW: &str = "
    select s.id, s.number, s.title, s.state, s.rank, s.points_tenths, s.points_high_tenths, s.must_have,
           s.feature_id, s.sprint_id, s.assignee_id, p.name as assignee
      from story s
      left join person p on p.workspace_id = s.workspace_id and p.id = s.assignee_id";

/// The stories of a sprint in the owner's order.
pub fn stories(tx: &Tx<'_>, actor: &Actor, sprint: &Sprint) -> Result<Vec<PlanRow>> {
    actor.must(Permission::Read, sprint.product_id)?;
    let sql = format!(
        "{PLAN_ROW} where s.workspace_id = $1 and s.sprint_id = $2 and s.archived_at is null
          order by s.rank limit $3"
    );
    Ok(tx.all(&sql, &[&actor.workspace, &sprint.id, &STORIES_MAX])?)
}

fn candidates(tx: &Tx<'_>, actor: &Actor, sprint: &Sprint) -> Result<Vec<PlanRow>> {
    let sql = format!(
        "{PLAN_ROW} where s.workspace_id = $1 and s.product_id = $2 and s.archived_at is null
            and s.state = 'todo' and s.sprint_id is null
          order by s.rank limit $3"
    );
    Ok(tx.all(&sql, &[&actor.workspace, &sprint.product_id, &CANDIDATES_MAX])?)
}

database::row! {
    /// An account that asks for what a feature answers, once for each feature.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct DemandRow { pub feature_id: FeatureId, pub customer_id: CustomerId, pub revenue_minor: i64 }
}

/// A statement's places for a list of values, from the second on.
fn places(count: usize) -> String {
    (2..count + 2).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

fn demand(tx: &Tx<'_>, workspace: WorkspaceId, rows: &[PlanRow]) -> Result<Vec<DemandRow>> {
    let features: BTreeSet<FeatureId> = rows.iter().filter_map(|row| row.feature_id).collect();
    if features.is_empty() {
        return Ok(Vec::new());
    }
    let mut params: Vec<&dyn Param> = vec![&workspace];
    params.extend(features.iter().map(|feature| feature as &dyn Param));
    params.push(&LINKS_MAX);
    let sql = format!(
        "select distinct n.feature_id, d.customer_id, c.revenue_minor
           from feature_need n
           join demand d on d.workspace_id = n.workspace_id and d.need_id = n.need_id
           join customer c on c.workspace_id = d.workspace_id and c.id = d.customer_id
          where n.workspace_id = $1 and n.feature_id in ({}) and n.archived_at is null
          limit ${}",
        places(features.len()),
        params.len()
    );
    Ok(tx.all(&sql, &params)?)
}

database::row! {
    /// That a story waits for another, and how far the other is.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Waits {
        pub blocked_id: StoryId,
        pub blocker_id: StoryId,
        pub number: i64,
        pub state: State,
        pub sprint_id: Option<SprintId>,
    }
}

fn waits(tx: &Tx<'_>, workspace: WorkspaceId, rows: &[PlanRow]) -> Result<Vec<Waits>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut params: Vec<&dyn Param> = vec![&workspace];
    params.extend(rows.iter().map(|row| &row.id as &dyn Param));
    params.push(&LINKS_MAX);
    let sql = format!(
        "select d.blocked_id, d.blocker_id, s.number, s.state, s.sprint_id
           from dependency d
           join story s on s.workspace_id = d.workspace_id and s.id = d.blocker_id and s.archived_at is null
          where d.workspace_id = $1 and d.blocked_id in ({}) and d.archived_at is null
          limit ${}",
        places(rows.len()),
        params.len()
    );
    Ok(tx.all(&sql, &params)?)
}

/// Everything that a proposal is made from.
#[derive(Clone, Debug, Serialize)]
pub struct Inputs {
    pub prefix: String,
    /// What is in the sprint and what may be chosen for it, in the owner's order.
    pub stories: Vec<PlanRow>,
    pub demand: Vec<DemandRow>,
    pub waits: Vec<Waits>,
    pub members: Vec<Member>,
    pub skilled: Skilled,
    pub limit: Limit,
}

impl Inputs {
    /// With nothing to choose from and nobody to do it.
    pub(in crate::sprint) fn of(prefix: &str, limit: Limit) -> Self {
        let (stories, demand, waits) = (Vec::new(), Vec::new(), Vec::new());
        let (members, skilled) = (Vec::new(), Skilled::default());
        Self { prefix: prefix.to_owned(), stories, demand, waits, members, skilled, limit }
    }

    pub fn key(&self, number: i64) -> String {
        format!("{}-{number}", self.prefix)
    }
}

/// What a proposal for this sprint is made from.
pub fn inputs(tx: &Tx<'_>, actor: &Actor, sprint: &Sprint, prefix: &str) -> Result<Inputs> {
    let mut rows = stories(tx, actor, sprint)?;
    rows.extend(candidates(tx, actor, sprint)?);
    rows.sort_by(|one, other| one.rank.cmp(&other.rank));
    let members = members(tx, actor, sprint)?;
    let limit = limit(tx, actor, sprint, &members)?;
    inputs_of(tx, actor, sprint.product_id, (rows, Inputs { members, ..Inputs::of(prefix, limit) }))
}

/// What these people can do in a sprint, or how many stories their team accepts in one.
pub(in crate::sprint) fn limit(
    tx: &Tx<'_>,
    actor: &Actor,
    sprint: &Sprint,
    members: &[Member],
) -> Result<Limit> {
    let said: Vec<Option<Points>> = members.iter().map(|member| member.capacity).collect();
    Ok(match rules::capacity_of_team(&said) {
        Some(points) => Limit::Points(points),
        None => rules::stories_per_sprint(&accepted(tx, actor.workspace, sprint)?)
            .map_or(Limit::Unknown, Limit::Stories),
    })
}

/// The same with these stories, who asks for them, what they wait for and which skills they need.
pub(in crate::sprint) fn inputs_of(
    tx: &Tx<'_>,
    actor: &Actor,
    product: ProductId,
    (stories, blank): (Vec<PlanRow>, Inputs),
) -> Result<Inputs> {
    let demand = demand(tx, actor.workspace, &stories)?;
    let waits = waits(tx, actor.workspace, &stories)?;
    let skilled = Skilled::read(tx, (actor.workspace, product), stories.iter().map(|row| row.id))?;
    Ok(Inputs { stories, demand, waits, skilled, ..blank })
}

/// How many stories the team accepted in its last sprints.
fn accepted(tx: &Tx<'_>, workspace: WorkspaceId, sprint: &Sprint) -> Result<Vec<i64>> {
    let sql = "
        select coalesce(accepted_items, 0) as value from sprint
         where workspace_id = $1 and product_id = $2 and state = 'closed' and team_id = $3 and archived_at is null
         order by number desc
         limit $4";
    Ok(tx.values(sql, &[&workspace, &sprint.product_id, &sprint.team_id, &LAST_SPRINTS])?)
}

database::row! {
    /// What somebody said about a sprint.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct VoiceRow {
        pub id: SprintVoiceId,
        pub person_id: PersonId,
        pub name: String,
        pub story_id: Option<StoryId>,
        pub stance: Stance,
        pub body: String,
        pub answer: String,
    }
}

/// What the team says about a sprint, in the order in which it was said.
pub fn voices(tx: &Tx<'_>, actor: &Actor, sprint: &Sprint) -> Result<Vec<VoiceRow>> {
    actor.must(Permission::Read, sprint.product_id)?;
    let sql = "
        select v.id, v.person_id, p.name, v.story_id, v.stance, v.body, v.answer
          from sprint_voice v
          join person p on p.workspace_id = v.workspace_id and p.id = v.person_id
         where v.workspace_id = $1 and v.sprint_id = $2 and v.archived_at is null
         order by v.created_at, v.id
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &sprint.id, &STORIES_MAX])?)
}
