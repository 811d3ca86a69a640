//! What an erasure would take, before it is done: by the same plan.

use std::collections::HashSet;

use database::Tx;
use serde::Serialize;
use uuid::Uuid;

use super::{Erased, Plan};
use crate::discovery::Feedback;
use crate::market::{Contact, Customer};
use crate::spine::actor::Actor;
use crate::spine::id::WorkspaceId;
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::search;

/// Texts of others that are told at most.
const NAMED_MAX: i64 = 40;
/// Names and passages that are looked for at most; the first.
const TRACES_MAX: usize = 100;
/// Shorter names are found everywhere.
const NAME_LEAST: usize = 3;

/// A text of somebody else in which a name or a passage stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NamedIn {
    pub id: Uuid,
    pub noun: String,
    /// None for what has no key.
    pub key: Option<String>,
    pub heading: String,
}

/// What would be erased, and what has to be looked at by hand.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Preview {
    pub noun: &'static str,
    pub id: Uuid,
    /// A name; of a feedback, how it begins.
    pub called: String,
    pub erased_at: Option<Timestamp>,
    #[serde(flatten)]
    pub erased: Erased,
    /// The same in words; empty where nothing hangs on it.
    pub words: String,
    /// Texts that name them or say what they said, and stay as they are: whoever wrote them takes that out.
    pub named_in: Vec<NamedIn>,
}

/// What erasing an item would take.
pub fn preview(tx: &Tx<'_>, actor: &Actor, (noun, id): (&str, Uuid)) -> Result<Preview> {
    actor.must_in_workspace(Permission::ErasePeople)?;
    let workspace = actor.workspace;
    match noun {
        Customer::NOUN => {
            let one: Customer = load(tx, workspace, id)?;
            let plan = Plan::of_customer(tx, workspace, &one)?;
            told(tx, actor, &one, (&one.name, one.erased_at), &plan)
        }
        Contact::NOUN => {
            let one: Contact = load(tx, workspace, id)?;
            let plan = Plan::of_contact(tx, workspace, &one)?;
            told(tx, actor, &one, (&one.name, one.erased_at), &plan)
        }
        Feedback::NOUN => {
            let one: Feedback = load(tx, workspace, id)?;
            let plan = Plan::of_feedback(tx, workspace, &one)?;
            let begins: String = one.body.chars().take(120).collect();
            told(tx, actor, &one, (&begins, one.erased_at), &plan)
        }
        _ => Refusal::not_found("page"),
    }
}

fn load<T: Item>(tx: &Tx<'_>, workspace: WorkspaceId, id: Uuid) -> Result<T> {
    T::load(tx, workspace, id)?.found(T::NOUN)
}

fn told<T: Item>(
    tx: &Tx<'_>,
    actor: &Actor,
    one: &T,
    (called, erased_at): (&str, Option<Timestamp>),
    plan: &Plan,
) -> Result<Preview> {
    let named_in = if erased_at.is_none() { named_in(tx, actor, plan)? } else { Vec::new() };
    Ok(Preview {
        noun: T::NOUN,
        id: one.id(),
        called: called.to_owned(),
        erased_at,
        erased: plan.erased(),
        words: plan.erased().words(),
        named_in,
    })
}

/// Where names and words of whoever is erased are found, but for what goes with them.
fn named_in(tx: &Tx<'_>, actor: &Actor, plan: &Plan) -> Result<Vec<NamedIn>> {
    let mut found: Vec<search::Found> = Vec::new();
    let going: HashSet<Uuid> = plan.carriers().into_iter().collect();
    let traces = plan.traces().filter(|trace| trace.chars().count() >= NAME_LEAST);
    for trace in traces.take(TRACES_MAX) {
        for hit in search::find(tx, actor.workspace, trace, NAMED_MAX)? {
            let may = hit.product_id.is_none_or(|product| actor.may(Permission::Read, product));
            let is_new = found.iter().all(|known| known.item_id != hit.item_id);
            if may && is_new && !going.contains(&hit.item_id) && (found.len() as i64) < NAMED_MAX {
                found.push(hit);
            }
        }
    }
    let ids: Vec<Uuid> = found.iter().map(|hit| hit.item_id).collect();
    let keys = search::keys(tx, actor.workspace, &ids)?;
    let row = |hit: search::Found| NamedIn {
        id: hit.item_id,
        key: keys.get(&hit.item_id).cloned(),
        noun: hit.noun,
        heading: hit.heading,
    };
    Ok(found.into_iter().map(row).collect())
}
