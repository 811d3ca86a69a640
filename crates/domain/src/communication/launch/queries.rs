//! What is read of launch lists.

use database::Tx;
use serde::Serialize;

use super::{Area, LaunchStepId};
use crate::communication::Release;
use crate::spine::actor::Actor;
use crate::spine::id::{PersonId, ReleaseId, WorkspaceId};
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::text::ERASED;

/// Steps of one release at most.
pub const STEPS_MAX: i64 = 100;
/// Passages that a note answers, at most.
const QUOTES_MAX: i64 = 50;

database::row! {
    /// A step with who does it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct StepRow {
        pub id: LaunchStepId,
        pub area: Area,
        pub title: String,
        pub person_id: Option<PersonId>,
        pub person: Option<String>,
        pub due_on: Option<Day>,
        pub done_at: Option<Timestamp>,
    }
}

/// The launch list of a release, in the order in which it was written.
pub fn steps(tx: &Tx<'_>, actor: &Actor, release: &Release) -> Result<Vec<StepRow>> {
    actor.must(Permission::Read, release.product_id)?;
    let sql = "
        select s.id, s.area, s.title, s.person_id, p.name as person, s.due_on, s.done_at
          from launch_step s
          left join person p on p.workspace_id = s.workspace_id and p.id = s.person_id
         where s.workspace_id = $1 and s.release_id = $2 and s.archived_at is null
         order by s.created_at, s.id
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &release.id, &STEPS_MAX])?)
}

pub(super) fn count(tx: &Tx<'_>, workspace: WorkspaceId, release: ReleaseId) -> Result<i64> {
    let sql = "
        select count(*) as value from launch_step
         where workspace_id = $1 and release_id = $2 and archived_at is null";
    Ok(tx.value(sql, &[&workspace, &release])?.unwrap_or(0))
}

database::row! {
    /// A passage that a release answers, with who said it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct QuoteAnswered {
        pub passage: String,
        pub importance: i64,
        pub customer: Option<String>,
        pub need_prefix: String,
        pub need_number: i64,
        pub need: String,
        pub feedback_number: i64,
    }
}

/// What customers said that a release answers, the most important first: story, feature, need, quote. Without what was erased.
pub fn quotes(tx: &Tx<'_>, actor: &Actor, release: &Release) -> Result<Vec<QuoteAnswered>> {
    actor.must(Permission::Read, release.product_id)?;
    let sql = "
        select q.passage, q.importance, c.name as customer, p.prefix as need_prefix, n.number as need_number,
               n.title as need, f.number as feedback_number
          from need n
          join product p on p.workspace_id = n.workspace_id and p.id = n.product_id
          join quote q on q.workspace_id = n.workspace_id and q.need_id = n.id and q.archived_at is null
           and q.passage <> $4
          join feedback f on f.workspace_id = q.workspace_id and f.id = q.feedback_id and f.archived_at is null
          left join customer c on c.workspace_id = q.workspace_id and c.id = q.customer_id
         where n.workspace_id = $1 and n.archived_at is null
           and n.id in (select a.need_id from feature_need a
                         where a.workspace_id = $1 and a.archived_at is null
                           and a.feature_id in (select s.feature_id from story s
                                                 where s.workspace_id = $1 and s.release_id = $2
                                                   and s.archived_at is null))
         order by q.importance desc, f.said_at desc, q.id
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &release.id, &QUOTES_MAX, &ERASED])?)
}
