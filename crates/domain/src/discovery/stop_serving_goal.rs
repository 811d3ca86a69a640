//! A need that serves a goal no longer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::serve_goal::GoalServed;
use super::{Need, NeedGoal, NeedId, queries};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::strategy::{Goal, GoalId};

/// Say that a need does not serve a goal any more.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StopServingGoal {
    pub need: NeedId,
    pub goal: GoalId,
}

impl Command for StopServingGoal {
    const NAME: &'static str = "stop_serving_goal";
    type Subject = (Need, Goal);
    type Done = GoalServed;

    fn load(&self, desk: &Desk<'_>) -> Result<(Need, Goal)> {
        Ok((desk.load(self.need)?, desk.load(self.goal)?))
    }

    fn gate(&self, (need, _): &(Need, Goal)) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, need.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (need, goal): (Need, Goal)) -> Result<GoalServed> {
        let linked = queries::need_goal(desk.tx, desk.workspace(), need.id, goal.id)?.found("goal")?;
        let archived_at = linked.archived_at.or(Some(desk.now()));
        desk.change(&linked, &NeedGoal { archived_at, ..linked.clone() })?;
        Ok(GoalServed { need: need.id, goal: goal.title })
    }

    fn sentence(&self, done: &GoalServed) -> String {
        format!("The need no longer serves “{}”.", done.goal)
    }
}
