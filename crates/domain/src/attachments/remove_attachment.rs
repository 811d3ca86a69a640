//! A file that is taken off an item.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_attachment::AttachmentDone;
use super::rules::PUT_AWAY_DAYS;
use super::{Attachment, AttachmentId, queries};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Remove a file that you attached; managers, owners and administrators remove those of others, too. It can be restored for 30
/// days, then its bytes and its name are deleted for good.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveAttachment {
    pub attachment: AttachmentId,
}

impl Command for RemoveAttachment {
    const NAME: &'static str = "remove_attachment";
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
        let archived_at = before.archived_at.or(Some(desk.now()));
        desk.change(&before, &Attachment { archived_at, ..before.clone() })?;
        queries::done(desk, &before)
    }

    fn sentence(&self, done: &AttachmentDone) -> String {
        format!("“{}” was removed from {}; its bytes are kept for {PUT_AWAY_DAYS} days.", done.name, done.key)
    }
}
