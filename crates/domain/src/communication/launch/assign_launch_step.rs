//! Who does a step, and until when.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_launch_step::known;
use super::{LaunchStep, LaunchStepDone, LaunchStepId, refuse_removed};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say who does a step of a launch list, and until when.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AssignLaunchStep {
    pub step: LaunchStepId,
    /// Empty: nobody yet.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub person: Option<PersonId>,
    /// Empty: no day.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub due_on: Option<Day>,
}

impl Command for AssignLaunchStep {
    const NAME: &'static str = "assign_launch_step";
    type Subject = LaunchStep;
    type Done = LaunchStepDone;

    fn load(&self, desk: &Desk<'_>) -> Result<LaunchStep> {
        desk.load(self.step)
    }

    fn gate(&self, step: &LaunchStep) -> Gate {
        Gate::Product(Permission::ReleaseStories, step.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: LaunchStep) -> Result<LaunchStepDone> {
        refuse_removed(&before)?;
        let person_id = known(desk, self.person)?;
        desk.change(&before, &LaunchStep { person_id, due_on: self.due_on, ..before.clone() })?;
        Ok(LaunchStepDone::of(&before))
    }

    fn sentence(&self, done: &LaunchStepDone) -> String {
        format!("Who does “{}”, and until when, is said.", done.title)
    }
}
