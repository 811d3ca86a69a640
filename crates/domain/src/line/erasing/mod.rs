//! People can be erased: a contact, a customer with everybody who is known there, or what one feedback says. Names, addresses
//! and words go, in the rows, the log, the search and the files. What remains is that somebody was there, and what is counted.

pub mod again;
pub mod erase_contact;
pub mod erase_customer;
pub mod erase_feedback;
mod plan;
pub mod preview;
mod rules;

use erase_contact::EraseContact;
use erase_customer::EraseCustomer;
use erase_feedback::EraseFeedback;
use schemars::JsonSchema;
use serde::Serialize;

use crate::attachments::erase_attachment::EraseAttachment;
use crate::spine::change::Change;
use crate::spine::desk::Desk;
use crate::spine::item::Item;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::run::Command;

pub use plan::{Erased, Plan};

/// The commands after which nothing comes back.
const NAMES: [&str; 4] =
    [EraseContact::NAME, EraseCustomer::NAME, EraseFeedback::NAME, EraseAttachment::NAME];

/// What was erased is taken back by no undo.
pub(super) fn refuse_final(changes: &[Change]) -> Result<()> {
    if changes.iter().any(|change| NAMES.contains(&change.command.as_str())) {
        return Refusal::conflict("What was erased is gone for good. It cannot be taken back.");
    }
    Ok(())
}

/// What an erasure did.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ErasureDone {
    pub id: String,
    /// What was erased beside it.
    #[serde(flatten)]
    pub erased: Erased,
}

impl ErasureDone {
    /// Without a name: it would be the last place in which it stands.
    fn sentence(&self) -> String {
        match self.erased.words() {
            words if words.is_empty() => "It was erased before.".into(),
            words => format!("Erased for good: {words}."),
        }
    }
}

/// Erases what was planned for an item; nothing to do: it was before.
fn erase<T: Item>(desk: &Desk<'_>, item: &T, plan: &Plan) -> Result<ErasureDone> {
    if let Some(into) = item.merged_into() {
        return desk.refuse_merged::<T, _>(into);
    }
    let id = item.id().to_string();
    if item.is_erased() {
        return Ok(ErasureDone { id, erased: Erased::default() });
    }
    desk.go_on_quietly();
    plan.store(desk)?;
    Ok(ErasureDone { id, erased: plan.erased() })
}
