//! Erasing a feedback.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ErasureDone, Plan, erase};
use crate::discovery::{Feedback, FeedbackId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Erase what one feedback says: its words, its passages, its sender, what was said about it, and the files on it; in every row, in every
/// history, in what is found by words. That somebody said something stays. It cannot be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EraseFeedback {
    pub feedback: FeedbackId,
}

impl Command for EraseFeedback {
    const NAME: &'static str = "erase_feedback";
    const IS_FINAL: bool = true;
    type Subject = Feedback;
    type Done = ErasureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Feedback> {
        desk.load_merged_too(self.feedback)
    }

    fn gate(&self, _: &Feedback) -> Gate {
        Gate::Workspace(Permission::ErasePeople)
    }

    fn carry_out(&self, desk: &Desk<'_>, feedback: Feedback) -> Result<ErasureDone> {
        let plan = Plan::of_feedback(desk.tx, desk.workspace(), &feedback)?;
        erase(desk, &feedback, &plan)
    }

    fn sentence(&self, done: &ErasureDone) -> String {
        done.sentence()
    }
}
