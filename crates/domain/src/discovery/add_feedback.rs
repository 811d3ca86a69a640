//! Recording what somebody said.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Channel, Feedback, FeedbackId, FeedbackState};
use crate::market::{Contact, ContactId, Customer, CustomerId};
use crate::people::Product;
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Record what somebody said, by one of our contacts or on a customer's behalf.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddFeedback {
    /// The product whose inbox it goes into.
    pub product: ProductId,
    /// Their own words, 1 to 50,000 characters.
    pub body: String,
    /// `other` if left out.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub channel: Option<Channel>,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub contact: Option<ContactId>,
    /// Where no contact is known; a contact brings its customer.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub customer: Option<CustomerId>,
    /// As what they spoke: worker, bookkeeper. At most 100 characters.
    #[serde(default)]
    pub said_as: String,
    /// Joined by commas, at most 20 of 50 characters.
    #[serde(default)]
    pub tags: String,
    /// RFC 3339; now if left out, never later.
    #[serde(default, deserialize_with = "blank::as_none")]
    #[schemars(with = "Option<String>")]
    pub said_at: Option<Timestamp>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FeedbackDone {
    pub id: FeedbackId,
    /// After the dash of its key.
    pub number: i64,
}

impl Command for AddFeedback {
    const NAME: &'static str = "add_feedback";
    type Subject = Product;
    type Done = FeedbackDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::GiveFeedback, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<FeedbackDone> {
        let body = text::body("body", "what was said", &self.body, text::BODY_MAX)?;
        if body.is_empty() {
            return Refusal::invalid("body", "Write what was said, in their own words.");
        }
        let said_at = self.said_at.unwrap_or(desk.now());
        if said_at > desk.now() {
            return Refusal::invalid("said_at", "Nobody has said it yet; use today or an earlier day.");
        }
        let (contact_id, customer_id) = self.by_whom(desk)?;
        let id = desk.moment.id();
        let feedback = Feedback {
            id,
            product_id: product.id,
            number: desk.next_workspace_number::<Feedback>(id)?,
            body,
            channel: self.channel.unwrap_or(Channel::Other),
            said_as: text::optional_line("said_as", "as what they spoke", &self.said_as, text::NAME_MAX)?,
            contact_id,
            customer_id,
            tags: text::tags(&self.tags)?,
            state: FeedbackState::New,
            said_at,
            recorded_by: desk.actor.person,
            sender_name: String::new(),
            sender_email: String::new(),
            subject: String::new(),
            quoted: String::new(),
            follows_id: None,
            created_at: desk.now(),
            merged_into_id: None,
            erased_at: None,
            archived_at: None,
        };
        desk.add(&feedback)?;
        Ok(FeedbackDone { id, number: feedback.number })
    }

    fn sentence(&self, _: &FeedbackDone) -> String {
        "What they said is in the inbox.".into()
    }
}

impl AddFeedback {
    fn by_whom(&self, desk: &Desk<'_>) -> Result<(Option<ContactId>, Option<CustomerId>)> {
        if let Some(contact) = self.contact {
            let contact: Contact = desk.load(contact)?;
            if self.customer.is_some_and(|customer| customer != contact.customer_id) {
                return Refusal::invalid(
                    "customer",
                    "The contact belongs to another customer; leave the customer out.",
                );
            }
            return Ok((Some(contact.id), Some(contact.customer_id)));
        }
        match self.customer {
            Some(customer) => Ok((None, Some(desk.load::<Customer>(customer)?.id))),
            None => Ok((None, None)),
        }
    }
}
