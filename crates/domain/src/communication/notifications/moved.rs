//! Notifications of an item that was merged are those of the one that stays. What was moved is kept, so that it goes back
//! with the merge.

use database::Tx;
use uuid::Uuid;

use crate::spine::id::WorkspaceId;
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;

/// From where to where, by which merge, and when.
#[derive(Clone, Copy)]
pub(crate) struct Move {
    pub workspace: WorkspaceId,
    pub seq: i64,
    pub from: Uuid,
    pub to: Uuid,
    pub at: Timestamp,
}

/// Whoever had news of the one that goes has it of the one that stays. Who has news of both has it once.
pub(crate) fn move_on(tx: &Tx<'_>, Move { workspace, seq, from, to, at }: Move) -> Result<()> {
    let sql = "
        insert into moved_notification (workspace_id, seq, person_id, from_id, to_id, news_seq, is_double)
        select n.workspace_id, $2, n.person_id, n.item_id, $4, n.seq, t.person_id is not null
          from notification n
          left join notification t on t.workspace_id = n.workspace_id and t.person_id = n.person_id
                                  and t.item_id = $4
         where n.workspace_id = $1 and n.item_id = $3 and (t.person_id is null or n.done_at is null)";
    keep(tx, Ledger::MovedNotification, sql, &[&workspace, &seq, &from, &to])?;
    let sql = "
        update notification set done_at = $4
         where workspace_id = $1 and item_id = $3
           and person_id in (select m.person_id from moved_notification m
                              where m.workspace_id = $1 and m.seq = $2 and m.from_id = $3 and m.is_double)";
    keep(tx, Ledger::Notification, sql, &[&workspace, &seq, &from, &at])?;
    let sql = "
        update notification set item_id = $4
         where workspace_id = $1 and item_id = $3
           and person_id in (select m.person_id from moved_notification m
                              where m.workspace_id = $1 and m.seq = $2 and m.from_id = $3 and not m.is_double)";
    keep(tx, Ledger::Notification, sql, &[&workspace, &seq, &from, &to])?;
    Ok(())
}

/// The merge was taken back. What is news since then stays where it came.
pub(crate) fn move_back(tx: &Tx<'_>, workspace: WorkspaceId, seq: i64) -> Result<()> {
    let sql = "
        select from_id, to_id from moved_notification where workspace_id = $1 and seq = $2 limit 1";
    let Some(Ways { from_id, to_id }) = tx.maybe(sql, &[&workspace, &seq])? else { return Ok(()) };
    let sql = "
        update notification set done_at = null
         where workspace_id = $1 and item_id = $3
           and person_id in (select m.person_id from moved_notification m
                              where m.workspace_id = $1 and m.seq = $2 and m.is_double
                                and m.news_seq = notification.seq)";
    keep(tx, Ledger::Notification, sql, &[&workspace, &seq, &from_id])?;
    let sql = "
        update notification set item_id = $3
         where workspace_id = $1 and item_id = $4
           and person_id in (select m.person_id from moved_notification m
                              where m.workspace_id = $1 and m.seq = $2 and not m.is_double
                                and m.news_seq = notification.seq)
           and person_id not in (select o.person_id from notification o
                                  where o.workspace_id = $1 and o.item_id = $3)";
    keep(tx, Ledger::Notification, sql, &[&workspace, &seq, &from_id, &to_id])?;
    let sql = "delete from moved_notification where workspace_id = $1 and seq = $2";
    keep(tx, Ledger::MovedNotification, sql, &[&workspace, &seq])?;
    Ok(())
}

database::row! {
    struct Ways { from_id: Uuid, to_id: Uuid }
}
