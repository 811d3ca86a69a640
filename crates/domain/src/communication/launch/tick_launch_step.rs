//! A step is done.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{LaunchStep, LaunchStepDone, LaunchStepId, must_tick, refuse_removed};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Tick a step of a launch list off. Whom it was given to may, and who releases.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TickLaunchStep {
    pub step: LaunchStepId,
}

impl Command for TickLaunchStep {
    const NAME: &'static str = "tick_launch_step";
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
        let (done_at, done_by) = (before.done_at.or(Some(desk.now())), before.done_by.or(desk.actor.person));
        desk.change(&before, &LaunchStep { done_at, done_by, ..before.clone() })?;
        Ok(LaunchStepDone::of(&before))
    }

    fn sentence(&self, done: &LaunchStepDone) -> String {
        format!("“{}” is done.", done.title)
    }
}
