//! What a key result says and where it is to go.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_key_result::KeyResultDone;
use super::{KeyResult, KeyResultId, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Set a key result's title, baseline and target as given. Its unit stays.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditKeyResult {
    pub key_result: KeyResultId,
    /// 1 to 200 characters.
    pub title: String,
    pub baseline: String,
    pub target: String,
}

impl Command for EditKeyResult {
    const NAME: &'static str = "edit_key_result";
    type Subject = KeyResult;
    type Done = KeyResultDone;

    fn load(&self, desk: &Desk<'_>) -> Result<KeyResult> {
        desk.load(self.key_result)
    }

    fn gate(&self, _: &KeyResult) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: KeyResult) -> Result<KeyResultDone> {
        let after = KeyResult {
            title: text::line("title", "a title", &self.title, text::TITLE_MAX)?,
            baseline_thousandths: rules::measure("baseline", &self.baseline, before.unit)?,
            target_thousandths: rules::measure("target", &self.target, before.unit)?,
            ..before.clone()
        };
        rules::span(after.baseline_thousandths, after.target_thousandths)?;
        desk.change(&before, &after)?;
        Ok(KeyResultDone { id: after.id, title: after.title })
    }

    fn sentence(&self, done: &KeyResultDone) -> String {
        format!("“{}” was edited.", done.title)
    }
}
