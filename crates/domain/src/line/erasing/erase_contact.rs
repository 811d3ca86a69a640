//! Erasing a contact.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ErasureDone, Plan, erase};
use crate::market::{Contact, ContactId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Erase a contact: name and address, what they said and answered, what was said about it, and the files on it; in every row, in every
/// history, in what is found by words. What is counted stays, such as how many asked for a need. It cannot be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EraseContact {
    pub contact: ContactId,
}

impl Command for EraseContact {
    const NAME: &'static str = "erase_contact";
    const IS_FINAL: bool = true;
    type Subject = Contact;
    type Done = ErasureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Contact> {
        desk.load_merged_too(self.contact)
    }

    fn gate(&self, _: &Contact) -> Gate {
        Gate::Workspace(Permission::ErasePeople)
    }

    fn carry_out(&self, desk: &Desk<'_>, contact: Contact) -> Result<ErasureDone> {
        let plan = Plan::of_contact(desk.tx, desk.workspace(), &contact)?;
        erase(desk, &contact, &plan)
    }

    fn sentence(&self, done: &ErasureDone) -> String {
        done.sentence()
    }
}
