//! A file on an item.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::attach::attach;
use super::{AttachmentId, Carrier, Stored, queries};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Attach a file to an item. Its bytes have come in before, so it is no call of the API: files are sent to the address of the item.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddAttachment {
    /// The key of the item, such as `INV-248`.
    pub item: String,
    /// The verdict or the comment of the item that it belongs to; leave it out for the item itself.
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub part: Option<Uuid>,
    pub stored: Stored,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AttachmentDone {
    pub id: AttachmentId,
    pub name: String,
    /// The key of the item.
    pub key: String,
}

impl Command for AddAttachment {
    const NAME: &'static str = "add_attachment";
    type Subject = Carrier;
    type Done = AttachmentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Carrier> {
        queries::carrier(desk.tx, desk.actor, &self.item, self.part)
    }

    fn gate(&self, carrier: &Carrier) -> Gate {
        carrier.gate()
    }

    fn carry_out(&self, desk: &Desk<'_>, carrier: Carrier) -> Result<AttachmentDone> {
        let attachment = attach(desk, &carrier, &self.stored)?;
        Ok(AttachmentDone { id: attachment.id, name: attachment.name, key: self.item.trim().to_uppercase() })
    }

    fn sentence(&self, done: &AttachmentDone) -> String {
        format!("“{}” is attached to {}.", done.name, done.key)
    }
}
