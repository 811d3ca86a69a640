//! Somebody who wrote to us becomes a contact.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::queries;
use crate::discovery::{Feedback, FeedbackId, Quote};
use crate::market::add_contact::{AddContact, ContactDone};
use crate::market::{Customer, CustomerId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Make whoever sent a feedback a contact of a customer. All that came from that address, and what was quoted of it, is
/// theirs from then on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct KnowSender {
    pub feedback: FeedbackId,
    pub customer: CustomerId,
    /// As they call themselves if left out; 1 to 100 characters.
    #[serde(default)]
    pub name: String,
}

impl Command for KnowSender {
    const NAME: &'static str = "know_sender";
    type Subject = (Feedback, Customer);
    type Done = ContactDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject> {
        let feedback: Feedback = desk.load(self.feedback)?;
        desk.actor.must(Permission::Read, feedback.product_id)?;
        Ok((feedback, desk.load(self.customer)?))
    }

    fn gate(&self, (feedback, _): &Self::Subject) -> Gate {
        Gate::Product(Permission::ManageCustomers, feedback.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (feedback, customer): Self::Subject) -> Result<ContactDone> {
        if feedback.contact_id.is_some() {
            return Refusal::conflict("Whose words these are is known already.");
        }
        if feedback.sender_email.is_empty() {
            return Refusal::conflict("No address came with it, so nobody can be known by it.");
        }
        let names = [self.name.trim(), feedback.sender_name.as_str(), feedback.sender_email.as_str()];
        let name = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned();
        let add = AddContact {
            customer: customer.id,
            name,
            email: feedback.sender_email.clone(),
            may_contact: false,
            may_contact_source: String::new(),
        };
        let contact = add.carry_out(desk, customer)?;
        for sent in queries::unknown_of(desk.tx, desk.workspace(), &feedback.sender_email)? {
            for quote in queries::quotes_without_customer(desk.tx, desk.workspace(), sent.id)? {
                desk.change(&quote, &Quote { customer_id: Some(self.customer), ..quote.clone() })?;
            }
            let (contact_id, customer_id) = (Some(contact.id), Some(self.customer));
            desk.change(&sent, &Feedback { contact_id, customer_id, ..sent.clone() })?;
        }
        Ok(contact)
    }

    fn sentence(&self, done: &ContactDone) -> String {
        format!("{} is a contact now.", done.name)
    }
}
