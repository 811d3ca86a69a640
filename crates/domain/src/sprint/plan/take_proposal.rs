//! The proposal becomes the plan.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SprintDone, SprintOf};
use super::{proposal, queries};
use crate::backlog::{Story, StoryId};
use crate::spine::desk::Desk;
use crate::spine::id::SprintId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use std::collections::BTreeSet;

/// Make exactly these stories the backlog of a planned sprint. A plan that does not hold is refused.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TakeProposal {
    pub sprint: SprintId,
    /// At most 200.
    #[serde(default)]
    pub stories: Vec<StoryId>,
}

impl Command for TakeProposal {
    const NAME: &'static str = "take_proposal";
    type Subject = SprintOf;
    type Done = SprintDone;

    fn load(&self, desk: &Desk<'_>) -> Result<SprintOf> {
        SprintOf::load(desk, self.sprint)
    }

    fn gate(&self, of: &SprintOf) -> Gate {
        Gate::Product(Permission::PlanSprints, of.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, of: SprintOf) -> Result<SprintDone> {
        of.refuse_unless_planned()?;
        let asked = queries::inputs(desk.tx, desk.actor, &of.sprint, &of.product.prefix)?;
        let wanted: BTreeSet<StoryId> = self.stories.iter().copied().collect();
        let broken = proposal::broken(&asked, &wanted);
        if !broken.is_empty() {
            return Refusal::invalid("stories", broken.join(" "));
        }
        for row in &asked.stories {
            let (is_in, wanted) = (row.sprint_id == Some(of.sprint.id), wanted.contains(&row.id));
            if is_in == wanted {
                continue;
            }
            let story: Story = desk.load(row.id.0)?;
            let sprint_id = wanted.then_some(of.sprint.id);
            desk.change(&story, &Story { sprint_id, column_id: None, ..story.clone() })?;
        }
        Ok(of.done())
    }

    fn sentence(&self, done: &SprintDone) -> String {
        format!("Sprint {} holds {} stories.", done.number, self.stories.len())
    }
}
