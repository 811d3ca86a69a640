//! A contact does not wish to be written to any more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::market::{Contact, ContactId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Write to a contact no more. Only the program does this, for whoever holds the link of a question.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StopWriting {
    pub contact: ContactId,
}

impl Command for StopWriting {
    const NAME: &'static str = "stop_writing";
    type Subject = Contact;
    type Done = ContactId;

    fn load(&self, desk: &Desk<'_>) -> Result<Contact> {
        desk.load(self.contact)
    }

    fn gate(&self, _: &Contact) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, contact: Contact) -> Result<ContactId> {
        if contact.may_contact {
            let (may_contact, may_contact_source) = (false, "said so when asked".into());
            desk.change(&contact, &Contact { may_contact, may_contact_source, ..contact.clone() })?;
        }
        Ok(contact.id)
    }

    fn sentence(&self, _: &ContactId) -> String {
        "We will not write to you again.".into()
    }
}
