//! A step that is not to be done after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{LaunchStep, LaunchStepDone, LaunchStepId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Take a step off the launch list. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveLaunchStep {
    pub step: LaunchStepId,
}

impl Command for RemoveLaunchStep {
    const NAME: &'static str = "remove_launch_step";
    type Subject = LaunchStep;
    type Done = LaunchStepDone;

    fn load(&self, desk: &Desk<'_>) -> Result<LaunchStep> {
        desk.load(self.step)
    }

    fn gate(&self, step: &LaunchStep) -> Gate {
        Gate::Product(Permission::ReleaseStories, step.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: LaunchStep) -> Result<LaunchStepDone> {
        let archived_at = before.archived_at.or(Some(desk.now()));
        desk.change(&before, &LaunchStep { archived_at, ..before.clone() })?;
        Ok(LaunchStepDone::of(&before))
    }

    fn sentence(&self, done: &LaunchStepDone) -> String {
        format!("“{}” is off the launch list.", done.title)
    }
}
