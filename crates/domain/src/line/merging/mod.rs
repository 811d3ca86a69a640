//! Two that are one: a feedback, a contact, a customer or a need becomes part of another one. What hangs on it moves, it
//! stays as an archived row that leads on, and one undo brings everything back.

pub mod alike;
pub mod carry;
pub mod doubles;
pub mod history;
pub mod links;
pub mod merge_contacts;
pub mod merge_customers;
pub mod merge_feedback;
pub mod merge_needs;
pub mod names;
mod notified;
mod nouns;
pub mod preview;
pub mod rules;
pub mod taken_back;

use carry::{Link, Moved, Place, Plan};
use database::Tx;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::spine::change;
use crate::spine::desk::{Desk, refuse_erased};
use crate::spine::id::WorkspaceId;
use crate::spine::item::Item;
use crate::spine::merged::stands_for;
use crate::spine::refusal::{Refusal, Result, broken};
use crate::spine::run::Gate;

/// A noun of which two can be one.
pub trait Merges: Item {
    /// What can hang on it.
    const LINKS: &'static [Link];
    /// The fields of which both are shown before a merge, with what is kept.
    const SHOWN: &'static [&'static str];

    /// What it is called: its key, or its name.
    fn called(&self, tx: &Tx<'_>, workspace: WorkspaceId) -> Result<String>;

    /// Who may merge it.
    fn gate(&self) -> Gate;

    /// Why these two cannot be one, beside what holds for every noun.
    fn refuse(&self, tx: &Tx<'_>, workspace: WorkspaceId, into: &Self) -> Result<()>;

    /// The one that stays, with what it takes over from this one.
    fn unite(&self, place: &Place<'_>, into: &Self, moved: &[Moved]) -> Result<Self>;
}

/// Two that became one.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MergeDone {
    /// The one that stays.
    pub id: String,
    /// Its key, or the name of a contact.
    pub key: String,
    /// The key or name of the one that went.
    pub merged: String,
    /// What moved, noun by noun.
    pub moved: Vec<Moved>,
}

impl MergeDone {
    fn sentence(&self) -> String {
        let (merged, key) = (&self.merged, &self.key);
        match rules::moved_in_words(&self.moved) {
            words if words.is_empty() => format!("{merged} was merged into {key}."),
            words => format!("{merged} was merged into {key}: {words}."),
        }
    }
}

/// The two of a merge: the one that goes, and the one that stays.
pub struct Two<T> {
    pub one: T,
    pub into: T,
}

impl<T: Merges> Two<T> {
    /// Both, where the other one was merged itself, the one that stands for it.
    pub fn load(tx: &Tx<'_>, workspace: WorkspaceId, one: Uuid, into: Uuid) -> Result<Self> {
        let load = |id| match T::load(tx, workspace, id)? {
            Some(item) => Ok(item),
            None => Refusal::not_found(T::NOUN),
        };
        Ok(Self { one: load(one)?, into: load(stands_for(tx, workspace, into)?)? })
    }

    /// What holds for every noun, then what holds for this one.
    pub fn refuse(&self, tx: &Tx<'_>, workspace: WorkspaceId) -> Result<()> {
        let Self { one, into } = self;
        let called = one.called(tx, workspace)?;
        if let Some(stands) = one.merged_into() {
            let load = T::load(tx, workspace, stands)?.ok_or_else(|| broken("it was merged into nothing"))?;
            let stands = load.called(tx, workspace)?;
            return Refusal::conflict(format!("{called} was merged into {stands} already. Merge that one."));
        }
        if one.id() == into.id() {
            return Refusal::conflict(format!(
                "{called} cannot be merged into itself or into a part of itself."
            ));
        }
        for item in [one, into] {
            if item.is_erased() {
                return refuse_erased::<T, _>();
            }
            if rules::is_archived(item)? {
                let called = item.called(tx, workspace)?;
                return Refusal::conflict(format!("{called} is archived. Restore it first."));
            }
        }
        one.refuse(tx, workspace, into)
    }
}

/// Carries out a merge of two that were loaded. `seen` is the newest change of the workspace that its preview showed.
fn merge<T: Merges>(desk: &Desk<'_>, two: &Two<T>, seen: Option<i64>) -> Result<MergeDone> {
    let (tx, workspace) = (desk.tx, desk.workspace());
    let Two { one, into } = two;
    if let Gate::Product(permission, product) = into.gate() {
        desk.actor.must(permission, product)?;
    }
    two.refuse(tx, workspace)?;
    let (merged, key) = (one.called(tx, workspace)?, into.called(tx, workspace)?);
    for (item, called) in [(one, &merged), (into, &key)] {
        let newest = change::newest_of_item(tx, workspace, item.id())?;
        if seen.is_some_and(|seen| newest > seen) {
            let sentence =
                format!("{called} was changed since you saw it. Look at what would be kept once more.");
            return Refusal::conflict(sentence);
        }
    }
    let place = Place { tx, workspace, now: desk.now() };
    let plan = Plan::of(&place, T::LINKS, one.id(), into.id())?;
    let moved = plan.moved();
    let united = one.unite(&place, into, &moved)?;
    desk.go_on_quietly();
    // It goes first, so that what may be there once only, such as an address, is free.
    desk.change(one, &rules::gone(one, into.id(), desk.now())?)?;
    plan.store(desk)?;
    match rules::is_same(into, &united)? {
        true => desk.note(into)?,
        false => desk.change(into, &united)?,
    }
    notified::move_on(desk, one, into)?;
    Ok(MergeDone { id: into.id().to_string(), key, merged, moved })
}
