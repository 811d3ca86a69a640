//! A key result by which a goal is no longer measured.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_key_result::KeyResultDone;
use super::{KeyResult, KeyResultId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Remove a key result. Its check-ins stay in the history; it can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveKeyResult {
    pub key_result: KeyResultId,
}

impl Command for RemoveKeyResult {
    const NAME: &'static str = "remove_key_result";
    type Subject = KeyResult;
    type Done = KeyResultDone;

    fn load(&self, desk: &Desk<'_>) -> Result<KeyResult> {
        desk.load(self.key_result)
    }

    fn gate(&self, _: &KeyResult) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: KeyResult) -> Result<KeyResultDone> {
        let archived_at = before.archived_at.or(Some(desk.now()));
        desk.change(&before, &KeyResult { archived_at, ..before.clone() })?;
        Ok(KeyResultDone { id: before.id, title: before.title })
    }

    fn sentence(&self, done: &KeyResultDone) -> String {
        format!("“{}” no longer measures the goal.", done.title)
    }
}
