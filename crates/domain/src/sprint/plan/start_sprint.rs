//! The sprint starts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SprintDone, SprintOf};
use super::{lookup, rules};
use crate::spine::desk::Desk;
use crate::spine::id::SprintId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::sprint::calibration::chances;
use crate::sprint::{Sprint, SprintState};

/// Start a planned sprint. What is planned is written down.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StartSprint {
    pub sprint: SprintId,
}

impl Command for StartSprint {
    const NAME: &'static str = "start_sprint";
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
        let sprint = &of.sprint;
        let stories = lookup::stories_in(desk.tx, desk.workspace(), sprint.id)?;
        let objections = lookup::open_objections(desk.tx, desk.workspace(), sprint.id)?;
        rules::may_start(&sprint.goal, stories.len(), objections)?;
        if let Some(number) = lookup::running_of_team(desk.tx, desk.workspace(), sprint)? {
            return Refusal::conflict(format!("Sprint {number} of this team still runs. Close it first."));
        }
        let (items, tenths) = rules::sums(stories.iter());
        let after = Sprint {
            state: SprintState::Running,
            started_at: Some(desk.now()),
            planned_items: Some(items),
            planned_tenths: Some(tenths),
            ..sprint.clone()
        };
        if stories.iter().any(|story| story.points_high_tenths.is_some()) {
            chances::start(desk, (sprint, &of.product.prefix))?;
        }
        desk.change(sprint, &after)?;
        Ok(of.done())
    }

    fn sentence(&self, done: &SprintDone) -> String {
        format!("Sprint {} runs.", done.number)
    }
}
