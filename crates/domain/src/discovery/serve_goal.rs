//! Why a need matters to the firm: the goal it serves.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Need, NeedGoal, NeedId, queries};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::strategy::{Goal, GoalId};

/// Say that a need serves a goal. A need may serve several.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ServeGoal {
    pub need: NeedId,
    pub goal: GoalId,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GoalServed {
    pub need: NeedId,
    /// The goal's title.
    pub goal: String,
}

impl Command for ServeGoal {
    const NAME: &'static str = "serve_goal";
    type Subject = (Need, Goal);
    type Done = GoalServed;

    fn load(&self, desk: &Desk<'_>) -> Result<(Need, Goal)> {
        Ok((desk.load(self.need)?, desk.load(self.goal)?))
    }

    fn gate(&self, (need, _): &(Need, Goal)) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, need.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (need, goal): (Need, Goal)) -> Result<GoalServed> {
        if goal.archived_at.is_some() {
            return Refusal::conflict("This goal is archived.");
        }
        match queries::need_goal(desk.tx, desk.workspace(), need.id, goal.id)? {
            Some(linked) => desk.change(&linked, &NeedGoal { archived_at: None, ..linked.clone() })?,
            None => desk.add(&NeedGoal {
                id: desk.moment.id(),
                product_id: need.product_id,
                need_id: need.id,
                goal_id: goal.id,
                created_at: desk.now(),
                archived_at: None,
            })?,
        }
        Ok(GoalServed { need: need.id, goal: goal.title })
    }

    fn sentence(&self, done: &GoalServed) -> String {
        format!("The need serves “{}” now.", done.goal)
    }
}
