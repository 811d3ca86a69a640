//! Deleting files for good: the name and the sum of the bytes are blanked, in the row and in the log, and the bytes are deleted by
//! a job that is tried until it succeeds. What remains says that there was a file, of which kind, how large, from when to when.

use database::Param;
use uuid::Uuid;

use super::attach::count;
use super::jobs::DeleteFile;
use super::{Attachment, FileState, queries};
use crate::spine::desk::Desk;
use crate::spine::item::Item;
use crate::spine::keep::{Ledger, keep};
use crate::spine::refusal::Result;

/// Files that one command deletes at most.
pub const ERASED_MAX: i64 = 500;

/// Deletes one file for good. Nothing to do: it was before.
pub fn erase(desk: &Desk<'_>, before: &Attachment) -> Result<()> {
    if before.erased_at.is_some() {
        return Ok(());
    }
    let after = Attachment {
        name: String::new(),
        sha256: String::new(),
        archived_at: before.archived_at.or(Some(desk.now())),
        erased_at: Some(desk.now()),
        ..before.clone()
    };
    desk.change(before, &after)?;
    desk.blank(&[before.id.0])?;
    count(desk, -1, -before.byte_count)?;
    let sql = "update stored_file set state = $3, since = $4 where workspace_id = $1 and id = $2";
    keep(
        desk.tx,
        Ledger::StoredFile,
        sql,
        &[&desk.workspace(), &before.id, &FileState::Leaving, &desk.now()],
    )?;
    desk.job(DeleteFile::JOB, desk.now(), &DeleteFile { file: before.id })
}

/// Deletes for good whatever hangs on these items, put away or not; how many files that were. At most [`ERASED_MAX`] at once: ask
/// again until none is left.
pub fn erase_of_items(desk: &Desk<'_>, items: &[Uuid]) -> Result<usize> {
    let workspace = desk.workspace();
    let mut erased = 0;
    for items in items.chunks(queries::ITEMS) {
        let mut params: Vec<&dyn Param> = vec![&workspace];
        params.extend(items.iter().map(|item| item as &dyn Param));
        let sql = format!(
            "{} where workspace_id = $1 and item_id in ({}) and erased_at is null order by id limit {}",
            Attachment::select(),
            queries::places(2, items.len()),
            ERASED_MAX - erased
        );
        let found: Vec<Attachment> = desk.tx.all(&sql, &params)?;
        for attachment in &found {
            erase(desk, attachment)?;
        }
        erased += found.len() as i64;
        if erased >= ERASED_MAX {
            break;
        }
    }
    Ok(erased as usize)
}
