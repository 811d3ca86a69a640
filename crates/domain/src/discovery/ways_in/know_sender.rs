//! Somebody who wrote to us becomes a contact.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::queries;
use crate::discovery::{Feedback, FeedbackId, Quote};
use crate::market::add_contact::AddContact;
use crate::market::queries::contact_by_email;
use crate::market::{ContactId, Customer, CustomerId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Make whoever sent a feedback a contact of a customer, or find them there. What came from that address to products in which one
/// manages customers, and what was quoted of it, is theirs from then on: this one and the newest 500 at once.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct KnowSender {
    pub feedback: FeedbackId,
    pub customer: CustomerId,
    /// As they call themselves if left out; 1 to 100 characters. A contact that is there keeps its name.
    #[serde(default)]
    pub name: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SenderKnown {
    /// The contact.
    pub id: ContactId,
    pub name: String,
    /// Whether it was a contact before.
    pub again: bool,
    /// How many more came from that address and wait for the next time.
    pub left: i64,
}

impl Command for KnowSender {
    const NAME: &'static str = "know_sender";
    type Subject = (Feedback, Customer);
    type Done = SenderKnown;

    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject> {
        let feedback: Feedback = desk.load(self.feedback)?;
        desk.actor.must(Permission::Read, feedback.product_id)?;
        Ok((feedback, desk.load(self.customer)?))
    }

    fn gate(&self, (feedback, _): &Self::Subject) -> Gate {
        Gate::Product(Permission::ManageCustomers, feedback.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (feedback, customer): Self::Subject) -> Result<SenderKnown> {
        if feedback.contact_id.is_some() {
            return Refusal::conflict("Whose words these are is known already.");
        }
        if feedback.sender_email.is_empty() {
            return Refusal::conflict("No address came with it, so nobody can be known by it.");
        }
        let known = self.contact(desk, &feedback, customer)?;
        let mut sent = queries::unknown_of(desk.tx, desk.actor, &feedback.sender_email)?;
        if sent.newest.iter().all(|newest| newest.id != feedback.id) {
            // However old it is: of this one it was said.
            sent.left -= 1;
            sent.newest.push(feedback.clone());
        }
        let ids: Vec<FeedbackId> = sent.newest.iter().map(|sent| sent.id).collect();
        let quotes = queries::quoted_of(desk.tx, desk.workspace(), &feedback.sender_email, &ids)?;
        let theirs = |quote: Quote| {
            let after = Quote { customer_id: Some(self.customer), ..quote.clone() };
            (quote, after)
        };
        desk.change_all(&quotes.into_iter().map(theirs).collect::<Vec<_>>())?;
        let theirs = |sent: Feedback| {
            let (contact_id, customer_id) = (Some(known.id), Some(self.customer));
            let after = Feedback { contact_id, customer_id, ..sent.clone() };
            (sent, after)
        };
        desk.change_all(&sent.newest.into_iter().map(theirs).collect::<Vec<_>>())?;
        Ok(SenderKnown { left: sent.left, ..known })
    }

    fn sentence(&self, done: &SenderKnown) -> String {
        let known = match done.again {
            true => format!("It was {}.", done.name),
            false => format!("{} is a contact now.", done.name),
        };
        match done.left {
            0 => known,
            left => format!("{known} {left} more came from that address: say it of one of those, too."),
        }
    }
}

impl KnowSender {
    /// Whoever has the address at that customer, or somebody new there.
    fn contact(&self, desk: &Desk<'_>, feedback: &Feedback, customer: Customer) -> Result<SenderKnown> {
        if let Some(contact) = contact_by_email(desk.tx, desk.workspace(), &feedback.sender_email)? {
            if contact.customer_id != customer.id {
                let of: Customer = desk.load(contact.customer_id)?;
                return Refusal::invalid(
                    "customer",
                    format!("This address is that of {} at {}. Choose that customer.", contact.name, of.name),
                );
            }
            return Ok(SenderKnown { id: contact.id, name: contact.name, again: true, left: 0 });
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
        let added = add.carry_out(desk, customer)?;
        Ok(SenderKnown { id: added.id, name: added.name, again: false, left: 0 })
    }
}
