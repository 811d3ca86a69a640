//! What is read of outcomes: what of a feature is released, whom it answers, what those say who were asked.

use database::Tx;
use serde::Serialize;

use super::ReleaseId;
use crate::discovery::{NeedId, NeedState};
use crate::roadmap::{Feature, FeatureId, Outcome};
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// Features of a list at most.
const OUTCOMES_MAX: i64 = 200;

database::row! {
    /// A release that brought something of a feature.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct BroughtBy {
        pub release_id: ReleaseId,
        pub number: i64,
        pub version: String,
        pub released_at: Option<Timestamp>,
    }
}

/// The release that brought something of a feature last.
pub fn brought_by(tx: &Tx<'_>, actor: &Actor, feature: &Feature) -> Result<Option<BroughtBy>> {
    actor.must(Permission::Read, feature.product_id)?;
    let sql = "
        select r.id as release_id, r.number, r.version, r.released_at
          from story s
          join release r on r.workspace_id = s.workspace_id and r.id = s.release_id and r.state = 'released'
         where s.workspace_id = $1 and s.feature_id = $2 and s.archived_at is null and r.archived_at is null
         order by r.released_at desc, r.number desc
         limit 1";
    Ok(tx.maybe(sql, &[&actor.workspace, &feature.id])?)
}

database::row! {
    /// A feature of which something is released, with what those said who were asked about it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct OutcomeRow {
        pub id: FeatureId,
        pub number: i64,
        pub title: String,
        pub outcome: Outcome,
        pub asked: i64,
        pub yes: i64,
        pub partly: i64,
        pub no: i64,
    }
}

/// The features of a product of which something is released, newest first.
pub fn outcomes(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<OutcomeRow>> {
    actor.must(Permission::Read, product)?;
    let said = "
        select count(*) from response r
         where r.workspace_id = $1 and r.feature_id = f.id and r.archived_at is null";
    let sql = format!(
        "select f.id, f.number, f.title, f.outcome, ({said}) as asked, ({said} and r.answer = 'yes') as yes,
                ({said} and r.answer = 'partly') as partly, ({said} and r.answer = 'no') as no
           from feature f
          where f.workspace_id = $1 and f.product_id = $2 and f.decision = 'taken' and f.archived_at is null
            and exists (select s.id from story s
                          join release v on v.workspace_id = s.workspace_id and v.id = s.release_id
                         where s.workspace_id = $1 and s.feature_id = f.id and s.archived_at is null
                           and v.state = 'released' and v.archived_at is null)
          order by f.number desc
          limit $3"
    );
    Ok(tx.all(&sql, &[&actor.workspace, &product, &OUTCOMES_MAX])?)
}

database::row! {
    /// A need that a feature answers.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct AnsweredNeed {
        pub id: NeedId,
        pub prefix: String,
        pub number: i64,
        pub title: String,
        pub state: NeedState,
    }
}

/// The needs that a feature answers.
pub fn needs_of(tx: &Tx<'_>, actor: &Actor, feature: &Feature) -> Result<Vec<AnsweredNeed>> {
    actor.must(Permission::Read, feature.product_id)?;
    let sql = "
        select n.id, p.prefix, n.number, n.title, n.state
          from feature_need l
          join need n on n.workspace_id = l.workspace_id and n.id = l.need_id and n.archived_at is null
          join product p on p.workspace_id = n.workspace_id and p.id = n.product_id
         where l.workspace_id = $1 and l.feature_id = $2 and l.archived_at is null
         order by l.created_at, n.number
         limit 100";
    Ok(tx.all(sql, &[&actor.workspace, &feature.id])?)
}
