//! Files that came in over a page: looked at in a trial run, then written batch by batch in the background.
//!
//! A batch and how far the import is are kept in one transaction, so that it goes on where it was after anything.

use database::Tx;
use serde::{Deserialize, Serialize};

use super::{Account, BATCH, Kind, REFUSED_TOLD_MAX, RefusedRow, Rows, bring_in};
use crate::people::visitor::actor_of_person;
use crate::spine::actor::{Actor, Door};
use crate::spine::id::{ImportId, JobId, PersonId, ProductId, WorkspaceId};
use crate::spine::jobs;
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::{Moment, Timestamp};
use crate::spine::refusal::{Found, Refusal, Result, broken};

/// Bytes of a file that comes in over a page, at most; longer ones come in by the command line.
pub const PAGE_MAX_BYTES: usize = 16 * 1024 * 1024;
/// Characters of a file's name.
const SOURCE_MAX: usize = 100;
/// Imports that are listed.
const LISTED_MAX: i64 = 20;
/// Days for which a file is kept that nobody imports.
const UNUSED_KEPT_DAYS: i64 = 1;

words! {
    /// How far an import is.
    ImportState {
        /// The trial run is under way: nothing is written.
        Trying = "trying",
        /// It was tried and waits for somebody to start it.
        Tried = "tried",
        Importing = "importing",
        Done = "done",
    }
}

database::row! {
    /// A file that came in, and what came of it; while it is tried, what would.
    #[derive(Clone, Debug, Serialize)]
    pub struct Import {
        pub id: ImportId,
        pub product_id: ProductId,
        pub person_id: PersonId,
        pub person: String,
        pub kind: Kind,
        pub source: String,
        pub state: ImportState,
        pub row_count: i64,
        /// Rows that were worked off.
        pub at_row: i64,
        pub made: i64,
        pub merged: i64,
        pub refused: i64,
        /// The first hundred refused rows, as JSON.
        #[serde(skip)]
        pub refusals: String,
        pub created_at: Timestamp,
        pub ended_at: Option<Timestamp>,
    }
}

impl Import {
    pub fn is_under_way(&self) -> bool {
        matches!(self.state, ImportState::Trying | ImportState::Importing)
    }

    pub fn refusals(&self) -> Vec<RefusedRow> {
        serde_json::from_str(&self.refusals).unwrap_or_default()
    }
}

/// A file as it came in. It was read already: what is wrong with the file itself was refused.
pub struct Received {
    pub product: ProductId,
    pub kind: Kind,
    pub source: String,
    pub content: Vec<u8>,
    pub row_count: usize,
}

/// The job that works an import off.
#[derive(Serialize, Deserialize)]
pub struct WorkOff {
    pub import: ImportId,
}

impl WorkOff {
    pub const JOB: &'static str = "work_off_import";
}

/// Refuses whoever may not bring in such a file.
pub fn may_import(actor: &Actor, kind: Kind, product: ProductId) -> Result<PersonId> {
    if actor.read_only {
        return Refusal::not_allowed("This token may only read. Make one that may write.");
    }
    actor.must(kind.permission(), product)?;
    match actor.person {
        Some(person) => Ok(person),
        None => Refusal::sign_in("Sign in first."),
    }
}

/// Keeps a file and has it tried.
pub fn receive(tx: &Tx<'_>, actor: &Actor, moment: &Moment, received: &Received) -> Result<ImportId> {
    let person = may_import(actor, received.kind, received.product)?;
    let id: ImportId = moment.id();
    let source: String = received.source.chars().take(SOURCE_MAX).collect();
    let sql = "
        insert into import (workspace_id, id, product_id, person_id, kind, source, content, state, row_count,
                            at_row, made, merged, refused, refusals, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, 0, '[]', $10)";
    let state = ImportState::Trying;
    let rows = received.row_count as i64;
    keep(
        tx,
        Ledger::Import,
        sql,
        &[
            &actor.workspace,
            &id,
            &received.product,
            &person,
            &received.kind,
            &source,
            &received.content,
            &state,
            &rows,
            &moment.now,
        ],
    )?;
    work_off(tx, actor.workspace, moment, id)?;
    Ok(id)
}

/// Has a file imported that was tried.
pub fn start(tx: &Tx<'_>, actor: &Actor, moment: &Moment, id: ImportId) -> Result<()> {
    let import = import(tx, actor, id)?;
    may_import(actor, import.kind, import.product_id)?;
    if import.state != ImportState::Tried {
        return Refusal::conflict("This file is being worked on, or it was imported already.");
    }
    let sql = "
        update import set state = $3, at_row = 0, made = 0, merged = 0, refused = 0, refusals = '[]'
         where workspace_id = $1 and id = $2";
    keep(tx, Ledger::Import, sql, &[&actor.workspace, &id, &ImportState::Importing])?;
    work_off(tx, actor.workspace, moment, id)
}

/// Queues the next slice of work.
pub fn work_off(tx: &Tx<'_>, workspace: WorkspaceId, moment: &Moment, import: ImportId) -> Result<()> {
    let body = serde_json::to_string(&WorkOff { import }).map_err(broken)?;
    jobs::queue(
        tx,
        workspace,
        &jobs::Queued { id: moment.id::<JobId>(), kind: WorkOff::JOB, body, due: moment.now },
    )
}

const COLUMNS: &str = "
    select import.id, import.product_id, import.person_id, person.name as person, import.kind, import.source,
           import.state, import.row_count, import.at_row, import.made, import.merged, import.refused,
           import.refusals, import.created_at, import.ended_at
      from import join person on person.workspace_id = import.workspace_id and person.id = import.person_id";

/// The newest imports of a product.
pub fn imports(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<Import>> {
    actor.must(Kind::Stories.permission(), product)?;
    let sql = format!(
        "{COLUMNS} where import.workspace_id = $1 and import.product_id = $2 order by import.id desc limit $3"
    );
    Ok(tx.all(&sql, &[&actor.workspace, &product, &LISTED_MAX])?)
}

/// One import, for those who might have brought it in.
pub fn import(tx: &Tx<'_>, actor: &Actor, id: ImportId) -> Result<Import> {
    let found = of_workspace(tx, actor.workspace, id)?;
    actor.must(found.kind.permission(), found.product_id)?;
    Ok(found)
}

fn of_workspace(tx: &Tx<'_>, workspace: WorkspaceId, id: ImportId) -> Result<Import> {
    let sql = format!("{COLUMNS} where import.workspace_id = $1 and import.id = $2");
    tx.maybe(&sql, &[&workspace, &id])?.found("import")
}

/// What came in; empty once it was imported.
pub fn content(tx: &Tx<'_>, workspace: WorkspaceId, id: ImportId) -> Result<Vec<u8>> {
    let sql = "select content as value from import where workspace_id = $1 and id = $2";
    tx.value(sql, &[&workspace, &id])?.found("import")
}

/// The rows of an import that is under way; none if nothing is left to do.
pub fn rows_of(tx: &Tx<'_>, workspace: WorkspaceId, id: ImportId) -> Result<Option<Rows>> {
    let import = of_workspace(tx, workspace, id)?;
    if !import.is_under_way() {
        return Ok(None);
    }
    let content = content(tx, workspace, id)?;
    import.kind.read(&content, &import.source, import.product_id).map(Some)
}

/// One batch of an import, and what it came to.
pub struct Batch<'b> {
    pub workspace: WorkspaceId,
    pub id: ImportId,
    pub rows: &'b Rows,
}

/// Tries the next batch and undoes it; the account is to be handed to [`Batch::note`].
/// None: it is not being tried, or all of it was.
pub fn try_batch(tx: &Tx<'_>, moment: &Moment, batch: &Batch<'_>) -> Result<Option<(i64, Account)>> {
    tx.discard();
    let import = of_workspace(tx, batch.workspace, batch.id)?;
    if import.state != ImportState::Trying {
        return Ok(None);
    }
    Ok(Some((import.at_row, batch.write(tx, moment, &import)?)))
}

/// Writes the next batch. True: there is more to do.
pub fn import_batch(tx: &Tx<'_>, moment: &Moment, batch: &Batch<'_>) -> Result<bool> {
    let import = of_workspace(tx, batch.workspace, batch.id)?;
    if import.state != ImportState::Importing {
        return Ok(false);
    }
    let account = batch.write(tx, moment, &import)?;
    let more = batch.note(tx, moment, import.at_row, &account)?;
    // One announcement for the whole file: pages of others do not fetch themselves again for every batch.
    tx.hush();
    if !more {
        tx.announce(batch.workspace.0);
    }
    Ok(more)
}

impl Batch<'_> {
    /// In the name of whoever brought it in, with the rights they have now.
    fn write(&self, tx: &Tx<'_>, moment: &Moment, import: &Import) -> Result<Account> {
        let actor = actor_of_person(tx, self.workspace, import.person_id, Door::Import)?.found("person")?;
        let first = usize::try_from(import.at_row).unwrap_or_default();
        let rows: Vec<_> = self.rows.iter().skip(first).take(BATCH).map(AsRef::as_ref).collect();
        bring_in(tx, &actor, moment, &rows)
    }

    /// Notes down how far the import is. True: there is more to do. Refused if somebody else was here first.
    pub fn note(&self, tx: &Tx<'_>, moment: &Moment, from_row: i64, account: &Account) -> Result<bool> {
        let import = of_workspace(tx, self.workspace, self.id)?;
        if import.at_row != from_row || !import.is_under_way() {
            return Refusal::conflict("Another server works on this import.");
        }
        let mut refusals = import.refusals();
        refusals.extend(account.refused.iter().cloned());
        refusals.truncate(REFUSED_TOLD_MAX);
        let refusals = serde_json::to_string(&refusals).map_err(broken)?;
        let at_row = from_row + account.read as i64;
        let (made, merged, refused) =
            (account.made as i64, account.merged as i64, account.refused.len() as i64);
        let sql = "
            update import
               set at_row = $3, made = made + $4, merged = merged + $5, refused = refused + $6, refusals = $7
             where workspace_id = $1 and id = $2";
        keep(
            tx,
            Ledger::Import,
            sql,
            &[&self.workspace, &self.id, &at_row, &made, &merged, &refused, &refusals],
        )?;
        let more = at_row < import.row_count && account.read > 0;
        if !more {
            self.end(tx, moment, import.state)?;
        }
        Ok(more)
    }

    /// A trial run has ended, or the import: then the file is no longer needed.
    fn end(&self, tx: &Tx<'_>, moment: &Moment, state: ImportState) -> Result<()> {
        if state == ImportState::Trying {
            let sql = "update import set state = $3 where workspace_id = $1 and id = $2";
            keep(tx, Ledger::Import, sql, &[&self.workspace, &self.id, &ImportState::Tried])?;
            return Ok(());
        }
        let sql = "
            update import set state = $3, content = $4, ended_at = $5 where workspace_id = $1 and id = $2";
        let (done, nothing) = (ImportState::Done, Vec::<u8>::new());
        keep(tx, Ledger::Import, sql, &[&self.workspace, &self.id, &done, &nothing, &moment.now])?;
        Ok(())
    }
}

/// Forgets files that nobody imported. For the courier, now and then.
pub fn sweep(tx: &Tx<'_>, now: Timestamp) -> Result<u64> {
    let sql = "delete from import where created_at <= $1 and state = $2";
    keep(tx, Ledger::Import, sql, &[&now.plus_days(-UNUSED_KEPT_DAYS), &ImportState::Tried])
}
