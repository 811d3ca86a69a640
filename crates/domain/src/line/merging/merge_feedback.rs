//! What somebody said once more, or somebody else said, too.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{MergeDone, Merges, Two, merge};
use crate::discovery::{Feedback, FeedbackId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Merge a feedback into another one of its product. What was said stays readable as a part of the other, with who said it
/// and when; its quotes, comments and followers move. Its key leads there. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MergeFeedback {
    /// The one that goes.
    pub feedback: FeedbackId,
    /// The one that stays.
    pub into: FeedbackId,
    /// The newest change that the preview showed. If one of both was changed since, nothing is done.
    #[serde(default)]
    pub seen: Option<i64>,
}

impl Command for MergeFeedback {
    const NAME: &'static str = "merge_feedback";
    type Subject = Two<Feedback>;
    type Done = MergeDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Two<Feedback>> {
        Two::load(desk.tx, desk.workspace(), self.feedback.0, self.into.0)
    }

    fn gate(&self, two: &Two<Feedback>) -> Gate {
        two.one.gate()
    }

    fn carry_out(&self, desk: &Desk<'_>, two: Two<Feedback>) -> Result<MergeDone> {
        merge(desk, &two, self.seen)
    }

    fn sentence(&self, done: &MergeDone) -> String {
        done.sentence()
    }
}
