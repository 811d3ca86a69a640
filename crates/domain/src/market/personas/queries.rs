//! What is read of personas.

use database::Tx;
use serde::Serialize;

use super::{EntryKind, Persona, PersonaEntry, PersonaEntryId, PersonaId};
use crate::discovery::QuoteId;
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

const PERSONAS_MAX: i64 = 100;
const ENTRIES_MAX: i64 = 200;
const QUOTES_MAX: i64 = 1_000;
/// Quotes to choose from at most, the newest first.
const CHOICES_MAX: i64 = 200;

database::row! {
    /// A persona as a row of the list.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct PersonaRow {
        pub id: PersonaId,
        pub number: i64,
        pub name: String,
        pub summary: String,
        pub entries: i64,
        /// Entries that a quote stands behind.
        pub backed: i64,
    }
}

/// The personas of the workspace in the order in which they were added.
pub fn personas(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<PersonaRow>> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = "
        select p.id, p.number, p.name, p.summary,
               (select count(*) from persona_entry e
                 where e.workspace_id = $1 and e.persona_id = p.id and e.archived_at is null) as entries,
               (select count(*) from persona_entry e
                 where e.workspace_id = $1 and e.persona_id = p.id and e.archived_at is null
                   and exists (select 1 from persona_quote b
                                 join quote q on q.workspace_id = b.workspace_id and q.id = b.quote_id
                                where b.workspace_id = $1 and b.persona_entry_id = e.id
                                  and b.archived_at is null and q.archived_at is null)) as backed
          from persona p
         where p.workspace_id = $1 and p.archived_at is null
         order by p.number
         limit $2";
    Ok(tx.all(sql, &[&actor.workspace, &PERSONAS_MAX])?)
}

/// A persona by its number, archived or not.
pub fn persona(tx: &Tx<'_>, actor: &Actor, number: i64) -> Result<Persona> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = format!("{} where workspace_id = $1 and number = $2", Persona::select());
    tx.maybe(&sql, &[&actor.workspace, &number])?.found("persona")
}

pub(super) fn entries_now(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    persona: PersonaId,
) -> Result<Vec<PersonaEntry>> {
    let sql = format!(
        "{} where workspace_id = $1 and persona_id = $2 and archived_at is null order by created_at, id limit $3",
        PersonaEntry::select()
    );
    Ok(tx.all(&sql, &[&workspace, &persona, &ENTRIES_MAX])?)
}

/// What a persona is described by, in the order in which it was written.
pub fn entries(tx: &Tx<'_>, actor: &Actor, persona: PersonaId) -> Result<Vec<PersonaEntry>> {
    actor.must_in_workspace(Permission::Read)?;
    entries_now(tx, actor.workspace, persona)
}

database::row! {
    /// A quote that stands behind an entry.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Backing {
        pub persona_entry_id: PersonaEntryId,
        pub kind: EntryKind,
        pub quote_id: QuoteId,
        pub passage: String,
        pub feedback_number: i64,
        pub customer: Option<String>,
        pub product_id: ProductId,
    }
}

/// The quotes behind the entries of a persona, of the products that the actor may read.
pub fn backings(tx: &Tx<'_>, actor: &Actor, persona: PersonaId) -> Result<Vec<Backing>> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = "
        select b.persona_entry_id, e.kind, q.id as quote_id, q.passage, f.number as feedback_number,
               c.name as customer, q.product_id
          from persona_entry e
          join persona_quote b on b.workspace_id = $1 and b.persona_entry_id = e.id and b.archived_at is null
          join quote q on q.workspace_id = $1 and q.id = b.quote_id and q.archived_at is null
          join feedback f on f.workspace_id = $1 and f.id = q.feedback_id
          left join customer c on c.workspace_id = $1 and c.id = q.customer_id
         where e.workspace_id = $1 and e.persona_id = $2 and e.archived_at is null
         order by b.created_at, b.id
         limit $3";
    let mut found: Vec<Backing> = tx.all(sql, &[&actor.workspace, &persona, &QUOTES_MAX])?;
    found.retain(|one| actor.may(Permission::Read, one.product_id));
    Ok(found)
}

database::row! {
    /// A quote that could stand behind an entry.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct QuoteChoice {
        pub id: QuoteId,
        pub passage: String,
        pub customer: Option<String>,
    }
}

/// Quotes of a product to choose from, the newest first.
pub fn choices(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<QuoteChoice>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select q.id, q.passage, c.name as customer
          from quote q
          left join customer c on c.workspace_id = q.workspace_id and c.id = q.customer_id
         where q.workspace_id = $1 and q.product_id = $2 and q.archived_at is null
         order by q.created_at desc, q.id desc
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &product, &CHOICES_MAX])?)
}
