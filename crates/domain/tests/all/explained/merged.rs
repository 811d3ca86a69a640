//! What is asked before and after a merge.

use database::Tx;
use domain::discovery::merged::{needs_merged_into, parts, speakers_of_parts};
use domain::discovery::queries::{self, Filter, inbox};
use domain::line::merging::alike::candidates;
use domain::line::merging::doubles::pairs;
use domain::line::merging::history::told;
use domain::line::merging::preview::preview;
use domain::market::queries::{
    contact_by_email, contacts, customer_numbered, customers, merged_contacts, merged_into,
};
use domain::spine::actor::{Actor, Door};
use domain::spine::id::ProductId;
use domain::spine::merged::stands_for;
use domain::spine::refusal::Result;
use domain::testing::START;

pub fn merged(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<()> {
    let (workspace, all) = (actor.workspace, Actor::program(actor.workspace, Door::Command));
    let said = inbox(tx, actor, product, &Filter { limit: 50, ..Filter::default() })?;
    let needs = queries::needs(tx, actor, product)?;
    let firms = customers(tx, actor)?;
    let people = contacts(tx, actor, firms[0].id)?;
    let others = contacts(tx, actor, firms[1].id)?;
    for (noun, one, into) in [
        ("feedback", said[0].id.0, said[1].id.0),
        ("need", needs[0].id.0, needs[1].id.0),
        ("customer", firms[0].id.0, firms[1].id.0),
        ("contact", people[0].id.0, others[0].id.0),
    ] {
        candidates(tx, &all, (noun, one), ("reminder", None))?;
        preview(tx, &all, (noun, one, into), START)?;
        stands_for(tx, workspace, one)?;
    }
    pairs(tx, &all)?;
    let merges = "select distinct seq as value from change where workspace_id = $1 and item_id = $2";
    let mut merged = 0;
    for row in &said {
        let seqs: Vec<i64> = tx.values(merges, &[&workspace, &row.id])?;
        merged += parts(tx, workspace, row.id)?.len();
        speakers_of_parts(tx, workspace, row.id)?;
        told(tx, workspace, &seqs)?;
    }
    assert_eq!(merged, 1, "the cast merged one");
    let need = queries::need(tx, actor, product, needs[0].number)?;
    tx.together(needs_merged_into(actor, &need)?)?;
    let customer = customer_numbered(tx, actor, firms[0].number)?;
    merged_into(tx, actor, customer.id)?;
    merged_contacts(tx, actor, customer.id)?;
    contact_by_email(tx, workspace, "nobody@known.example")?;
    let of_customer = Filter { customer: Some(customer.id), limit: 10, ..Filter::default() };
    inbox(tx, actor, product, &of_customer)?;
    Ok(())
}
