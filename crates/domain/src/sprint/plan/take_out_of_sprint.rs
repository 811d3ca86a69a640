//! A story goes back to the backlog.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SprintDone, SprintOf};
use crate::backlog::{Story, StoryId};
use crate::spine::desk::Desk;
use crate::spine::id::SprintId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Take a story out of a planned or running sprint. It keeps its rank in the backlog.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TakeOutOfSprint {
    pub sprint: SprintId,
    pub story: StoryId,
}

impl Command for TakeOutOfSprint {
    const NAME: &'static str = "take_out_of_sprint";
    type Subject = SprintOf;
    type Done = SprintDone;

    fn load(&self, desk: &Desk<'_>) -> Result<SprintOf> {
        SprintOf::load(desk, self.sprint)
    }

    fn gate(&self, of: &SprintOf) -> Gate {
        Gate::Product(Permission::PlanSprints, of.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, of: SprintOf) -> Result<SprintDone> {
        of.refuse_closed()?;
        let story: Story = desk.load(self.story.0)?;
        if story.sprint_id != Some(of.sprint.id) {
            return Refusal::conflict("This story is not in the sprint.");
        }
        desk.change(&story, &Story { sprint_id: None, column_id: None, ..story.clone() })?;
        Ok(of.done())
    }

    fn sentence(&self, done: &SprintDone) -> String {
        format!("It is out of sprint {}.", done.number)
    }
}
