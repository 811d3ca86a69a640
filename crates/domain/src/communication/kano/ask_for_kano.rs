//! Somebody asks on the portal for the questions of a survey.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::jobs::MailKano;
use super::{KanoAnswer, KanoSurvey, KanoSurveyId, queries};
use crate::market::ContactId;
use crate::market::queries::contact_by_email;
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Ask for a link of one's own to a survey that the portal offers. Only the program does this, for whoever visits the portal. The
/// link goes to the address alone, and only to one by which we know a contact who may be written to, so that each of them counts
/// once; whether we know it is not told.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AskForKano {
    pub survey: KanoSurveyId,
    pub email: String,
}

impl Command for AskForKano {
    const NAME: &'static str = "ask_for_kano";
    type Subject = (KanoSurvey, Product);
    type Done = KanoSurveyId;

    fn load(&self, desk: &Desk<'_>) -> Result<(KanoSurvey, Product)> {
        let survey: KanoSurvey = desk.load(self.survey)?;
        let product = desk.load(survey.product_id.0)?;
        Ok((survey, product))
    }

    fn gate(&self, _: &(KanoSurvey, Product)) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, (survey, product): (KanoSurvey, Product)) -> Result<KanoSurveyId> {
        if !product.portal || !survey.on_portal || survey.archived_at.is_some() {
            return Refusal::not_found("survey");
        }
        if survey.ended_at.is_some() {
            return Refusal::conflict("This survey has ended. Thank you for coming.");
        }
        let email = text::email("email", &self.email)?;
        let contact = contact_by_email(desk.tx, desk.workspace(), &email)?;
        if let Some(contact) = contact.filter(|contact| contact.may_contact) {
            send(desk, &survey, contact.id)?;
        }
        Ok(survey.id)
    }

    fn sentence(&self, _: &KanoSurveyId) -> String {
        "If we know this address, the questions are on their way to it.".into()
    }
}

/// At once; again to whoever was asked and lost the mail, but not while one is on its way.
fn send(desk: &Desk<'_>, survey: &KanoSurvey, contact_id: ContactId) -> Result<()> {
    let known = queries::answer_of(desk.tx, desk.workspace(), (survey.id, contact_id))?;
    let answer = match known {
        Some(known) if known.asked_at.is_none() => return Ok(()),
        Some(known) if queries::was_sent_lately(desk.tx, desk.workspace(), known.id, desk.now())? => {
            return Ok(());
        }
        Some(known) => {
            desk.change(&known, &KanoAnswer { asked_at: None, ..known.clone() })?;
            known.id
        }
        None => {
            let answer = KanoAnswer::asked(desk.moment.id(), survey, contact_id, desk.now());
            desk.add(&answer)?;
            answer.id
        }
    };
    desk.job(MailKano::JOB, desk.now(), &MailKano { answer, again: true })
}
