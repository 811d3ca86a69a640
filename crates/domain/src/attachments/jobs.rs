//! Outside work of files: bytes that are deleted, and what is swept now and then.

use database::Tx;
use serde::{Deserialize, Serialize};

use super::rules::PUT_AWAY_DAYS;
use super::{AttachmentId, FileState};
use crate::spine::id::{JobId, WorkspaceId};
use crate::spine::jobs::{Queued, queue};
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::{Moment, Timestamp};
use crate::spine::refusal::{Result, broken};

/// Hours after which a file that came in and hangs nowhere is given up.
const ARRIVING_HOURS: i64 = 24;
/// Hours after which the bytes of a file are asked to be deleted once more: the job may have died of a store that was away.
const LEAVING_HOURS: i64 = 6;
/// Files that are swept at once.
const SWEPT_MAX: i64 = 500;

/// The job that deletes the bytes of a file.
#[derive(Serialize, Deserialize)]
pub struct DeleteFile {
    pub file: AttachmentId,
}

impl DeleteFile {
    pub const JOB: &'static str = "delete_file";
}

database::row! {
    struct Unsettled { workspace_id: WorkspaceId, id: AttachmentId }
}

/// Has the bytes deleted of what came in and hangs nowhere, and once more of what should be gone long ago; how many.
pub fn sweep(tx: &Tx<'_>, moment: &Moment) -> Result<u64> {
    let (arriving, leaving) = (given_up(moment.now, ARRIVING_HOURS), given_up(moment.now, LEAVING_HOURS));
    let sql = "
        select workspace_id, id from stored_file
         where state <> 'kept' and since <= $1 and (state = $3 or since <= $2)
         order by since
         limit $4";
    let found: Vec<Unsettled> = tx.all(sql, &[&leaving, &arriving, &FileState::Leaving, &SWEPT_MAX])?;
    let mut swept = 0;
    for file in &found {
        // Another server may have attached it since it was looked for.
        let sql = "
            update stored_file set state = $3, since = $4
             where workspace_id = $1 and id = $2 and state <> $5";
        let params: &[&dyn database::Param] =
            &[&file.workspace_id, &file.id, &FileState::Leaving, &moment.now, &FileState::Kept];
        if keep(tx, Ledger::StoredFile, sql, params)? == 0 {
            continue;
        }
        swept += 1;
        let body = serde_json::to_string(&DeleteFile { file: file.id }).map_err(broken)?;
        let id = moment.id::<JobId>();
        queue(tx, file.workspace_id, &Queued { id, kind: DeleteFile::JOB, body, due: moment.now })?;
    }
    Ok(swept)
}

fn given_up(now: Timestamp, hours: i64) -> Timestamp {
    now.plus_seconds(-hours * 3600)
}

/// The workspaces in which files were removed long enough ago that their bytes go.
pub fn with_put_away(tx: &Tx<'_>, now: Timestamp) -> Result<Vec<WorkspaceId>> {
    let sql = "
        select distinct workspace_id as value from
               (select workspace_id from attachment
                 where archived_at is not null and erased_at is null and archived_at <= $1
                 order by archived_at
                 limit $2) long_ago";
    Ok(tx.values(sql, &[&now.plus_days(-PUT_AWAY_DAYS), &SWEPT_MAX])?)
}

/// Whether the bytes of a file are still to be deleted: it may hang somewhere by now.
pub fn leaves(tx: &Tx<'_>, workspace: WorkspaceId, file: AttachmentId) -> Result<bool> {
    let sql = "select state as value from stored_file where workspace_id = $1 and id = $2";
    let state: Option<FileState> = tx.value(sql, &[&workspace, &file])?;
    Ok(state == Some(FileState::Leaving))
}
