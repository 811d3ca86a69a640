//! What was said in an interview.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Interview, InterviewDone, InterviewId, InterviewInProduct, rules, speaker};
use crate::discovery::{Channel, Feedback, FeedbackState, Quote};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Write the notes of an interview: a feedback on the channel interview, found in the inbox like any other. Passages that
/// lead to a need stay in it. Notes that somebody else changed meanwhile are refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WriteNotes {
    pub interview: InterviewId,
    /// 1 to 50,000 characters.
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

impl Command for WriteNotes {
    const NAME: &'static str = "write_notes";
    type Subject = InterviewInProduct;
    type Done = InterviewDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InterviewInProduct> {
        InterviewInProduct::load(desk, self.interview)
    }

    fn gate(&self, subject: &InterviewInProduct) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, subject.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InterviewInProduct) -> Result<InterviewDone> {
        let interview = &subject.interview;
        rules::refuse_archived_interview(interview)?;
        rules::may_keep_notes(interview, desk.now())?;
        let body = text::body("text", "the notes", &self.text, text::BODY_MAX)?;
        if body.is_empty() {
            return Refusal::invalid("text", "Write what was said, as far as you can in their own words.");
        }
        match interview.feedback_id {
            Some(feedback) => {
                let before: Feedback = desk.load(feedback)?;
                desk::refuse_stale("text", &before.body, self.seen.as_deref(), &body)?;
                keep_passages(desk, interview, &body)?;
                desk.change(&before, &Feedback { body, ..before.clone() })?;
            }
            None => {
                desk::refuse_stale("text", "", self.seen.as_deref(), &body)?;
                begin(desk, interview, body)?;
            }
        }
        Ok(subject.done())
    }

    fn sentence(&self, done: &InterviewDone) -> String {
        format!("The notes of {} are kept.", done.key)
    }
}

/// The first notes: a feedback, to which the interview refers.
fn begin(desk: &Desk<'_>, interview: &Interview, body: String) -> Result<()> {
    let id = desk.moment.id();
    desk.add(&Feedback {
        id,
        product_id: interview.product_id,
        number: desk.next_workspace_number::<Feedback>(id)?,
        body,
        channel: Channel::Interview,
        said_as: interview.said_as.clone(),
        contact_id: interview.contact_id,
        customer_id: interview.customer_id,
        tags: String::new(),
        state: FeedbackState::New,
        said_at: speaker::said_at(interview.held_on, desk.now()),
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
    })?;
    desk.change(interview, &Interview { feedback_id: Some(id), ..interview.clone() })
}

/// Each passage that leads to a need stands in the new notes, too, perhaps elsewhere.
fn keep_passages(desk: &Desk<'_>, interview: &Interview, body: &str) -> Result<()> {
    for quote in speaker::quotes(desk, interview)?.iter().filter(|quote| quote.archived_at.is_none()) {
        let Some(passage_start) = rules::place_again(body, &quote.passage, quote.passage_start) else {
            return Refusal::invalid(
                "text",
                format!(
                    "“{}” leads to a need. Keep these words, or unlink the passage first.",
                    quote.passage
                ),
            );
        };
        desk.change(quote, &Quote { passage_start, ..quote.clone() })?;
    }
    Ok(())
}
