//! The queue of outside work. Rows are written in the transaction of the command; the courier works them off.

use database::Tx;

use super::id::{JobId, WorkspaceId};
use super::keep::{Ledger, keep};
use super::moment::Timestamp;
use super::refusal::Result;

/// How long a claim holds: whoever claimed a job and died gives it up after that.
const CLAIM_SECONDS: i64 = 120;
/// Tries before a job is put aside as dead.
const ATTEMPTS_MAX: i64 = 8;

database::row! {
    /// A job that was claimed.
    #[derive(Clone, Debug)]
    pub struct Job {
        pub workspace_id: WorkspaceId,
        pub id: JobId,
        pub kind: String,
        pub body: String,
        pub attempts: i64,
    }
}

/// The kind of work that comes first: somebody waits for it to sign in, whatever hundreds of mails are due besides.
const URGENT: &str = "mail_link";
/// The kind of work that waits until nothing else is due: it comes in hundreds at one hour.
const PATIENT: &str = "mail_digest";

/// Work that no command asks for.
pub struct Queued<'q> {
    pub id: JobId,
    pub kind: &'q str,
    pub body: String,
    pub due: Timestamp,
}

/// Queues such work; it has no change that could take it back.
pub fn queue(tx: &Tx<'_>, workspace: WorkspaceId, job: &Queued<'_>) -> Result<()> {
    let sql = "
        insert into job (workspace_id, id, seq, kind, body, due_at, attempts, state)
        values ($1, $2, 0, $3, $4, $5, 0, 'waiting')";
    keep(tx, Ledger::Job, sql, &[&workspace, &job.id, &job.kind, &job.body, &job.due])?;
    Ok(())
}

/// Whether anything is due: a look that writes nothing.
pub fn any_due(tx: &Tx<'_>, now: Timestamp) -> Result<bool> {
    let sql = "select id as value from job where state = 'waiting' and due_at <= $1 limit 1";
    Ok(tx.value::<JobId>(sql, &[&now])?.is_some())
}

/// Claims up to `limit` jobs that are due. A claimed job is due again when its claim runs out.
pub fn claim(tx: &Tx<'_>, now: Timestamp, limit: i64) -> Result<Vec<Job>> {
    let until = now.plus_seconds(CLAIM_SECONDS);
    let claimed: Vec<Job> =
        tx.all(database::sql_pair!("claim"), &[&now, &until, &limit, &URGENT, &PATIENT])?;
    Ok(claimed)
}

/// Marks a claimed job as done, to be tried again later, or dead.
pub fn finish(tx: &Tx<'_>, job: &Job, error: Option<&str>, now: Timestamp) -> Result<()> {
    let Some(error) = error else {
        let sql = "
            update job set state = 'done', done_at = $3, last_error = null
             where workspace_id = $1 and id = $2";
        keep(tx, Ledger::Job, sql, &[&job.workspace_id, &job.id, &now])?;
        return Ok(());
    };
    let state = if job.attempts >= ATTEMPTS_MAX { "dead" } else { "waiting" };
    let due = now.plus_seconds(backoff_seconds(job.attempts));
    let sql = "
        update job set state = $3, due_at = $4, last_error = $5
         where workspace_id = $1 and id = $2";
    keep(tx, Ledger::Job, sql, &[&job.workspace_id, &job.id, &state, &due, &error])?;
    Ok(())
}

/// Takes back the jobs that a command queued, as long as none of them was begun. False: one was, and nothing is done.
pub fn withdraw(tx: &Tx<'_>, workspace: WorkspaceId, seq: i64) -> Result<bool> {
    let begun = "
        select id as value from job
         where workspace_id = $1 and seq = $2 and (attempts > 0 or state <> 'waiting')
         limit 1";
    // What is claimed meanwhile is not deleted, and is seen below.
    let sql = "delete from job where workspace_id = $1 and seq = $2 and attempts = 0 and state = 'waiting'";
    keep(tx, Ledger::Job, sql, &[&workspace, &seq])?;
    Ok(tx.value::<JobId>(begun, &[&workspace, &seq])?.is_none())
}

/// 10 s, 20 s, 40 s … at most an hour.
fn backoff_seconds(attempts: i64) -> i64 {
    (10_i64 << attempts.clamp(1, 10).saturating_sub(1)).min(3600)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_fails_is_tried_again_after_longer_and_longer() {
        let waits: Vec<i64> = (1..=10).map(backoff_seconds).collect();
        assert_eq!(waits, [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600]);
    }
}
