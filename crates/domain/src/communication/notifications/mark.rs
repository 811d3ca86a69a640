//! What somebody has read, put off or done with. It is their own attention and no change of the product, so it is kept
//! in the second door.

use database::{Param, Tx};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::communication::talk::CommentId;
use crate::spine::actor::Actor;
use crate::spine::id::WorkspaceId;
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};

/// The longest that something is put off.
const SNOOZE_DAYS_MAX: i64 = 90;

/// What becomes of a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    Read,
    Unread,
    Done,
    /// Back from the done ones.
    Open,
    /// Comes back as unread after some days.
    Snooze,
}

/// One notification, or all that are open, and what becomes of it.
#[derive(Clone, Copy, Debug)]
pub struct Marking {
    /// None: all that are open.
    pub item: Option<Uuid>,
    pub mark: Mark,
    /// For how many days it is put off; of no account otherwise.
    pub days: i64,
    /// The newest change that the person has seen; what is newer is left as it is. None: all that there is.
    pub seen: Option<i64>,
}

/// Marks one's own notifications; how many were marked.
pub fn mark(tx: &Tx<'_>, actor: &Actor, marking: Marking, now: Timestamp) -> Result<u64> {
    let Marking { item, mark, days, seen } = marking;
    let Some(person) = actor.person else { return Refusal::sign_in("Sign in first.") };
    if actor.read_only {
        return Refusal::not_allowed("This token may only read. Make one that may write.");
    }
    if mark == Mark::Snooze && !(1..=SNOOZE_DAYS_MAX).contains(&days) {
        return Refusal::invalid("days", format!("Put it off for 1 to {SNOOZE_DAYS_MAX} days."));
    }
    if item.is_none() && !matches!(mark, Mark::Read | Mark::Done) {
        return Refusal::invalid("as", "All at once can be marked as read or as done.");
    }
    let at = if mark == Mark::Snooze { now.plus_days(days) } else { now };
    let mut params: Vec<&dyn Param> = vec![&actor.workspace, &person];
    params.extend(item.as_ref().map(|item| item as &dyn Param));
    let mut which = String::from("item_id = $3");
    if item.is_none() {
        params.push(&now);
        which = "done_at is null and (snoozed_until is null or snoozed_until <= $3)".into();
    }
    if let Some(seen) = &seen {
        params.push(seen);
        which.push_str(&format!(" and seq <= ${}", params.len()));
    }
    // The time stands last, where it is said at all.
    let time = format!("${}", params.len() + 1);
    let set = match mark {
        Mark::Read => format!("read_at = coalesce(read_at, {time}), snoozed_until = null"),
        Mark::Unread => "read_at = null, done_at = null, snoozed_until = null".into(),
        Mark::Done => format!("done_at = {time}, read_at = coalesce(read_at, {time}), snoozed_until = null"),
        Mark::Open => "done_at = null, snoozed_until = null".into(),
        Mark::Snooze => format!("snoozed_until = {time}, read_at = null, done_at = null"),
    };
    if set.contains(&time) {
        params.push(&at);
    }
    let sql = format!("update notification set {set} where workspace_id = $1 and person_id = $2 and {which}");
    let marked = keep(tx, Ledger::Notification, &sql, &params)?;
    if item.is_some() && marked == 0 && seen.is_none() {
        return Refusal::not_found("notification");
    }
    Ok(marked)
}

/// A command was taken back: whoever has not looked is not told of it.
pub(crate) fn forget(tx: &Tx<'_>, workspace: WorkspaceId, seq: i64) -> Result<()> {
    let sql = "
        delete from notification
         where workspace_id = $1 and seq = $2 and read_at is null and news = 1";
    keep(tx, Ledger::Notification, sql, &[&workspace, &seq])?;
    Ok(())
}

/// A comment was taken back: whoever has not looked is not told of it.
pub(crate) fn forget_comment(tx: &Tx<'_>, workspace: WorkspaceId, comment: CommentId) -> Result<()> {
    let sql = "
        delete from notification
         where workspace_id = $1 and comment_id = $2 and read_at is null and news = 1
           and seq in (select seq from change where workspace_id = $1 and item_id = $2)";
    keep(tx, Ledger::Notification, sql, &[&workspace, &comment])?;
    Ok(())
}
