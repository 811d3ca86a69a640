//! A talk with somebody, for a study.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Interview, InterviewDone, InterviewInProduct, StudyId, StudyInProduct, rules, speaker};
use crate::market::{ContactId, CustomerId};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add an interview to a study, held or still to come: with a contact, a customer, or somebody who is only described.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddInterview {
    pub study: StudyId,
    /// When it is or was held; today, if left out.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub held_on: Option<Day>,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub contact: Option<ContactId>,
    /// Where no contact is known; a contact brings its customer.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub customer: Option<CustomerId>,
    /// As what they speak, without a name: bookkeeper, 12 staff. At most 100 characters.
    #[serde(default)]
    pub said_as: String,
}

impl Command for AddInterview {
    const NAME: &'static str = "add_interview";
    type Subject = StudyInProduct;
    type Done = InterviewDone;

    fn load(&self, desk: &Desk<'_>) -> Result<StudyInProduct> {
        StudyInProduct::load(desk, self.study)
    }

    fn gate(&self, subject: &StudyInProduct) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, subject.product.id)
    }

    fn carry_out(
        &self,
        desk: &Desk<'_>,
        StudyInProduct { study, product }: StudyInProduct,
    ) -> Result<InterviewDone> {
        rules::refuse_archived_study(&study)?;
        let said_as = text::optional_line("said_as", "the description", &self.said_as, text::NAME_MAX)?;
        let (contact_id, customer_id) = speaker::speaker(desk, self.contact, self.customer)?;
        rules::refuse_nobody(customer_id.is_some(), &said_as)?;
        let id = desk.moment.id();
        let interview = Interview {
            id,
            product_id: product.id,
            number: desk.next_number::<Interview>(product.id, id)?,
            study_id: study.id,
            held_on: self.held_on.unwrap_or(Day::of(desk.now().day_in(&product.time_zone))),
            contact_id,
            customer_id,
            said_as,
            consent: None,
            consent_how: String::new(),
            consent_on: None,
            feedback_id: None,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&interview)?;
        Ok(InterviewInProduct { interview, product }.done())
    }

    fn sentence(&self, done: &InterviewDone) -> String {
        format!("{} was added.", done.key)
    }
}
