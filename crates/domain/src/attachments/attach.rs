//! Hanging a file on an item within any command: one of a person, or the one that takes in a mail.
//!
//! The bytes come in before: `begin`, then they are written to the store, then `attach`. What was begun and hangs nowhere after a
//! day is swept.

use database::Tx;

use super::{Attachment, AttachmentId, Carrier, FileState, Stored, queries, rules};
use crate::spine::desk::Desk;
use crate::spine::id::WorkspaceId;
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};

/// Notes down that the bytes of a file begin to come in, before the first is stored: so half of a file is found again.
pub fn begin(tx: &Tx<'_>, workspace: WorkspaceId, id: AttachmentId, now: Timestamp) -> Result<()> {
    let sql =
        "insert into stored_file (workspace_id, id, state, since, byte_count) values ($1, $2, $3, $4, 0)";
    keep(tx, Ledger::StoredFile, sql, &[&workspace, &id, &FileState::Arriving, &now])?;
    Ok(())
}

/// Has nobody attach a file any more whose bytes came in. False: it hangs somewhere, so its bytes must stay.
pub fn withdraw(tx: &Tx<'_>, workspace: WorkspaceId, id: AttachmentId, now: Timestamp) -> Result<bool> {
    let sql = "
        update stored_file set state = $3, since = $4
         where workspace_id = $1 and id = $2 and state = $5";
    let (leaving, arriving) = (FileState::Leaving, FileState::Arriving);
    Ok(keep(tx, Ledger::StoredFile, sql, &[&workspace, &id, &leaving, &now, &arriving])? > 0)
}

/// Forgets a file whose bytes are not in the store: they never came whole, or they were deleted.
pub fn forget(tx: &Tx<'_>, workspace: WorkspaceId, id: AttachmentId) -> Result<()> {
    let sql = "delete from stored_file where workspace_id = $1 and id = $2 and state <> $3";
    keep(tx, Ledger::StoredFile, sql, &[&workspace, &id, &FileState::Kept])?;
    Ok(())
}

/// Hangs a file whose bytes have come in on an item. Refused when the item or the workspace is full. Who may do so was asked
/// before, by the gate of the command.
pub fn attach(desk: &Desk<'_>, carrier: &Carrier, stored: &Stored) -> Result<Attachment> {
    let total = queries::total(desk.tx, desk.workspace())?;
    rules::refuse_full(&stored.name, stored.byte_count, total.byte_count, stored.workspace_bytes_max)?;
    rules::refuse_many(queries::count_of(desk.tx, desk.workspace(), carrier.item)?)?;
    settle(desk, stored)?;
    let (part_noun, part_id) = carrier.part.clone().unzip();
    let attachment = Attachment {
        id: stored.id,
        product_id: carrier.product,
        noun: carrier.noun.clone(),
        item_id: carrier.item,
        part_noun,
        part_id,
        name: stored.name.clone(),
        media_type: stored.media_type.clone(),
        byte_count: stored.byte_count,
        sha256: stored.sha256.clone(),
        created_at: desk.now(),
        created_by: desk.actor.person,
        archived_at: None,
        erased_at: None,
    };
    desk.add(&attachment)?;
    Ok(attachment)
}

/// A file that was removed, as it hangs on its item again. Refused when it was deleted for good, or the item is full by now.
pub fn hung_again(desk: &Desk<'_>, removed: &Attachment) -> Result<Attachment> {
    if removed.erased_at.is_some() {
        return Refusal::conflict("This file was deleted for good and cannot come back. Attach it again.");
    }
    if removed.archived_at.is_some() {
        rules::refuse_many(queries::count_of(desk.tx, desk.workspace(), removed.item_id)?)?;
    }
    Ok(Attachment { archived_at: None, ..removed.clone() })
}

/// Its bytes are kept from now on, and counted.
fn settle(desk: &Desk<'_>, stored: &Stored) -> Result<()> {
    let sql = "
        update stored_file set state = $3, since = $4, byte_count = $5
         where workspace_id = $1 and id = $2 and state = $6";
    let settled = keep(
        desk.tx,
        Ledger::StoredFile,
        sql,
        &[
            &desk.workspace(),
            &stored.id,
            &FileState::Kept,
            &desk.now(),
            &stored.byte_count,
            &FileState::Arriving,
        ],
    )?;
    if settled == 0 {
        return Refusal::conflict(format!("“{}” did not arrive whole. Send it again.", stored.name));
    }
    count(desk, 1, stored.byte_count)
}

/// Counts files and bytes of the workspace.
pub(super) fn count(desk: &Desk<'_>, files: i64, byte_count: i64) -> Result<()> {
    let sql = "
        insert into file_total (workspace_id, files, byte_count) values ($1, $2, $3)
        on conflict (workspace_id)
        do update set files = file_total.files + $2, byte_count = file_total.byte_count + $3";
    keep(desk.tx, Ledger::FileTotal, sql, &[&desk.workspace(), &files, &byte_count])?;
    Ok(())
}
