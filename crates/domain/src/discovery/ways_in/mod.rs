//! The ways by which feedback comes in by itself: mails to the address of a product, and its form on the firm's own
//! pages.
//!
//! Whoever sends is nobody here: what a mail or a form says of its sender is kept as that, and gives no right to anything.

pub mod allow_origin;
pub mod close_mailbox;
pub mod forbid_origin;
pub mod know_sender;
pub mod messages;
pub mod open_mailbox;
pub mod queries;
pub mod quoting;
pub mod renew_mailbox;
pub mod rules;
pub mod said;
pub mod send_form;
pub mod take_in_mail;

use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::Upkeep;
use crate::spine::moment::Timestamp;

ids! {
    /// The address of a product.
    MailboxId,
    /// Where the form of a product may stand.
    FormOriginId,
}

item! {
    /// The address of a product; closed while archived. One for each product.
    Mailbox, noun "mailbox", table "mailbox" {
        Key id: MailboxId,
        Public product_id: ProductId,
        /// Before the at sign; no two on one server are alike.
        Public local_part: String,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// A site on whose pages the form of a product may stand. Without one the form is closed.
    FormOrigin, noun "form_origin", table "form_origin" {
        Key id: FormOriginId,
        Public product_id: ProductId,
        /// As browsers send it: `https://www.larkbill.example`.
        Public origin: String,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

impl Upkeep for Mailbox {}
impl Upkeep for FormOrigin {}
