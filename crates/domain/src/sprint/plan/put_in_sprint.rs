//! A story goes into a sprint.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SprintDone, SprintOf};
use super::{lookup, rules};
use crate::backlog::{Story, StoryId};
use crate::spine::desk::Desk;
use crate::spine::id::SprintId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Put a story into a planned or running sprint.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PutInSprint {
    pub sprint: SprintId,
    pub story: StoryId,
}

impl Command for PutInSprint {
    const NAME: &'static str = "put_in_sprint";
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
        let key = format!("{}-{}", of.product.prefix, story.number);
        if story.product_id != of.product.id {
            return Refusal::conflict("A sprint takes stories of its own product.");
        }
        rules::may_be_planned(&story, &key)?;
        if story.sprint_id != Some(of.sprint.id) {
            if let Some(other) = story.sprint_id {
                lookup::refuse_running(desk, other, &key)?;
            }
            let after = Story { sprint_id: Some(of.sprint.id), column_id: None, ..story.clone() };
            desk.change(&story, &after)?;
        }
        Ok(of.done())
    }

    fn sentence(&self, done: &SprintDone) -> String {
        format!("It is in sprint {} now.", done.number)
    }
}
