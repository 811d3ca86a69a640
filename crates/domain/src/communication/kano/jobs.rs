//! Outside work of a survey: the mail that asks a contact.

use database::Tx;
use serde::{Deserialize, Serialize};

use super::rules::given_up;
use super::{KanoAnswer, KanoAnswerId, KanoSurvey, queries as surveys};
use crate::communication::jobs::{Answered, answerable, reachable};
use crate::market::Contact;
use crate::people::jobs::{Drawn, Mail};
use crate::people::{Product, queries};
use crate::roadmap::Feature;
use crate::spine::id::WorkspaceId;
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Result};

/// The job that mails a contact the questions of a survey. Its link is drawn when the mail is made, so that no queue ever
/// holds one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailKano {
    pub answer: KanoAnswerId,
    /// They asked for it themselves: although they had one, and although they have answered.
    #[serde(default)]
    pub again: bool,
}

impl MailKano {
    pub const JOB: &'static str = "mail_kano";
}

/// The mail that asks a contact what something would be to them, with a link of their own. None where it is not to be sent
/// any more: the survey has ended, the feature was given up, they were asked, or they do not wish to be written to since.
pub fn mail_kano(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    job: &MailKano,
    drawn: &Drawn<'_>,
) -> Result<Option<Mail>> {
    let answer = KanoAnswer::load(tx, workspace, job.answer.0)?.found("question")?;
    let survey = KanoSurvey::load(tx, workspace, answer.survey_id.0)?.found("survey")?;
    let feature = Feature::load(tx, workspace, survey.feature_id.0)?.found("feature")?;
    let contact = Contact::load(tx, workspace, answer.contact_id.0)?.found("contact")?;
    let ended = survey.ended_at.or(survey.archived_at).or(answer.archived_at).is_some();
    let was_asked = answer.asked_at.or(answer.answered_at).is_some() && !job.again;
    if ended || was_asked || given_up(&feature).is_some() || !reachable(&contact) {
        return Ok(None);
    }
    let product = Product::load(tx, workspace, survey.product_id.0)?.found("product")?;
    let place = queries::workspace_by_id(tx, workspace)?.found("workspace")?;
    surveys::keep_link(tx, workspace, answer.id, drawn.token, drawn.now)?;
    let mut text = format!(
        "Hello {},\n\nwe are thinking about something for {} and would like to know what it would be to you:\n\n“{}”\n\n",
        contact.name, product.name, survey.called
    );
    if !survey.benefit.is_empty() {
        text.push_str(&format!("{}\n\n", survey.benefit));
    }
    text.push_str("Two questions, five answers to choose from, half a minute:\n\n");
    text.push_str(&format!("{}/{}/kano/{}\n\n", drawn.origin, place.slug, drawn.token));
    text.push_str(&format!("The link is yours alone and good for 90 days.\n{}\n", place.name));
    let subject = format!("What would it be to you? {}", survey.called);
    let mail = Mail::plain((contact.name, contact.email), subject, text);
    let about = Answered { product: product.id, words: None, sent: answer.id.0 };
    answerable(tx, workspace, mail, &about, drawn).map(Some)
}
