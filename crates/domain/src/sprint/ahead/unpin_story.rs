//! A story is free again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::SprintPin;
use super::pinning::{PinDone, StoryOf};
use crate::backlog::StoryId;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Free a story that was pinned to a sprint or kept out: proposals may put it anywhere.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UnpinStory {
    pub story: StoryId,
}

impl Command for UnpinStory {
    const NAME: &'static str = "unpin_story";
    type Subject = StoryOf;
    type Done = PinDone;

    fn load(&self, desk: &Desk<'_>) -> Result<StoryOf> {
        StoryOf::load(desk, self.story)
    }

    fn gate(&self, of: &StoryOf) -> Gate {
        Gate::Product(Permission::PlanSprints, of.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, of: StoryOf) -> Result<PinDone> {
        let Some(pin) = of.pin(desk)?.filter(|pin| pin.archived_at.is_none()) else {
            return Refusal::conflict(format!(
                "{} is neither pinned nor kept out. To have it in none of the sprints, keep it out.",
                of.key()
            ));
        };
        desk.change(&pin, &SprintPin { archived_at: Some(desk.now()), ..pin.clone() })?;
        Ok(PinDone { id: pin.id, key: of.key(), sprint: None })
    }

    fn sentence(&self, done: &PinDone) -> String {
        format!("{} is free.", done.key)
    }
}
