//! Files that were removed long ago and are deleted for good, by the program.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::erasing::{ERASED_MAX, erase};
use super::rules::PUT_AWAY_DAYS;
use super::{Attachment, queries};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Delete for good what was removed 30 days ago, up to 500 files at once.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ErasePutAway {}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PutAwayErased {
    pub files: usize,
    /// Whether there may be more.
    pub more: bool,
}

impl Command for ErasePutAway {
    const NAME: &'static str = "erase_put_away";
    type Subject = Vec<Attachment>;
    type Done = PutAwayErased;

    fn load(&self, desk: &Desk<'_>) -> Result<Vec<Attachment>> {
        let before = desk.now().plus_days(-PUT_AWAY_DAYS);
        queries::put_away(desk.tx, desk.workspace(), before, ERASED_MAX)
    }

    fn gate(&self, _: &Vec<Attachment>) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, found: Vec<Attachment>) -> Result<PutAwayErased> {
        for attachment in &found {
            erase(desk, attachment)?;
        }
        Ok(PutAwayErased { files: found.len(), more: found.len() as i64 == ERASED_MAX })
    }

    fn sentence(&self, done: &PutAwayErased) -> String {
        format!("{} removed files were deleted for good.", done.files)
    }
}
