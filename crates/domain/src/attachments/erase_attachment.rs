//! A file that is deleted for good.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_attachment::AttachmentDone;
use super::erasing::erase;
use super::{Attachment, AttachmentId, queries};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Delete a file for good, whether it was removed before or not: its bytes, and its name in every history. It cannot be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EraseAttachment {
    pub attachment: AttachmentId,
}

impl Command for EraseAttachment {
    const NAME: &'static str = "erase_attachment";
    const IS_FINAL: bool = true;
    type Subject = Attachment;
    type Done = AttachmentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Attachment> {
        queries::readable(desk.tx, desk.actor, self.attachment)
    }

    fn gate(&self, _: &Attachment) -> Gate {
        Gate::Workspace(Permission::EraseFiles)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Attachment) -> Result<AttachmentDone> {
        erase(desk, &before)?;
        queries::done(desk, &before)
    }

    fn sentence(&self, done: &AttachmentDone) -> String {
        format!("A file of {} was deleted for good.", done.key)
    }
}
