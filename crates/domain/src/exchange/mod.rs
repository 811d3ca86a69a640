//! Bringing things in from files: read whole, shown first, written in batches, the same twice changes nothing.
//!
//! A file is read completely before anything is written; what is wrong with the file itself refuses it whole,
//! with the place. What is wrong with one row refuses that row and is told in the closing account.

pub mod comparison;
pub mod customers;
pub mod feedback;
pub mod imports;
pub mod stories;
pub mod survey;
pub mod table;

use database::Tx;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::keep::{Ledger, keep};
use crate::spine::merged::stands_for;
use crate::spine::moment::Moment;
use crate::spine::refusal::{Failure, Refusal, Result};
use crate::spine::rights::Permission;

/// Rows that are written together; others write in between.
pub const BATCH: usize = 200;
/// Reasons that are told one by one.
pub const REFUSED_TOLD_MAX: usize = 100;

words! {
    /// What a file holds.
    Kind {
        Customers = "customers",
        Feedback = "feedback",
        Stories = "stories",
        Comparison = "comparison",
    }
}

impl Kind {
    /// What somebody must be allowed to do, to bring such a file in.
    pub fn permission(self) -> Permission {
        match self {
            Self::Customers => Permission::ManageCustomers,
            Self::Feedback => Permission::GiveFeedback,
            Self::Stories => Permission::ProposeStories,
            Self::Comparison => Permission::SetDirection,
        }
    }

    /// The whole file, read before anything is written.
    pub fn read(self, bytes: &[u8], source: &str, product: ProductId) -> Result<Rows> {
        fn boxed<R: Row + 'static>(rows: Vec<R>) -> Rows {
            rows.into_iter().map(|row| Box::new(row) as Box<dyn Row>).collect()
        }
        match self {
            Self::Customers => customers::read(bytes).map(boxed),
            Self::Feedback => feedback::read(bytes, source, product).map(boxed),
            Self::Stories => stories::read(bytes, source, product).map(boxed),
            Self::Comparison => comparison::read(bytes, product).map(boxed),
        }
    }
}

/// The rows of a file, in their order.
pub type Rows = Vec<Box<dyn Row>>;

/// What came of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Account {
    pub read: usize,
    pub made: usize,
    /// Rows that were there already, unchanged or brought up to date.
    pub merged: usize,
    pub refused: Vec<RefusedRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedRow {
    pub line: usize,
    pub reason: String,
}

/// What became of one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Made,
    Merged,
}

/// One row of a file, ready to be written.
pub trait Row: Send + Sync {
    /// The line of the file it begins on, from 1.
    fn line(&self) -> usize;

    /// What it says, and what goes with it: for somebody who looks before anything is written.
    fn shown(&self) -> (String, String);

    /// Writes it, or finds that it was written before.
    fn bring_in(&self, place: &Place<'_>) -> Result<Outcome>;
}

/// Where rows are brought in, and by whom.
pub struct Place<'p> {
    pub tx: &'p Tx<'p>,
    pub actor: &'p Actor,
    pub moment: &'p Moment,
}

/// Writes some rows in the open transaction. A refused row leaves nothing behind and stops no other.
pub fn bring_in(tx: &Tx<'_>, actor: &Actor, moment: &Moment, rows: &[&dyn Row]) -> Result<Account> {
    let mut account = Account { read: rows.len(), ..Account::default() };
    for row in rows {
        let place = Place { tx, actor, moment };
        match tx.part(|| row.bring_in(&place)) {
            Ok(Outcome::Made) => account.made += 1,
            Ok(Outcome::Merged) => account.merged += 1,
            Err(Failure::Refused(refusal)) => {
                account.refused.push(RefusedRow { line: row.line(), reason: refusal.to_string() });
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(account)
}

impl Account {
    pub fn add(&mut self, other: Self) {
        self.read += other.read;
        self.made += other.made;
        self.merged += other.merged;
        self.refused.extend(other.refused);
    }
}

impl std::fmt::Display for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { read, made, merged, refused } = self;
        writeln!(f, "{read} read, {made} made, {merged} merged, {} refused", refused.len())?;
        for row in refused.iter().take(REFUSED_TOLD_MAX) {
            writeln!(f, "  line {}: {}", row.line, row.reason)?;
        }
        match refused.len().checked_sub(REFUSED_TOLD_MAX) {
            Some(more) if more > 0 => writeln!(f, "  and {more} more"),
            _ => Ok(()),
        }
    }
}

database::row! {
    struct RowOf { item_id: Uuid, fingerprint: Vec<u8> }
}

/// What an earlier import made of a row.
pub struct Known {
    pub item_id: Uuid,
    pub fingerprint: Vec<u8>,
    /// It was merged into the item since. What the row says of it is of no account any more.
    pub is_merged: bool,
}

/// What an earlier import made of the row with this key.
pub fn known(tx: &Tx<'_>, workspace: WorkspaceId, source: &str, key: &str) -> Result<Option<Known>> {
    let sql = "
        select item_id, fingerprint from import_row
         where workspace_id = $1 and source = $2 and row_key = $3";
    let Some(row) = tx.maybe::<RowOf>(sql, &[&workspace, &source, &key])? else { return Ok(None) };
    let item_id = stands_for(tx, workspace, row.item_id)?;
    Ok(Some(Known { item_id, fingerprint: row.fingerprint, is_merged: item_id != row.item_id }))
}

/// Remembers what a row became, so that the next import finds it.
pub fn remember(
    place: &Place<'_>,
    source: &str,
    key: &str,
    item: impl Into<Uuid>,
    fingerprint: &[u8],
) -> Result<()> {
    let sql = "
        insert into import_row (workspace_id, source, row_key, item_id, fingerprint) values ($1, $2, $3, $4, $5)
        on conflict (workspace_id, source, row_key) do update set item_id = $4, fingerprint = $5";
    keep(
        place.tx,
        Ledger::ImportRow,
        sql,
        &[&place.actor.workspace, &source, &key, &item.into(), &fingerprint],
    )?;
    Ok(())
}

/// What a row says, shortened to 32 bytes.
pub fn fingerprint(fields: &[&str]) -> Vec<u8> {
    let mut digest = Sha256::new();
    for field in fields {
        digest.update((field.len() as u64).to_be_bytes());
        digest.update(field);
    }
    digest.finalize().to_vec()
}

/// A row that says something else than when it was imported.
fn kept_as_it_was<T>() -> Result<T> {
    Refusal::conflict("This row was imported before with other words; what was imported is kept as it is.")
}

/// What is there, with points between.
fn joined(parts: &[&str]) -> String {
    let there: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    there.join(" · ")
}
