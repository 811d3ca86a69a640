//! Which mails came in and went out: an answer finds the feedback that it answers, and no mail is kept twice.
//!
//! Of a Message-ID only a hash is kept, so that there is nothing in it to erase.

use database::Tx;
use sha2::{Digest, Sha256};

use crate::discovery::{Feedback, FeedbackId};
use crate::market::Contact;
use crate::market::queries::contact_by_email;
use crate::spine::desk::Desk;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;

/// Who sent something, as they say themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    pub name: String,
    /// Checked and in small letters, or empty.
    pub email: String,
}

impl Sender {
    /// The contact whom we know by the address. That is a guess: anybody can write any address into a mail.
    pub(super) fn contact(&self, desk: &Desk<'_>) -> Result<Option<Contact>> {
        contact_by_email(desk.tx, desk.workspace(), &self.email)
    }
}

/// What is left of a Message-ID.
pub fn hash(message_id: &str) -> Vec<u8> {
    Sha256::digest(message_id.trim().trim_matches(['<', '>']).as_bytes()).to_vec()
}

/// The feedback that a mail is about, where the mail came in or went out before.
pub fn about(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    product: ProductId,
    message_id: &str,
) -> Result<Option<FeedbackId>> {
    let sql = "
        select coalesce(b.follows_id, b.id, f.id) as value
          from mail_message m
          join feedback f on f.workspace_id = $1 and f.id = m.feedback_id
          left join feedback b on b.workspace_id = $1 and b.id = f.merged_into_id
         where m.workspace_id = $1 and m.product_id = $2 and m.message_hash = $3";
    Ok(tx.value(sql, &[&workspace, &product, &hash(message_id)])?)
}

/// Remembers what a mail is about. One that is known stays as it is: a mail that is sent again has the same name.
pub fn remember(tx: &Tx<'_>, feedback: &Feedback, workspace: WorkspaceId, mail: &Named<'_>) -> Result<()> {
    let sql = "
        insert into mail_message (workspace_id, product_id, message_hash, feedback_id, created_at)
        values ($1, $2, $3, $4, $5)
        on conflict (workspace_id, product_id, message_hash) do nothing";
    let about = feedback.follows_id.unwrap_or(feedback.id);
    let hash = hash(mail.message_id);
    keep(tx, Ledger::MailMessage, sql, &[&workspace, &feedback.product_id, &hash, &about, &mail.now])?;
    Ok(())
}

/// A mail and when it came or went.
pub struct Named<'m> {
    pub message_id: &'m str,
    pub now: Timestamp,
}

/// Names a mail that goes out about a feedback, and remembers it: an answer to it goes on with that feedback.
pub fn name_mail(tx: &Tx<'_>, workspace: WorkspaceId, feedback: FeedbackId, mail: &Named<'_>) -> Result<()> {
    match Feedback::load(tx, workspace, feedback.0)? {
        Some(feedback) => remember(tx, &feedback, workspace, mail),
        None => Ok(()),
    }
}
