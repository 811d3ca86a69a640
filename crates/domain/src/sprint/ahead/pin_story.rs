//! A story is pinned to a sprint.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::pinning::{PinDone, StoryOf};
use crate::backlog::StoryId;
use crate::spine::desk::Desk;
use crate::spine::id::SprintId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::sprint::plan::SprintOf;

/// Pin a story to a planned sprint: every proposal that plans ahead keeps it there.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PinStory {
    pub story: StoryId,
    pub sprint: SprintId,
}

impl Command for PinStory {
    const NAME: &'static str = "pin_story";
    type Subject = (StoryOf, SprintOf);
    type Done = PinDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(StoryOf, SprintOf)> {
        Ok((StoryOf::load(desk, self.story)?, SprintOf::load(desk, self.sprint)?))
    }

    fn gate(&self, (of, _): &(StoryOf, SprintOf)) -> Gate {
        Gate::Product(Permission::PlanSprints, of.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (of, sprint): (StoryOf, SprintOf)) -> Result<PinDone> {
        if sprint.product.id != of.product.id {
            return Refusal::conflict("A sprint takes stories of its own product.");
        }
        sprint.refuse_unless_planned()?;
        of.refuse_unplannable(desk)?;
        Ok(PinDone { sprint: Some(sprint.sprint.number), ..of.stands(desk, Some(self.sprint))? })
    }

    fn sentence(&self, done: &PinDone) -> String {
        match done.sprint {
            Some(number) => format!("{} is pinned to sprint {number}.", done.key),
            None => format!("{} is pinned.", done.key),
        }
    }
}
