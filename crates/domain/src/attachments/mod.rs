//! Files that hang on items: a screenshot on a story, a letter on a feedback, what was seen on a verdict.
//!
//! Here is what a file is called, what it is, who may add and remove it, and how much a workspace holds. Where the bytes lie
//! is not known here: they came in before the row is written, and are deleted after it was blanked.

pub mod add_attachment;
pub mod attach;
pub mod erase_attachment;
pub mod erase_put_away;
pub mod erasing;
pub mod jobs;
pub mod media;
pub mod queries;
pub mod remove_attachment;
pub mod restore_attachment;
pub mod rules;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::Upkeep;
use crate::spine::moment::Timestamp;

ids! {
    /// A file that hangs on an item. Its bytes are stored under the same id.
    AttachmentId,
}

item! {
    /// A file that hangs on an item, or on a part of one.
    Attachment, noun "attachment", table "attachment" {
        Key id: AttachmentId,
        /// None where the item belongs to the whole workspace.
        Public product_id: Option<ProductId>,
        /// What the item is, such as `story`.
        Public noun: String,
        Public item_id: Uuid,
        /// The part of the item that it belongs to, such as a `verdict`; none: the item as a whole.
        Public part_noun: Option<String>,
        Public part_id: Option<Uuid>,
        /// What the file is called: a name can tell whose it is.
        Personal name: String,
        Public media_type: String,
        Public byte_count: i64,
        /// Of the bytes, in hexadecimal digits: with it one could ask whether somebody sent a known file.
        Personal sha256: String,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
        /// Since when its bytes and its name are gone for good.
        Public erased_at: Option<Timestamp>,
    }
}

impl Upkeep for Attachment {}

/// A file whose bytes have come in: what its row needs. It was made by whoever took in the bytes, never by whoever sent them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Stored {
    pub id: AttachmentId,
    /// As it will be shown, with the ending of its media type.
    pub name: String,
    /// As the bytes say.
    pub media_type: String,
    pub byte_count: i64,
    /// In hexadecimal digits.
    pub sha256: String,
    /// How many bytes all files of the workspace may hold together.
    pub workspace_bytes_max: i64,
}

/// The item that a file hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carrier {
    /// What it is, such as `story`.
    pub noun: String,
    pub item: Uuid,
    /// None where it belongs to the whole workspace.
    pub product: Option<ProductId>,
    /// The part of it that the file belongs to: its noun and its id.
    pub part: Option<(String, Uuid)>,
}

words! {
    /// Where the bytes of a file stand.
    FileState {
        /// They come in, or did and nothing was made of them.
        Arriving = "arriving",
        Kept = "kept",
        /// They are to be deleted.
        Leaving = "leaving",
    }
}
