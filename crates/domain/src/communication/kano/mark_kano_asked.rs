//! A contact was asked what a feature would be to them: the mail has left.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{KanoAnswer, KanoAnswerId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Note down that a contact was asked what a feature would be to them. Only the program does this, once the mail has left.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MarkKanoAsked {
    pub answer: KanoAnswerId,
}

impl Command for MarkKanoAsked {
    const NAME: &'static str = "mark_kano_asked";
    type Subject = KanoAnswer;
    type Done = KanoAnswerId;

    fn load(&self, desk: &Desk<'_>) -> Result<KanoAnswer> {
        desk.load(self.answer)
    }

    fn gate(&self, _: &KanoAnswer) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, answer: KanoAnswer) -> Result<KanoAnswerId> {
        let asked_at = answer.asked_at.or(Some(desk.now()));
        desk.change(&answer, &KanoAnswer { asked_at, ..answer.clone() })?;
        Ok(answer.id)
    }

    fn sentence(&self, _: &KanoAnswerId) -> String {
        "A contact was asked.".into()
    }
}
