//! Notifications of an item that was merged are those of the one that stays. As they were before they are kept, so that
//! they come back with an undo.

use database::Tx;
use uuid::Uuid;

use crate::spine::id::WorkspaceId;
use crate::spine::keep::{Ledger, keep};
use crate::spine::refusal::Result;

/// The columns of both tables.
const COLUMNS: &str =
    "workspace_id, person_id, item_id, noun, product_id, reason, urgency, seq, news, by_person, command,
                       comment_id, digest, at, read_at, snoozed_until, done_at, mailed_seq";

/// Keeps the notifications of both as they are, before anybody is told of the merge with this number.
pub(crate) fn keep_both(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    merge: i64,
    (one, into): (Uuid, Uuid),
) -> Result<()> {
    let sql = format!(
        "insert into kept_notification (merge_seq, {COLUMNS})
         select $2, {COLUMNS} from notification where workspace_id = $1 and item_id in ($3, $4)"
    );
    keep(tx, Ledger::KeptNotification, &sql, &[&workspace, &merge, &one, &into])?;
    Ok(())
}

/// Whoever had news of the one that goes has it of the one that stays. Who has news of both has it once.
pub(crate) fn move_on(tx: &Tx<'_>, workspace: WorkspaceId, (one, into): (Uuid, Uuid)) -> Result<()> {
    let sql = "
        delete from notification
         where workspace_id = $1 and item_id = $2
           and person_id in (select t.person_id from notification t
                              where t.workspace_id = $1 and t.item_id = $3)";
    keep(tx, Ledger::Notification, sql, &[&workspace, &one, &into])?;
    let sql = "update notification set item_id = $3 where workspace_id = $1 and item_id = $2";
    keep(tx, Ledger::Notification, sql, &[&workspace, &one, &into])?;
    Ok(())
}

/// The merge with this number was taken back. What is news since then stays where it came.
pub(crate) fn move_back(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    merge: i64,
    (one, into): (Uuid, Uuid),
) -> Result<()> {
    let sql = "
        delete from notification
         where workspace_id = $1 and item_id in ($3, $4) and seq <= $2
           and person_id in (select k.person_id from kept_notification k
                              where k.workspace_id = $1 and k.merge_seq = $2)";
    keep(tx, Ledger::Notification, sql, &[&workspace, &merge, &one, &into])?;
    let sql = format!(
        "insert into notification ({COLUMNS})
         select {COLUMNS} from kept_notification where workspace_id = $1 and merge_seq = $2
             on conflict (workspace_id, person_id, item_id) do nothing"
    );
    keep(tx, Ledger::Notification, &sql, &[&workspace, &merge])?;
    let sql = "delete from kept_notification where workspace_id = $1 and merge_seq = $2";
    keep(tx, Ledger::KeptNotification, sql, &[&workspace, &merge])?;
    Ok(())
}
