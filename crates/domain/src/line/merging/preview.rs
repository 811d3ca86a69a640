//! What a merge would do, before it is done: by the same plan.

use database::Tx;
use serde::Serialize;
use serde_json::Value as Json;
use uuid::Uuid;

use super::carry::{Moved, Place, Plan};
use super::rules::{field, moved_in_words};
use super::{Merges, Two};
use crate::discovery::{Feedback, Need};
use crate::market::{Contact, Customer};
use crate::spine::actor::Actor;
use crate::spine::change;
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Failure, Refusal, Result};
use crate::spine::run::Gate;

/// One of the two.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named {
    pub id: Uuid,
    /// Its key, or the name of a contact.
    pub called: String,
}

/// A field of both, and what the one that stays will say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    pub field: &'static str,
    pub one: Json,
    pub into: Json,
    pub kept: Json,
}

/// What would be merged, and what would come of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Preview {
    pub noun: &'static str,
    /// The one that goes.
    pub one: Named,
    /// The one that stays.
    pub into: Named,
    pub moved: Vec<Moved>,
    /// What moves, in words; empty where nothing hangs on the one that goes.
    pub words: String,
    pub fields: Vec<Side>,
    /// The newest change that this shows; a merge that says it is refused where one of both was changed since.
    pub seen: i64,
    /// Why these two cannot be merged; nothing is said of what moves then.
    pub refused: Option<String>,
}

/// What merging two of a noun would do.
pub fn preview(
    tx: &Tx<'_>,
    actor: &Actor,
    (noun, one, into): (&str, Uuid, Uuid),
    now: Timestamp,
) -> Result<Preview> {
    match noun {
        Feedback::NOUN => of::<Feedback>(tx, actor, (one, into), now),
        Need::NOUN => of::<Need>(tx, actor, (one, into), now),
        Customer::NOUN => of::<Customer>(tx, actor, (one, into), now),
        Contact::NOUN => of::<Contact>(tx, actor, (one, into), now),
        _ => Refusal::not_found("page"),
    }
}

/// Whoever may merge something may look at what would come of it.
pub(super) fn may<T: Merges>(actor: &Actor, item: &T) -> Result<()> {
    match item.gate() {
        Gate::Product(permission, product) => actor.must(permission, product),
        Gate::Workspace(permission) => actor.must_in_workspace(permission),
        Gate::Person | Gate::Program => Ok(()),
    }
}

fn of<T: Merges>(tx: &Tx<'_>, actor: &Actor, (one, into): (Uuid, Uuid), now: Timestamp) -> Result<Preview> {
    let workspace = actor.workspace;
    let two = Two::<T>::load(tx, workspace, one, into)?;
    may(actor, &two.one)?;
    may(actor, &two.into)?;
    let refused = match two.refuse(tx, workspace) {
        Ok(()) => None,
        Err(Failure::Refused(refusal)) => Some(refusal.to_string()),
        Err(fault) => return Err(fault),
    };
    let Two { one, into } = two;
    let place = Place { tx, workspace, now };
    let (moved, united) = if refused.is_some() {
        (Vec::new(), into.clone())
    } else {
        let moved = Plan::of(&place, T::LINKS, one.id(), into.id())?.moved();
        let united = one.unite(&place, &into, &moved)?;
        (moved, united)
    };
    let side = |name: &&'static str| -> Result<Side> {
        let of = |item: &T| Ok::<_, Failure>(field(item, name)?.unwrap_or(Json::Null));
        Ok(Side { field: name, one: of(&one)?, into: of(&into)?, kept: of(&united)? })
    };
    Ok(Preview {
        noun: T::NOUN,
        fields: T::SHOWN.iter().map(side).collect::<Result<_>>()?,
        words: moved_in_words(&moved),
        moved,
        seen: change::newest(tx, workspace)?,
        refused,
        one: Named { id: one.id(), called: one.called(tx, workspace)? },
        into: Named { id: into.id(), called: into.called(tx, workspace)? },
    })
}
