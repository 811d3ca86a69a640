//! Reading a feedback and putting it aside.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Feedback, FeedbackId, FeedbackState};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Put a feedback aside: it was read, and nothing follows from it. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PutFeedbackAside {
    pub feedback: FeedbackId,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FeedbackAside {
    pub id: FeedbackId,
}

impl Command for PutFeedbackAside {
    const NAME: &'static str = "put_feedback_aside";
    type Subject = Feedback;
    type Done = FeedbackAside;

    fn load(&self, desk: &Desk<'_>) -> Result<Feedback> {
        desk.load(self.feedback)
    }

    fn gate(&self, feedback: &Feedback) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, feedback.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, feedback: Feedback) -> Result<FeedbackAside> {
        if feedback.state == FeedbackState::Linked {
            return Refusal::conflict("A passage of it leads to a need. Unlink that first.");
        }
        desk.change(&feedback, &Feedback { state: FeedbackState::Aside, ..feedback.clone() })?;
        Ok(FeedbackAside { id: feedback.id })
    }

    fn sentence(&self, _: &FeedbackAside) -> String {
        "Put aside.".into()
    }
}
