//! What something was merged into. Chains are kept short: whatever was merged into something goes on with it.

use database::Tx;
use uuid::Uuid;

use super::id::WorkspaceId;
use super::refusal::Result;

/// What stands for an item of any noun: what it was merged into, or itself.
pub fn stands_for(tx: &Tx<'_>, workspace: WorkspaceId, item: Uuid) -> Result<Uuid> {
    let sql = "
        select coalesce((select n.merged_into_id from need n where n.workspace_id = $1 and n.id = $2),
                        (select f.merged_into_id from feedback f where f.workspace_id = $1 and f.id = $2),
                        (select c.merged_into_id from customer c where c.workspace_id = $1 and c.id = $2),
                        (select k.merged_into_id from contact k where k.workspace_id = $1 and k.id = $2)) as value";
    let into: Option<Option<Uuid>> = tx.value(sql, &[&workspace, &item])?;
    Ok(into.flatten().unwrap_or(item))
}
