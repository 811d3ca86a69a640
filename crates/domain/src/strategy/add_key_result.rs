//! A new key result of a goal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Goal, GoalId, KeyResult, KeyResultId, Unit, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a key result: how it is seen that a goal is reached.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddKeyResult {
    pub goal: GoalId,
    /// 1 to 200 characters.
    pub title: String,
    #[serde(default = "number")]
    pub unit: Unit,
    /// Where it stands now: `62`, `6.2`, `no`.
    pub baseline: String,
    /// Where it is to go, up or down.
    pub target: String,
}

fn number() -> Unit {
    Unit::Number
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct KeyResultDone {
    pub id: KeyResultId,
    pub title: String,
}

impl Command for AddKeyResult {
    const NAME: &'static str = "add_key_result";
    type Subject = Goal;
    type Done = KeyResultDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Goal> {
        desk.load(self.goal)
    }

    fn gate(&self, _: &Goal) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, goal: Goal) -> Result<KeyResultDone> {
        let title = text::line("title", "a title", &self.title, text::TITLE_MAX)?;
        let baseline = rules::measure("baseline", &self.baseline, self.unit)?;
        let target = rules::measure("target", &self.target, self.unit)?;
        rules::span(baseline, target)?;
        let key_result = KeyResult {
            id: desk.moment.id(),
            goal_id: goal.id,
            title: title.clone(),
            unit: self.unit,
            baseline_thousandths: baseline,
            target_thousandths: target,
            created_at: desk.now(),
            archived_at: None,
        };
        desk.add(&key_result)?;
        Ok(KeyResultDone { id: key_result.id, title })
    }

    fn sentence(&self, done: &KeyResultDone) -> String {
        format!("“{}” is a key result now.", done.title)
    }
}
