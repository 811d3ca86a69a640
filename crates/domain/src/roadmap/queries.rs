//! What is read of features and the roadmap.

use database::{Query, Together, Tx};
use serde::Serialize;
use uuid::Uuid;

use super::{Decision, Feature, FeatureId, FeatureNeed};
use crate::backlog::{Points, Size, State, StoryId};
use crate::discovery::demand::{self, AskedFor, Asks, Demand, of_each};
use crate::discovery::{NeedId, NeedState};
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

/// Features of a list, and what hangs on one feature, at most.
pub(super) const FEATURES_MAX: i64 = 500;
/// Needs that are offered for a feature.
const NEEDS_MAX: i64 = 200;

/// A feature that the actor may read, by its number.
pub fn feature(tx: &Tx<'_>, actor: &Actor, product: ProductId, number: i64) -> Result<Feature> {
    actor.must(Permission::Read, product)?;
    let sql = format!("{} where workspace_id = $1 and product_id = $2 and number = $3", Feature::select());
    tx.maybe(&sql, &[&actor.workspace, &product, &number])?.found("feature")
}

/// The features of a product in the manager's order, without those archived.
pub fn features(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<Feature>> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "{} where workspace_id = $1 and product_id = $2 and archived_at is null order by rank limit $3",
        Feature::select()
    );
    Ok(tx.all(&sql, &[&actor.workspace, &product, &FEATURES_MAX])?)
}

database::row! {
    /// A feature under which a story may be put, or is.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct FeatureTaking { pub id: FeatureId, pub number: i64, pub title: String }
}

/// The features of a product that take stories, in the manager's order, and the one given, whatever its state.
pub fn features_taking(
    actor: &Actor,
    product: ProductId,
    also: Option<FeatureId>,
) -> Result<Query<'static, FeatureTaking>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select id, number, title from feature
         where workspace_id = $1 and product_id = $2
           and (decision = 'taken' and archived_at is null or id = $4)
         order by case when id = $4 then 0 else 1 end, rank
         limit $3";
    let also = also.map_or(Uuid::nil(), |feature| feature.0);
    Ok(Query::new(sql, vec![actor.workspace.into(), product.into(), FEATURES_MAX.into(), also.into()]))
}

database::row! {
    /// How far the stories of a feature are.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    pub struct Delivery { pub feature_id: FeatureId, pub stories: i64, pub accepted: i64, pub released: i64 }
}

/// How far the features of a product are, those that have stories.
pub fn deliveries(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<Delivery>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select f.id as feature_id, cast(sum(t.n) as bigint) as stories,
               cast(sum(case when t.state = 'accepted' then t.n else 0 end) as bigint) as accepted,
               (select count(*) from story s cross join release r
                 where s.workspace_id = $1 and s.feature_id = f.id and s.release_id is not null
                   and s.archived_at is null
                   and r.workspace_id = $1 and r.id = s.release_id and r.state = 'released') as released
          from feature f cross join item_tally t
         where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null
           and t.workspace_id = $1 and t.item_id = f.id and t.noun = 'story' and t.n > 0
         group by f.id
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &product, &FEATURES_MAX])?)
}

/// The demand of one feature: distinct accounts whose quotes lead to its needs, each counted once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct FeatureDemand {
    pub feature_id: FeatureId,
    pub accounts: i64,
    pub revenue_minor: i64,
}

/// The demand of the features of a product, those that have any.
pub fn demands(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<FeatureDemand>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select a.feature_id as of, d.customer_id, c.revenue_minor
          from feature f cross join feature_need a cross join demand d cross join customer c
         where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null
           and a.workspace_id = $1 and a.feature_id = f.id and a.archived_at is null
           and d.workspace_id = $1 and d.need_id = a.need_id
           and c.workspace_id = $1 and c.id = d.customer_id";
    let asked: Vec<AskedFor> = tx.all(sql, &[&actor.workspace, &product])?;
    let told = |(of, (accounts, revenue_minor))| FeatureDemand {
        feature_id: FeatureId(of),
        accounts,
        revenue_minor,
    };
    Ok(of_each(&asked).into_iter().map(told).collect())
}

/// The demand of one feature.
pub fn demand_of_feature(tx: &Tx<'_>, actor: &Actor, feature: &Feature) -> Result<Demand> {
    actor.must(Permission::Read, feature.product_id)?;
    let of_feature = (
        "feature_need a cross join",
        "a.workspace_id = $1 and a.feature_id = $2 and a.archived_at is null and",
    );
    let asks: Vec<Asks> = tx.all(demand::asks(of_feature, "a.need_id"), &[&actor.workspace, &feature.id])?;
    Ok(demand::united(&asks))
}

database::row! {
    /// A need that a feature answers, with its demand.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct NeedAnswered {
        pub id: NeedId,
        pub prefix: String,
        pub number: i64,
        pub title: String,
        pub state: NeedState,
    }
}

/// The needs that a feature answers.
pub fn needs_of_feature(tx: &Tx<'_>, actor: &Actor, feature: &Feature) -> Result<Vec<NeedAnswered>> {
    actor.must(Permission::Read, feature.product_id)?;
    let sql = "
        select n.id, p.prefix, n.number, n.title, n.state
          from feature_need a
          join need n on n.workspace_id = a.workspace_id and n.id = a.need_id
          join product p on p.workspace_id = n.workspace_id and p.id = n.product_id
         where a.workspace_id = $1 and a.feature_id = $2 and a.archived_at is null
         order by a.created_at, n.number
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &feature.id, &FEATURES_MAX])?)
}

database::row! {
    /// A need by what it is called.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct NeedName { pub id: NeedId, pub title: String }
}

/// Needs of its product that a feature does not answer yet, the newest first.
pub fn needs_beside(actor: &Actor, feature: &Feature) -> Result<Query<'static, NeedName>> {
    actor.must(Permission::Read, feature.product_id)?;
    let sql = "
        select n.id, n.title from need n
         where n.workspace_id = $1 and n.product_id = $2 and n.archived_at is null
           and not exists (select 1 from feature_need a
                            where a.workspace_id = $1 and a.feature_id = $3 and a.need_id = n.id and a.archived_at is null)
         order by n.created_at desc, n.id desc
         limit $4";
    let params = vec![actor.workspace.into(), feature.product_id.into(), feature.id.into(), NEEDS_MAX.into()];
    Ok(Query::new(sql, params))
}

database::row! {
    /// A feature that answers a need.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct FeatureAnswering {
        pub id: FeatureId,
        pub prefix: String,
        pub number: i64,
        pub title: String,
        pub decision: Decision,
        pub product_id: ProductId,
    }
}

/// The features that answer a need, of any product that the actor may read.
pub fn features_of_need(actor: &Actor, need: NeedId) -> Result<impl Together<Rows = Vec<FeatureAnswering>>> {
    let sql = "
        select f.id, p.prefix, f.number, f.title, f.decision, f.product_id
          from feature_need a
          join feature f on f.workspace_id = a.workspace_id and f.id = a.feature_id
          join product p on p.workspace_id = f.workspace_id and p.id = f.product_id
         where a.workspace_id = $1 and a.need_id = $2 and a.archived_at is null and f.archived_at is null
         order by f.number
         limit $3";
    let found = Query::new(sql, vec![actor.workspace.into(), need.into(), FEATURES_MAX.into()]);
    Ok(found.then(|mut found: Vec<FeatureAnswering>| {
        found.retain(|feature| actor.may(Permission::Read, feature.product_id));
        found
    }))
}

database::row! {
    /// A goal that a feature serves through its needs.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct GoalServed {
        pub feature_id: FeatureId,
        pub id: crate::strategy::GoalId,
        pub number: i64,
        pub title: String,
    }
}

/// The goals that the features of a product serve.
pub fn goals_served(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<GoalServed>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select distinct f.id as feature_id, g.id, g.number, g.title
          from feature f
          join feature_need a on a.workspace_id = f.workspace_id and a.feature_id = f.id and a.archived_at is null
          join need_goal s on s.workspace_id = a.workspace_id and s.need_id = a.need_id and s.archived_at is null
          join goal g on g.workspace_id = s.workspace_id and g.id = s.goal_id and g.archived_at is null
         where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null
         order by g.number
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &product, &FEATURES_MAX])?)
}

database::row! {
    /// A story of a feature.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct StoryOfFeature {
        pub id: StoryId,
        pub number: i64,
        pub title: String,
        pub state: State,
        pub points_tenths: Option<Points>,
        pub points_high_tenths: Option<Points>,
        pub release: Option<String>,
        pub assignee: Option<String>,
    }
}

impl StoryOfFeature {
    pub fn size(&self) -> Size {
        Size { points: self.points_tenths, high: self.points_high_tenths }
    }
}

/// The stories of a feature in the owner's order.
pub fn stories_of_feature(tx: &Tx<'_>, actor: &Actor, feature: &Feature) -> Result<Vec<StoryOfFeature>> {
    actor.must(Permission::Read, feature.product_id)?;
    let sql = "
        select s.id, s.number, s.title, s.state, s.points_tenths, s.points_high_tenths, r.version as release,
               p.name as assignee
          from story s
          left join release r on r.workspace_id = s.workspace_id and r.id = s.release_id
          left join person p on p.workspace_id = s.workspace_id and p.id = s.assignee_id
         where s.workspace_id = $1 and s.feature_id = $2 and s.archived_at is null
         order by s.rank
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &feature.id, &FEATURES_MAX])?)
}

/// The link between a feature and a need, archived or not.
pub(super) fn feature_need(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    feature: FeatureId,
    need: NeedId,
) -> Result<Option<FeatureNeed>> {
    let sql =
        format!("{} where workspace_id = $1 and feature_id = $2 and need_id = $3", FeatureNeed::select());
    Ok(tx.maybe(&sql, &[&workspace, &feature, &need])?)
}
