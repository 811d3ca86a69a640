//! Taking a merge back: every row that it wrote, in statements of hundreds.

use std::collections::HashMap;

use serde_json::Value as Json;
use uuid::Uuid;

use super::rules::is_archived;
use super::{Merges, links};
use crate::communication::notifications::moved::move_back;
use crate::discovery::merged::parts;
use crate::discovery::{Feedback, FeedbackState, Need, Quote, quotes};
use crate::line::undo_change::told;
use crate::market::queries::contact_by_email;
use crate::market::{Contact, Customer};
use crate::spine::change::{Change, Told};
use crate::spine::desk::Desk;
use crate::spine::item::Item;
use crate::spine::refusal::{Refusal, Result, broken};
use crate::spine::rights::Permission;

/// The merge that some changes are.
pub(in crate::line) struct Merge {
    noun: String,
    one: Uuid,
    into: Uuid,
    /// They took it back.
    is_undone: bool,
}

impl Merge {
    /// None where they are no merge.
    pub(in crate::line) fn of(changes: &[Change]) -> Result<Option<Self>> {
        for change in changes.iter().filter(|change| ["archived", "restored"].contains(&change.verb.as_str()))
        {
            for field in change.field_changes()?.into_iter().filter(|field| field.field == "merged_into_id") {
                let (noun, one) = (change.noun.clone(), change.item_id);
                let is_undone = change.verb == "restored";
                if let Told::Is(Json::String(into)) = if is_undone { field.before } else { field.after } {
                    let into = into.parse().map_err(broken)?;
                    return Ok(Some(Self { noun, one, into, is_undone }));
                }
            }
        }
        Ok(None)
    }

    /// The right that it took to merge, where that is one in a product.
    pub(in crate::line) fn right(&self) -> Permission {
        if self.is_of_workspace() { Permission::ManageCustomers } else { Permission::DiscoverNeeds }
    }

    /// What moved may be of products that whoever keeps the customers has no role in.
    pub(in crate::line) fn is_of_workspace(&self) -> bool {
        [Contact::NOUN, Customer::NOUN].contains(&self.noun.as_str())
    }

    /// Every row of the merge gets its earlier values back, or nothing does.
    pub(in crate::line) fn take_back(&self, desk: &Desk<'_>, changes: &[Change]) -> Result<()> {
        if self.is_undone {
            return Refusal::conflict(
                "A merge that was taken back does not come back by an undo. Merge them again.",
            );
        }
        match self.noun.as_str() {
            Feedback::NOUN => refuse_in_the_way::<Feedback>(desk, self.into)?,
            Need::NOUN => refuse_in_the_way::<Need>(desk, self.into)?,
            Customer::NOUN => refuse_in_the_way::<Customer>(desk, self.into)?,
            _ => {
                refuse_in_the_way::<Contact>(desk, self.into)?;
                refuse_taken_address(desk, self.one, self.into)?;
            }
        }
        desk.go_on_quietly();
        let newest_first: Vec<&Change> = changes.iter().rev().collect();
        for of_noun in newest_first.chunk_by(|one, next| one.noun == next.noun) {
            earlier(desk, of_noun)?;
        }
        if let Some(first) = changes.first() {
            move_back(desk.tx, desk.workspace(), first.seq, (self.one, self.into))?;
        }
        if self.noun == Feedback::NOUN {
            passages_follow(desk, desk.load(self.one)?, desk.load(self.into)?)?;
        }
        Ok(())
    }
}

/// Rows of one noun, which is among what a merge writes.
fn earlier(desk: &Desk<'_>, changes: &[&Change]) -> Result<()> {
    let noun = changes.first().map_or("", |change| change.noun.as_str());
    match links::written().find(|link| link.noun == noun) {
        Some(link) => (link.earlier)(desk, changes),
        None => Err(broken(format!("a merge wrote a {noun}"))),
    }
}

fn refuse_in_the_way<T: Merges>(desk: &Desk<'_>, into: Uuid) -> Result<()> {
    let (tx, workspace) = (desk.tx, desk.workspace());
    let stayed: T = desk.load_merged_too(into)?;
    let called = stayed.called(tx, workspace)?;
    if let Some(further) = stayed.merged_into() {
        let further = desk.load_merged_too::<T>(further)?.called(tx, workspace)?;
        return Refusal::conflict(format!("{called} was merged into {further} since. Take that back first."));
    }
    if is_archived(&stayed)? {
        return Refusal::conflict(format!("{called} was archived since. Restore it first."));
    }
    Ok(())
}

/// One address belongs to one contact, also when a merged one comes back.
fn refuse_taken_address(desk: &Desk<'_>, one: Uuid, into: Uuid) -> Result<()> {
    let gone: Contact = desk.load_merged_too(one)?;
    match contact_by_email(desk.tx, desk.workspace(), &gone.email)? {
        Some(other) if other.id.0 != into => Refusal::conflict(format!(
            "{} has the address of {} by now. Two contacts cannot share it.",
            other.name, gone.name
        )),
        _ => Ok(()),
    }
}

/// Passages that were linked after the merge go back with the text in which they stand.
fn passages_follow(desk: &Desk<'_>, one: Feedback, into: Feedback) -> Result<()> {
    let (tx, workspace) = (desk.tx, desk.workspace());
    let mut texts: Vec<Uuid> = parts(tx, workspace, one.id)?.iter().map(|part| part.id.0).collect();
    texts.push(one.id.0);
    let sql = format!("{} where workspace_id = $1 and feedback_id = $2", Quote::select());
    let quotes: Vec<Quote> = tx.all(&sql, &[&workspace, &into.id])?;
    let follows = quotes.into_iter().filter(|quote| texts.contains(&quote.said_in_id.0));
    let pairs: Vec<(Quote, Quote)> =
        follows.map(|quote| (quote.clone(), Quote { feedback_id: one.id, ..quote })).collect();
    desk.change_all(&pairs)?;
    for feedback in [one, into] {
        let leads = !quotes::quotes_of_feedback(tx, desk.actor, &feedback)?.is_empty();
        let state = match (leads, feedback.state) {
            (true, _) => FeedbackState::Linked,
            (false, FeedbackState::Linked) => FeedbackState::New,
            (false, other) => other,
        };
        desk.change(&feedback, &Feedback { state, ..feedback.clone() })?;
    }
    Ok(())
}

/// The earlier values of items of one noun, all of which must stand as the merge left them.
pub(super) fn earlier_of<T: Item>(desk: &Desk<'_>, changes: &[&Change]) -> Result<()> {
    let ids: Vec<Uuid> = changes.iter().map(|change| change.item_id).collect();
    let now: HashMap<Uuid, T> = desk.load_all::<T>(&ids)?.into_iter().map(|item| (item.id(), item)).collect();
    let mut pairs = Vec::with_capacity(changes.len());
    for change in changes {
        let Some(item) = now.get(&change.item_id) else { return Refusal::not_found(T::NOUN) };
        let mut fields = Vec::new();
        for changed in change.field_changes()? {
            let Some(nth) = T::FIELDS.iter().position(|field| field.name == changed.field) else { continue };
            if item.json(nth)? != told(desk, changed.after)? {
                return Refusal::conflict(
                    "Somebody has changed what was moved since; taking it back would lose their work.",
                );
            }
            fields.push((T::FIELDS[nth].name, told(desk, changed.before)?));
        }
        pairs.push((item.clone(), item.with(&fields)?));
    }
    desk.change_all(&pairs)
}
