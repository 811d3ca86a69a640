//! The owner answers an objection.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SprintDone;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;
use crate::sprint::{Sprint, SprintVoice, SprintVoiceId, Stance};

/// Answer an objection to a story of a planned sprint.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AnswerObjection {
    pub objection: SprintVoiceId,
    /// 1 to 500 characters.
    pub answer: String,
}

impl Command for AnswerObjection {
    const NAME: &'static str = "answer_objection";
    type Subject = SprintVoice;
    type Done = SprintDone;

    fn load(&self, desk: &Desk<'_>) -> Result<SprintVoice> {
        desk.load(self.objection.0)
    }

    fn gate(&self, voice: &SprintVoice) -> Gate {
        Gate::Product(Permission::PlanSprints, voice.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: SprintVoice) -> Result<SprintDone> {
        if before.stance != Stance::Objects || before.archived_at.is_some() {
            return Refusal::conflict("This is no objection that waits for an answer.");
        }
        let answer = text::line("answer", "an answer", &self.answer, text::LINE_MAX)?;
        desk.change(&before, &SprintVoice { answer, ..before.clone() })?;
        let sprint: Sprint = desk.load(before.sprint_id)?;
        Ok(SprintDone { id: sprint.id, number: sprint.number })
    }

    fn sentence(&self, done: &SprintDone) -> String {
        format!("The objection in sprint {} is answered.", done.number)
    }
}
