//! How far a goal is: reached, missed, dropped, or active again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_goal::GoalDone;
use super::{Goal, GoalId, GoalState, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Set how far a goal is. Missed and dropped need a reason.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SettleGoal {
    pub goal: GoalId,
    pub state: GoalState,
    /// At most 500 characters.
    #[serde(default)]
    pub reason: String,
}

impl Command for SettleGoal {
    const NAME: &'static str = "settle_goal";
    type Subject = Goal;
    type Done = GoalDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Goal> {
        desk.load(self.goal)
    }

    fn gate(&self, _: &Goal) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Goal) -> Result<GoalDone> {
        let reason = text::optional_line("reason", "the reason", &self.reason, text::LINE_MAX)?;
        rules::reason(self.state, &reason)?;
        desk.change(&before, &Goal { state: self.state, reason, ..before.clone() })?;
        Ok(GoalDone { id: before.id, title: before.title })
    }

    fn sentence(&self, done: &GoalDone) -> String {
        format!("“{}” is {} now.", done.title, self.state.as_str())
    }
}
