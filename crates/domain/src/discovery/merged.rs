//! What was merged into a feedback or a need, as it is read there.

use database::{Query, Together, Tx};

use super::{Feedback, FeedbackId, Need};
use crate::spine::actor::Actor;
use crate::spine::id::WorkspaceId;
use crate::spine::item::Item;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// What was merged into one feedback at most, as it is shown.
const PARTS_MAX: i64 = 100;

/// What was merged into a feedback, as it was said, the first said first.
pub fn parts(tx: &Tx<'_>, workspace: WorkspaceId, feedback: FeedbackId) -> Result<Vec<Feedback>> {
    let sql = format!(
        "{} where workspace_id = $1 and merged_into_id = $2 order by said_at, id limit $3",
        Feedback::select()
    );
    Ok(tx.all(&sql, &[&workspace, &feedback, &PARTS_MAX])?)
}

database::row! {
    /// Who said what was merged into a feedback.
    #[derive(Clone, Debug, PartialEq)]
    pub struct PartSpeaker {
        pub id: FeedbackId,
        /// The customer's name, or the contact's.
        pub name: Option<String>,
    }
}

/// Who said each part of a feedback.
pub fn speakers_of_parts(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    feedback: FeedbackId,
) -> Result<Vec<PartSpeaker>> {
    let sql = "
        select f.id, coalesce(c.name, k.name) as name
          from feedback f
          left join customer c on c.workspace_id = f.workspace_id and c.id = f.customer_id
          left join contact k on k.workspace_id = f.workspace_id and k.id = f.contact_id
         where f.workspace_id = $1 and f.merged_into_id = $2
         order by f.said_at, f.id
         limit $3";
    Ok(tx.all(sql, &[&workspace, &feedback, &PARTS_MAX])?)
}

/// What was merged into a need, the first made first.
pub fn needs_merged_into(actor: &Actor, need: &Need) -> Result<impl Together<Rows = Vec<Need>>> {
    actor.must(Permission::Read, need.product_id)?;
    let sql = format!(
        "{} where workspace_id = $1 and merged_into_id = $2 order by created_at, id limit $3",
        Need::select()
    );
    Ok(Query::new(sql, vec![actor.workspace.into(), need.id.into(), PARTS_MAX.into()]))
}
