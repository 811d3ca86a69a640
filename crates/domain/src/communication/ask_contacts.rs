//! Some time after a release, those who were told of it are asked whether it helped.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::jobs::MailQuestion;
use super::{Release, ReleaseId, Response, responses};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Ask those who were told of a release whether what they asked for helped: once for each feature and contact, and of no
/// feature whose outcome is concluded. Only the program does this, when the product's waiting time is over.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AskContacts {
    pub release: ReleaseId,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ContactsAsked {
    pub questions: usize,
}

impl Command for AskContacts {
    const NAME: &'static str = "ask_contacts";
    type Subject = Release;
    type Done = ContactsAsked;

    fn load(&self, desk: &Desk<'_>) -> Result<Release> {
        desk.load(self.release)
    }

    fn gate(&self, _: &Release) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, release: Release) -> Result<ContactsAsked> {
        if release.archived_at.is_some() || release.note_published_at.is_none() {
            return Ok(ContactsAsked { questions: 0 });
        }
        let unasked = responses::unasked(desk.tx, desk.actor, &release)?;
        for one in &unasked {
            let response = Response {
                id: desk.moment.id(),
                product_id: release.product_id,
                feature_id: one.feature_id,
                release_id: release.id,
                contact_id: one.contact_id,
                customer_id: one.customer_id,
                asked_at: None,
                answer: None,
                body: String::new(),
                answered_at: None,
                feedback_id: None,
                created_at: desk.now(),
                archived_at: None,
            };
            desk.add(&response)?;
            desk.job(MailQuestion::JOB, desk.now(), &MailQuestion { response: response.id })?;
        }
        Ok(ContactsAsked { questions: unasked.len() })
    }

    fn sentence(&self, done: &ContactsAsked) -> String {
        format!("{} questions go out.", done.questions)
    }
}
