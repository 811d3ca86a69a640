//! What a sprint is for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SprintDone, SprintOf};
use crate::spine::desk;
use crate::spine::desk::Desk;
use crate::spine::id::SprintId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;
use crate::sprint::Sprint;

/// Write the goal of a sprint.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditSprintGoal {
    pub sprint: SprintId,
    /// At most 500 characters.
    pub goal: String,
    /// The goal that the writer saw; a goal that was changed meanwhile is not written over.
    #[serde(default)]
    pub seen: Option<String>,
}

impl Command for EditSprintGoal {
    const NAME: &'static str = "edit_sprint_goal";
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
        let goal = text::optional_line("goal", "the goal", &self.goal, text::LINE_MAX)?;
        desk::refuse_stale("goal", &of.sprint.goal, self.seen.as_deref(), &goal)?;
        desk.change(&of.sprint, &Sprint { goal, ..of.sprint.clone() })?;
        Ok(of.done())
    }

    fn sentence(&self, done: &SprintDone) -> String {
        format!("Sprint {} has its goal.", done.number)
    }
}
