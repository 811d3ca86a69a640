//! Whether somebody agrees that what they say is kept.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Consent, Interview, InterviewDone, InterviewId, InterviewInProduct, rules, speaker};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Say whether somebody agrees that notes are kept. Whoever refuses is not named: contact and customer are taken off the
/// interview, its notes and its quotes.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AnswerConsent {
    pub interview: InterviewId,
    pub consent: Consent,
    /// How it was given: in writing, on the recording. At most 200 characters.
    #[serde(default)]
    pub how: String,
    /// When it was given; today, if left out.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub on: Option<Day>,
}

impl Command for AnswerConsent {
    const NAME: &'static str = "answer_consent";
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
        let how = text::optional_line("how", "how it was given", &self.how, rules::HOW_MAX)?;
        let (consent_how, consent_on) = rules::consent(self.consent, &how, self.on, desk.now())?;
        let consent = Some(self.consent);
        let after = Interview { consent, consent_how, consent_on, ..before.clone() };
        speaker::store(desk, before, &rules::unnamed(after))?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &InterviewDone) -> String {
        match self.consent {
            Consent::Given => format!("They agree: notes of {} can be written.", done.key),
            Consent::Refused => format!("They do not agree: {} names nobody.", done.key),
        }
    }
}
