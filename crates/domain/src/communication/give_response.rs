//! A contact says whether it helped.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Response, ResponseId, responses, rules};
use crate::discovery::add_feedback::AddFeedback;
use crate::discovery::merged::parts;
use crate::discovery::{Channel, Feedback, FeedbackId, FeedbackState};
use crate::people::Product;
use crate::roadmap::Feature;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

const WORDS_MAX: usize = 5_000;

/// Answer "did it help?". It arrives in the inbox as what the contact said, and can be changed for thirty days. Only the
/// program does this, for whoever holds the link.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GiveResponse {
    pub response: ResponseId,
    pub answer: Answer,
    /// What is missing, or what it changed: at most 5,000 characters.
    #[serde(default)]
    pub body: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ResponseGiven {
    pub id: ResponseId,
    pub feedback: FeedbackId,
}

impl Command for GiveResponse {
    const NAME: &'static str = "give_response";
    type Subject = Response;
    type Done = ResponseGiven;

    fn load(&self, desk: &Desk<'_>) -> Result<Response> {
        responses::load(desk.tx, desk.workspace(), self.response)
    }

    fn gate(&self, _: &Response) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Response) -> Result<ResponseGiven> {
        rules::refuse_late(before.answered_at, desk.now())?;
        let body = text::body("body", "your words", &self.body, WORDS_MAX)?;
        let feature: Feature = desk.load(before.feature_id)?;
        let said = self.said(&feature.title, &body);
        let feedback = match before.feedback_id {
            Some(id) => self.say_again(desk, &before, desk.load(id)?, said)?,
            None => self.say(desk, &before, said)?,
        };
        let after = Response {
            answer: Some(self.answer),
            body,
            answered_at: before.answered_at.or(Some(desk.now())),
            feedback_id: Some(feedback),
            ..before.clone()
        };
        desk.change(&before, &after)?;
        Ok(ResponseGiven { id: before.id, feedback })
    }

    fn sentence(&self, _: &ResponseGiven) -> String {
        "Thank you. It went to those who make it.".into()
    }
}

impl GiveResponse {
    /// What arrives in the inbox.
    fn said(&self, feature: &str, body: &str) -> String {
        let answer = match self.answer {
            Answer::Yes => "Yes.",
            Answer::Partly => "Partly.",
            Answer::No => "No.",
        };
        let words = if body.is_empty() { String::new() } else { format!("\n\n{body}") };
        format!("Did “{feature}” help? {answer}{words}")
    }

    /// What the contact said comes into the inbox.
    fn say(&self, desk: &Desk<'_>, response: &Response, body: String) -> Result<FeedbackId> {
        let product: Product = desk.load(response.product_id.0)?;
        let command = AddFeedback {
            product: product.id,
            body,
            channel: Some(Channel::Portal),
            contact: Some(response.contact_id),
            customer: None,
            said_as: String::new(),
            tags: "response".into(),
            said_at: None,
        };
        Ok(command.carry_out(desk, product)?.id)
    }

    /// A changed answer takes the place of the first one, unless somebody has read that already.
    fn say_again(
        &self,
        desk: &Desk<'_>,
        response: &Response,
        feedback: Feedback,
        body: String,
    ) -> Result<FeedbackId> {
        if feedback.body == body {
            return Ok(feedback.id);
        }
        // Where others said it, too, and both were merged, the words are not this contact's alone.
        let is_merged = !parts(desk.tx, desk.workspace(), feedback.id)?.is_empty();
        if feedback.state != FeedbackState::New || is_merged {
            return self.say(desk, response, body);
        }
        desk.change(&feedback, &Feedback { body, ..feedback.clone() })?;
        Ok(feedback.id)
    }
}
