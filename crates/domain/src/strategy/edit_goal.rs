//! The words of a goal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_goal::GoalDone;
use super::{Goal, GoalId};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit one text of a goal. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditGoal {
    pub goal: GoalId,
    pub field: GoalText,
    /// The title: 1 to 200 characters. The reason: 50,000. The period: 100.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

/// Which text of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GoalText {
    Title,
    Why,
    Period,
}

impl Command for EditGoal {
    const NAME: &'static str = "edit_goal";
    type Subject = Goal;
    type Done = GoalDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Goal> {
        desk.load(self.goal)
    }

    fn gate(&self, _: &Goal) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Goal) -> Result<GoalDone> {
        let mut after = before.clone();
        let (place, new) = match self.field {
            GoalText::Title => {
                (&mut after.title, text::line("text", "a title", &self.text, text::TITLE_MAX)?)
            }
            GoalText::Why => (&mut after.why, text::body("text", "the reason", &self.text, text::BODY_MAX)?),
            GoalText::Period => {
                (&mut after.period, text::optional_line("text", "the period", &self.text, text::NAME_MAX)?)
            }
        };
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        *place = new;
        desk.change(&before, &after)?;
        Ok(GoalDone { id: after.id, title: after.title })
    }

    fn sentence(&self, done: &GoalDone) -> String {
        format!("“{}” was edited.", done.title)
    }
}
