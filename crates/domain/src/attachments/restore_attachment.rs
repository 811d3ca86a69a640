//! A file that hangs on its item again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_attachment::AttachmentDone;
use super::attach::hung_again;
use super::{Attachment, AttachmentId, queries};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Restore a file that was removed, as long as its bytes are there and its item has room for it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreAttachment {
    pub attachment: AttachmentId,
}

impl Command for RestoreAttachment {
    const NAME: &'static str = "restore_attachment";
    type Subject = Attachment;
    type Done = AttachmentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Attachment> {
        queries::readable(desk.tx, desk.actor, self.attachment)
    }

    fn gate(&self, attachment: &Attachment) -> Gate {
        attachment.gate_to_remove()
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Attachment) -> Result<AttachmentDone> {
        queries::must_remove(desk.actor, &before)?;
        desk.change(&before, &hung_again(desk, &before)?)?;
        queries::done(desk, &before)
    }

    fn sentence(&self, done: &AttachmentDone) -> String {
        format!("“{}” is attached to {} again.", done.name, done.key)
    }
}
