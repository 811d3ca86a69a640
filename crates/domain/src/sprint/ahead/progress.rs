//! How far searches are: claimed by whoever searches, heard of twice a second, begun again by another one when not.
//!
//! It stands beside the searches and not in the change log.

use database::Tx;

use super::queries::ahead;
use super::sprints::Ahead;
use super::{PlanSearch, PlanSearchId, SearchState};
use crate::people::Product;
use crate::people::visitor::actor_of_person;
use crate::spine::actor::Door;
use crate::spine::id::WorkspaceId;
use crate::spine::item::Item;
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Refusal, Result};

/// Whoever searches and was not heard of for so long has died.
const SILENT_SECONDS: i64 = 20;
/// A search that was begun so often and never ended brings its server down: it is given up.
const ATTEMPTS_MAX: i64 = 3;
/// Searches that wait, looked at at once.
const LOOKED_AT: i64 = 5;

database::row! {
    /// A search that is to be begun.
    #[derive(Clone, Copy, Debug)]
    pub struct Open { pub workspace_id: WorkspaceId, pub search_id: PlanSearchId, pub attempts: i64 }
}

impl Open {
    /// Whether it was begun often enough.
    pub fn is_given_up(&self) -> bool {
        self.attempts >= ATTEMPTS_MAX
    }
}

/// Writes down that a search waits.
pub(super) fn queue(tx: &Tx<'_>, workspace: WorkspaceId, search: PlanSearchId) -> Result<()> {
    let sql = "
        insert into plan_progress (workspace_id, search_id, is_open, attempts, nodes, found)
        values ($1, $2, true, 0, 0, '')";
    keep(tx, Ledger::PlanProgress, sql, &[&workspace, &search])?;
    Ok(())
}

/// Searches that wait or whose searcher has died, the oldest first.
pub fn open(tx: &Tx<'_>, now: Timestamp) -> Result<Vec<Open>> {
    let sql = "
        select workspace_id, search_id, attempts from plan_progress
         where is_open and (heard_at is null or heard_at < $1)
         order by search_id
         limit $2";
    Ok(tx.all(sql, &[&now.plus_seconds(-SILENT_SECONDS), &LOOKED_AT])?)
}

/// Begins a search, unless somebody else has.
pub fn claim(tx: &Tx<'_>, open: Open, now: Timestamp) -> Result<bool> {
    let sql = "
        update plan_progress set heard_at = $3, attempts = attempts + 1
         where workspace_id = $1 and search_id = $2 and is_open and (heard_at is null or heard_at < $4)";
    let silent = now.plus_seconds(-SILENT_SECONDS);
    let claimed = keep(tx, Ledger::PlanProgress, sql, &[&open.workspace_id, &open.search_id, &now, &silent])?;
    Ok(claimed == 1)
}

/// What a search has to plan with, read in the name of whoever asked, with the rights they have now.
pub fn read(tx: &Tx<'_>, open: Open) -> Result<Ahead> {
    let search = PlanSearch::load(tx, open.workspace_id, open.search_id.0)?.found("plan_search")?;
    let Some(person) = search.created_by else { return Refusal::not_found("person") };
    let actor = actor_of_person(tx, open.workspace_id, person, Door::Timer)?.found("person")?;
    let product = Product::load(tx, open.workspace_id, search.product_id.0)?.found("product")?;
    ahead(tx, &actor, product.id, &product.prefix)
}

/// How far a search is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heard {
    pub nodes: u64,
    pub value: Option<f64>,
    pub bound: f64,
}

/// Writes down how far a search is; whether it goes on.
pub fn note(tx: &Tx<'_>, open: Open, heard: Heard, now: Timestamp) -> Result<bool> {
    let sql = "
        update plan_progress set heard_at = $3, nodes = $4, value = $5, bound = $6
         where workspace_id = $1 and search_id = $2 and is_open";
    let nodes = i64::try_from(heard.nodes).unwrap_or(i64::MAX);
    let bound = heard.bound.is_finite().then_some(heard.bound);
    keep(
        tx,
        Ledger::PlanProgress,
        sql,
        &[&open.workspace_id, &open.search_id, &now, &nodes, &heard.value, &bound],
    )?;
    let search = PlanSearch::load(tx, open.workspace_id, open.search_id.0)?;
    Ok(search.is_some_and(|search| {
        search.state == SearchState::Searching
            && search.stop_asked_at.is_none()
            && search.archived_at.is_none()
    }))
}

/// Gives a search back to whoever comes next: the server stops.
pub fn release(tx: &Tx<'_>, open: Open) -> Result<()> {
    let sql = "
        update plan_progress set heard_at = null, attempts = attempts - 1
         where workspace_id = $1 and search_id = $2 and is_open";
    keep(tx, Ledger::PlanProgress, sql, &[&open.workspace_id, &open.search_id])?;
    Ok(())
}

/// A search is over, with what it found.
pub(super) fn end(tx: &Tx<'_>, workspace: WorkspaceId, search: PlanSearchId, found: &str) -> Result<()> {
    let sql = "
        update plan_progress set is_open = false, found = $3
         where workspace_id = $1 and search_id = $2";
    keep(tx, Ledger::PlanProgress, sql, &[&workspace, &search, &found])?;
    Ok(())
}
