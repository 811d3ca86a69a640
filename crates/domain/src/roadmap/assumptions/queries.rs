//! What is read of assumptions and experiments.

use database::Tx;
use serde::Serialize;

use super::{Assumption, AssumptionId, AssumptionState, Experiment};
use crate::roadmap::{Feature, FeatureId};
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

/// Assumptions of a feature, and experiments of all of them, at most.
const ASSUMPTIONS_MAX: i64 = 100;
const EXPERIMENTS_MAX: i64 = 300;

database::row! {
    /// An assumption with its risk, and how often it was tried.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct AssumptionRow {
        pub id: AssumptionId,
        pub number: i64,
        pub feature_id: FeatureId,
        pub statement: String,
        pub importance: i64,
        pub evidence: i64,
        /// Importance × (5 − evidence).
        pub risk: i64,
        pub state: AssumptionState,
        pub experiments: i64,
        pub concluded: i64,
    }
}

pub(crate) const ROW: &str = "
    select a.id, a.number, a.feature_id, a.statement, a.importance, a.evidence,
           a.importance * (5 - a.evidence) as risk, a.state,
           (select count(*) from experiment e
             where e.workspace_id = $1 and e.assumption_id = a.id and e.archived_at is null) as experiments,
           (select count(*) from experiment e
             where e.workspace_id = $1 and e.assumption_id = a.id and e.archived_at is null
               and e.decision is not null) as concluded
      from assumption a";

/// What a feature rests on, the riskiest first.
pub fn assumptions(tx: &Tx<'_>, actor: &Actor, feature: &Feature) -> Result<Vec<AssumptionRow>> {
    actor.must(Permission::Read, feature.product_id)?;
    assumptions_now(tx, actor.workspace, feature.id)
}

pub(in crate::roadmap) fn assumptions_now(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    feature: FeatureId,
) -> Result<Vec<AssumptionRow>> {
    let sql = format!(
        "{ROW} where a.workspace_id = $1 and a.feature_id = $2 and a.archived_at is null
          order by risk desc, a.number limit $3"
    );
    Ok(tx.all(&sql, &[&workspace, &feature, &ASSUMPTIONS_MAX])?)
}

/// The experiments of a feature's assumptions, in the order in which they were planned.
pub fn experiments(tx: &Tx<'_>, actor: &Actor, feature: &Feature) -> Result<Vec<Experiment>> {
    actor.must(Permission::Read, feature.product_id)?;
    let sql = format!(
        "{} where workspace_id = $1 and archived_at is null and assumption_id in
            (select id from assumption where workspace_id = $1 and feature_id = $2 and archived_at is null)
          order by number limit $3",
        Experiment::select()
    );
    Ok(tx.all(&sql, &[&actor.workspace, &feature.id, &EXPERIMENTS_MAX])?)
}

/// Whether a concluded experiment speaks of a feature: then its evidence is not empty.
pub(in crate::roadmap) fn is_cited(tx: &Tx<'_>, workspace: WorkspaceId, feature: FeatureId) -> Result<bool> {
    let sql = "
        select e.number as value
          from assumption a
          join experiment e on e.workspace_id = a.workspace_id and e.assumption_id = a.id
                           and e.archived_at is null and e.decision is not null
         where a.workspace_id = $1 and a.feature_id = $2 and a.archived_at is null
         limit 1";
    Ok(tx.value::<i64>(sql, &[&workspace, &feature])?.is_some())
}

database::row! {
    /// Where an assumption or an experiment is shown: on the page of its feature.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct ShownOn {
        pub assumption_id: AssumptionId,
        pub feature_number: i64,
    }
}

/// The feature on whose page the assumption with this number is shown.
pub fn feature_of_assumption(tx: &Tx<'_>, actor: &Actor, product: ProductId, number: i64) -> Result<ShownOn> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select a.id as assumption_id, f.number as feature_number
          from assumption a
          join feature f on f.workspace_id = a.workspace_id and f.id = a.feature_id
         where a.workspace_id = $1 and a.product_id = $2 and a.number = $3";
    tx.maybe(sql, &[&actor.workspace, &product, &number])?.found(Assumption::NOUN)
}

/// The feature on whose page the experiment with this number is shown.
pub fn feature_of_experiment(tx: &Tx<'_>, actor: &Actor, product: ProductId, number: i64) -> Result<ShownOn> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select a.id as assumption_id, f.number as feature_number
          from experiment e
          join assumption a on a.workspace_id = e.workspace_id and a.id = e.assumption_id
          join feature f on f.workspace_id = a.workspace_id and f.id = a.feature_id
         where e.workspace_id = $1 and e.product_id = $2 and e.number = $3";
    tx.maybe(sql, &[&actor.workspace, &product, &number])?.found(Experiment::NOUN)
}
