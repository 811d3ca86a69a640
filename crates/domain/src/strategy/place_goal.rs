//! Where a goal stands in the tree, and what share of the capacity it is meant to have.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_goal::GoalDone;
use super::{Goal, GoalId, queries, rules};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Put a goal under another one, or at the top; and set its share of the capacity.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PlaceGoal {
    pub goal: GoalId,
    /// The larger goal; none: one of the firm's own.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub parent: Option<GoalId>,
    /// In percent; empty: not said.
    #[serde(default)]
    pub share: String,
}

impl Command for PlaceGoal {
    const NAME: &'static str = "place_goal";
    type Subject = Goal;
    type Done = GoalDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Goal> {
        desk.load(self.goal)
    }

    fn gate(&self, _: &Goal) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Goal) -> Result<GoalDone> {
        if let Some(parent) = self.parent {
            let parent: Goal = desk.load(parent)?;
            rules::refuse_cycle(before.id, &queries::above(desk.tx, desk.workspace(), parent.id)?)?;
        }
        let share_percent = rules::share(&self.share)?;
        desk.change(&before, &Goal { parent_id: self.parent, share_percent, ..before.clone() })?;
        Ok(GoalDone { id: before.id, title: before.title })
    }

    fn sentence(&self, done: &GoalDone) -> String {
        format!("“{}” was placed.", done.title)
    }
}
