//! With whom and when an interview was held.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Interview, InterviewDone, InterviewId, InterviewInProduct, rules, speaker};
use crate::market::{ContactId, CustomerId};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Set with whom and when an interview was held, as given. Its notes and their quotes follow.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditInterview {
    pub interview: InterviewId,
    pub held_on: Day,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub contact: Option<ContactId>,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub customer: Option<CustomerId>,
    /// At most 100 characters.
    #[serde(default)]
    pub said_as: String,
}

impl Command for EditInterview {
    const NAME: &'static str = "edit_interview";
    type Subject = InterviewInProduct;
    type Done = InterviewDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InterviewInProduct> {
        InterviewInProduct::load(desk, self.interview)
    }

    fn gate(&self, subject: &InterviewInProduct) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, subject.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InterviewInProduct) -> Result<InterviewDone> {
        let before = &subject.interview;
        rules::refuse_archived_interview(before)?;
        let said_as = text::optional_line("said_as", "the description", &self.said_as, text::NAME_MAX)?;
        let (contact_id, customer_id) = speaker::speaker(desk, self.contact, self.customer)?;
        rules::refuse_nobody(customer_id.is_some(), &said_as)?;
        let after = Interview { held_on: self.held_on, contact_id, customer_id, said_as, ..before.clone() };
        if rules::unnamed(after.clone()) != after {
            return Refusal::invalid(
                "contact",
                "They do not agree to be named. Describe them without a name.",
            );
        }
        if after.feedback_id.is_some() {
            rules::may_keep_notes(&after, desk.now())?;
        }
        speaker::store(desk, before, &after)?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &InterviewDone) -> String {
        format!("{} was edited.", done.key)
    }
}
