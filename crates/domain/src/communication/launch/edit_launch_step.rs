//! The words of a step.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{LaunchStep, LaunchStepDone, LaunchStepId, refuse_removed};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit what is to be done. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditLaunchStep {
    pub step: LaunchStepId,
    /// 1 to 200 characters.
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

impl Command for EditLaunchStep {
    const NAME: &'static str = "edit_launch_step";
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
        let title = text::line("text", "what is to be done", &self.text, text::TITLE_MAX)?;
        desk::refuse_stale("text", &before.title, self.seen.as_deref(), &title)?;
        let after = LaunchStep { title, ..before.clone() };
        desk.change(&before, &after)?;
        Ok(LaunchStepDone::of(&after))
    }

    fn sentence(&self, done: &LaunchStepDone) -> String {
        format!("“{}” was saved.", done.title)
    }
}
