//! A step is not done after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{LaunchStep, LaunchStepDone, LaunchStepId, must_tick, refuse_removed};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Open a step of a launch list again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UntickLaunchStep {
    pub step: LaunchStepId,
}

impl Command for UntickLaunchStep {
    const NAME: &'static str = "untick_launch_step";
    type Subject = LaunchStep;
    type Done = LaunchStepDone;

    fn load(&self, desk: &Desk<'_>) -> Result<LaunchStep> {
        desk.load(self.step)
    }

    fn gate(&self, step: &LaunchStep) -> Gate {
        Gate::Product(Permission::Read, step.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: LaunchStep) -> Result<LaunchStepDone> {
        must_tick(desk, &before)?;
        refuse_removed(&before)?;
        let (done_at, done_by) = (None, None);
        desk.change(&before, &LaunchStep { done_at, done_by, ..before.clone() })?;
        Ok(LaunchStepDone::of(&before))
    }

    fn sentence(&self, done: &LaunchStepDone) -> String {
        format!("“{}” is open again.", done.title)
    }
}
