//! What is done for a goal and for those below it, and who asks for it: along the line, over all products.

use std::collections::{BTreeMap, HashMap};

use database::{Query, Together};
use serde::Serialize;
use uuid::Uuid;

use super::queries::Stop;
use super::stops::{COUNTED_MAX, OnLine};
use crate::communication::ReleaseState;
use crate::discovery::demand::{self, Asks, Demand};
use crate::discovery::{NeedId, NeedState};
use crate::roadmap::{Decision, Outcome};
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::strategy::GoalId;

/// What is done for a goal and for those below it, and who asks for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Serving {
    pub demand: Demand,
    pub needs: Vec<NeedServing>,
    pub features: Vec<FeatureServing>,
    pub releases: Vec<ReleaseServing>,
}

/// What is done for a goal and who asks for it, yet to be asked.
pub fn serving(actor: &Actor, goal: GoalId) -> Result<impl Together<Rows = Serving>> {
    let asked = (needs_of_goal(actor, goal)?, features_of_goal(actor, goal)?, releases_of_goal(actor, goal)?);
    Ok(asked.then(|((demand, needs), features, releases)| Serving { demand, needs, features, releases }))
}

impl Serving {
    /// What stands on the line through the goal behind it: of each kind the oldest in the first of the products that has
    /// any, and how many there are in all of them.
    pub fn on_line(&self, products: &[ProductId]) -> Vec<OnLine> {
        let needs =
            self.needs.iter().map(|need| Knot::new(need.product_id, &need.prefix, need.number, &need.title));
        let features = self.features.iter();
        let features = features.map(|one| Knot::new(one.product_id, &one.prefix, one.number, &one.title));
        let releases = self.releases.iter().rev().map(|release| Knot {
            version: &release.version,
            ..Knot::new(release.product_id, &release.prefix, release.number, &release.name)
        });
        let stops = [
            first(Stop::Need, needs, products),
            first(Stop::Feature, features, products),
            self.stories(products),
            first(Stop::Release, releases, products),
        ];
        stops.into_iter().flatten().collect()
    }

    /// The stories, only counted: none of them is named.
    fn stories(&self, products: &[ProductId]) -> Option<OnLine> {
        let features = || self.features.iter().filter(|feature| products.contains(&feature.product_id));
        let many = features().map(|feature| feature.stories).sum();
        let accepted = features().map(|feature| feature.accepted).sum();
        let [prefix, title, version] = std::array::from_fn(|_| String::new());
        (many > 0).then_some(OnLine { stop: Stop::Story, prefix, number: 0, title, version, many, accepted })
    }
}

/// An item that serves a goal, as far as the line shows it.
struct Knot<'a> {
    product: ProductId,
    prefix: &'a str,
    number: i64,
    title: &'a str,
    version: &'a str,
}

impl<'a> Knot<'a> {
    fn new(product: ProductId, prefix: &'a str, number: i64, title: &'a str) -> Self {
        Self { product, prefix, number, title, version: "" }
    }
}

/// The first of these items, which come by their numbers, in the first of the products.
fn first<'a>(stop: Stop, knots: impl Iterator<Item = Knot<'a>>, products: &[ProductId]) -> Option<OnLine> {
    let place = |knot: Knot<'a>| Some((products.iter().position(|product| *product == knot.product)?, knot));
    let knots: Vec<(usize, Knot<'_>)> = knots.filter_map(place).collect();
    let (_, first) = knots.iter().min_by_key(|(place, knot)| (*place, knot.number))?;
    let (prefix, title, version) = (first.prefix.into(), first.title.into(), first.version.into());
    let many = knots.len() as i64;
    Some(OnLine { stop, prefix, number: first.number, title, version, many, accepted: 0 })
}

/// The goal `$2` and every goal below it, for `with recursive`.
const AND_BELOW: &str = "
    below (id) as (
        select id from goal where workspace_id = $1 and id = $2
         union
        select g.id
          from below cross join goal g
         where g.workspace_id = $1 and g.parent_id = below.id and g.archived_at is null)";

/// The needs that serve them.
fn needs() -> String {
    format!(
        "select s.need_id from need_goal s
          where s.workspace_id = $1 and s.archived_at is null
            and s.goal_id in (with recursive {AND_BELOW} select id from below)"
    )
}

/// The features that answer those needs.
fn features() -> String {
    format!(
        "select a.feature_id from feature_need a
          where a.workspace_id = $1 and a.need_id in ({}) and a.archived_at is null",
        needs()
    )
}

/// A need that serves the goal, with its demand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NeedServing {
    pub prefix: String,
    pub number: i64,
    pub title: String,
    pub state: NeedState,
    /// Features that answer it.
    pub features: i64,
    pub revenue_minor: i64,
    pub product_id: ProductId,
}

database::row! {
    struct ServingRow {
        id: NeedId,
        prefix: String,
        number: i64,
        title: String,
        state: NeedState,
        features: i64,
        product_id: ProductId,
    }
}

/// The needs that serve a goal or one below it, of the products that the actor may read; and who asks for what the goal is
/// about: the accounts whose quotes lead to any of its needs, each counted once.
fn needs_of_goal(actor: &Actor, goal: GoalId) -> Result<impl Together<Rows = (Demand, Vec<NeedServing>)>> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = format!(
        "select n.id, p.prefix, n.number, n.title, n.state, n.product_id,
                (select count(*) from feature_need a
                  where a.workspace_id = $1 and a.need_id = n.id and a.archived_at is null) as features
           from need n
           join product p on p.workspace_id = n.workspace_id and p.id = n.product_id
          where n.workspace_id = $1 and n.id in ({}) and n.archived_at is null
          order by n.number, n.id
          limit $3",
        needs()
    );
    let needs = Query::new(sql, vec![actor.workspace.into(), goal.into(), COUNTED_MAX.into()]);
    let of_goal = (
        "below cross join need_goal s cross join",
        "s.workspace_id = $1 and s.goal_id = below.id and s.archived_at is null and",
    );
    let asks = format!("with recursive {AND_BELOW} {}", demand::asks(of_goal, "s.need_id"));
    let asks = Query::new(asks, vec![actor.workspace.into(), goal.into()]);
    Ok((needs, asks).then(|(mut rows, asks): (Vec<ServingRow>, Vec<Asks>)| {
        let mut pays: HashMap<NeedId, BTreeMap<Uuid, i64>> = HashMap::new();
        for one in &asks {
            pays.entry(one.need_id)
                .or_default()
                .insert(one.customer_id, one.revenue_minor.unwrap_or_default());
        }
        rows.retain(|need| actor.may(Permission::Read, need.product_id));
        let serving = |row: ServingRow| {
            let ServingRow { id, prefix, number, title, state, features, product_id } = row;
            let revenue_minor = pays.get(&id).map(|by| by.values().sum()).unwrap_or_default();
            NeedServing { prefix, number, title, state, features, revenue_minor, product_id }
        };
        (demand::united(&asks), rows.into_iter().map(serving).collect())
    }))
}

database::row! {
    /// A feature that answers a need of a goal.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct FeatureServing {
        pub prefix: String,
        pub number: i64,
        pub title: String,
        pub decision: Decision,
        pub outcome: Outcome,
        pub stories: i64,
        pub accepted: i64,
        pub product_id: ProductId,
    }
}

/// The features that answer the needs of a goal, of the products that the actor may read.
fn features_of_goal(actor: &Actor, goal: GoalId) -> Result<impl Together<Rows = Vec<FeatureServing>>> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = format!(
        "select p.prefix, f.number, f.title, f.decision, f.outcome, f.product_id,
                (select cast(coalesce(sum(t.n), 0) as bigint) from item_tally t
                  where t.workspace_id = $1 and t.item_id = f.id and t.noun = 'story') as stories,
                  (select cast(coalesce(sum(t.n), 0) as bigint) from item_tally t
                  where t.workspace_id = $1 and t.item_id = f.id and t.noun = 'story'
                    and t.state = 'accepted') as accepted
           from feature f
           join product p on p.workspace_id = f.workspace_id and p.id = f.product_id
          where f.workspace_id = $1 and f.id in ({}) and f.archived_at is null
          order by f.number, f.id
          limit $3",
        features()
    );
    let params = vec![actor.workspace.into(), goal.into(), COUNTED_MAX.into()];
    Ok(Query::new(sql, params).then(|mut found: Vec<FeatureServing>| {
        found.retain(|feature| actor.may(Permission::Read, feature.product_id));
        found
    }))
}

database::row! {
    /// A release in which stories for a goal are.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct ReleaseServing {
        pub prefix: String,
        pub number: i64,
        pub version: String,
        pub name: String,
        pub state: ReleaseState,
        /// Its stories that are for the goal.
        pub stories: i64,
        pub product_id: ProductId,
    }
}

/// The releases that carry stories for a goal, of the products that the actor may read; the newest first.
fn releases_of_goal(actor: &Actor, goal: GoalId) -> Result<impl Together<Rows = Vec<ReleaseServing>>> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = format!(
        "select p.prefix, r.number, r.version, r.name, r.state, r.product_id, t.stories
           from (select t.release_id, count(*) as stories from story t
                  where t.workspace_id = $1 and t.feature_id in ({}) and t.release_id is not null
                    and t.archived_at is null
                  group by t.release_id) t
           join release r on r.workspace_id = $1 and r.id = t.release_id
           join product p on p.workspace_id = r.workspace_id and p.id = r.product_id
          where r.archived_at is null
          order by r.number desc, r.id
          limit $3",
        features()
    );
    let params = vec![actor.workspace.into(), goal.into(), COUNTED_MAX.into()];
    Ok(Query::new(sql, params).then(|mut found: Vec<ReleaseServing>| {
        found.retain(|release| actor.may(Permission::Read, release.product_id));
        found
    }))
}
