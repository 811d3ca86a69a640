//! Somebody of the team agrees.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SprintDone, SprintOf};
use super::{queries, voice};
use crate::spine::desk::Desk;
use crate::spine::id::SprintId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::sprint::Stance;

/// Agree to a planned sprint. An objection of one’s own stays until the owner has answered it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AgreeToSprint {
    pub sprint: SprintId,
}

impl Command for AgreeToSprint {
    const NAME: &'static str = "agree_to_sprint";
    type Subject = SprintOf;
    type Done = SprintDone;

    fn load(&self, desk: &Desk<'_>) -> Result<SprintOf> {
        SprintOf::load(desk, self.sprint)
    }

    fn gate(&self, of: &SprintOf) -> Gate {
        Gate::Product(Permission::SpeakOnSprints, of.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, of: SprintOf) -> Result<SprintDone> {
        of.refuse_unless_planned()?;
        let Some(person_id) = desk.actor.person else {
            return Refusal::not_allowed("Only people agree to a sprint.");
        };
        let voices = queries::voices(desk.tx, desk.actor, &of.sprint)?;
        let spoke = voices.iter().any(|voice| voice.person_id == person_id && voice.stance == Stance::Agrees);
        if !spoke {
            desk.add(&voice::agrees(desk, &of.sprint, person_id))?;
        }
        Ok(of.done())
    }

    fn sentence(&self, done: &SprintDone) -> String {
        format!("You agree to sprint {}.", done.number)
    }
}
