//! Who stands for a goal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_goal::GoalDone;
use super::{Goal, GoalId};
use crate::people::Person;
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Give a goal to somebody of the workspace, who checks in on it; or to nobody.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AssignGoal {
    pub goal: GoalId,
    /// Empty: nobody.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub person: Option<PersonId>,
}

impl Command for AssignGoal {
    const NAME: &'static str = "assign_goal";
    type Subject = Goal;
    type Done = GoalDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Goal> {
        desk.load(self.goal)
    }

    fn gate(&self, _: &Goal) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Goal) -> Result<GoalDone> {
        if let Some(person) = self.person {
            let person: Person = desk.load(person.0)?;
            if person.archived_at.is_some() {
                return Refusal::conflict(format!("{} has left; choose somebody else.", person.name));
            }
        }
        desk.change(&before, &Goal { owner_id: self.person, ..before.clone() })?;
        Ok(GoalDone { id: before.id, title: before.title })
    }

    fn sentence(&self, done: &GoalDone) -> String {
        match self.person {
            Some(_) => format!("“{}” has an owner.", done.title),
            None => format!("“{}” has no owner now.", done.title),
        }
    }
}
