//! Which mails came in and went out: an answer finds the feedback that it answers, and no mail is kept twice.
//!
//! Of a Message-ID only a hash is kept, so that there is nothing in it to erase.

use database::{Param, Tx};
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

/// Message-IDs that are looked up for one mail at most.
pub const ANSWERS_MAX: usize = 20;

database::row! {
    struct Known { message_hash: Vec<u8>, feedback_id: FeedbackId }
}

/// The feedback that the first of these mails is about which came in or went out before. Of more than [`ANSWERS_MAX`] the rest is
/// not looked up.
pub fn about<'m>(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    product: ProductId,
    message_ids: impl IntoIterator<Item = &'m str>,
) -> Result<Option<FeedbackId>> {
    let hashes: Vec<Vec<u8>> = message_ids.into_iter().take(ANSWERS_MAX).map(hash).collect();
    if hashes.is_empty() {
        return Ok(None);
    }
    let mut params: Vec<&dyn Param> = vec![&workspace, &product];
    params.extend(hashes.iter().map(|hash| hash as &dyn Param));
    let places = (3..=params.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "select m.message_hash, coalesce(b.follows_id, b.id, f.id) as feedback_id
           from mail_message m
           join feedback f on f.workspace_id = $1 and f.id = m.feedback_id
           left join feedback b on b.workspace_id = $1 and b.id = f.merged_into_id
          where m.workspace_id = $1 and m.product_id = $2 and m.message_hash in ({places})
          limit {ANSWERS_MAX}"
    );
    let known: Vec<Known> = tx.all(&sql, &params)?;
    let nearest = hashes.iter().find_map(|hash| known.iter().find(|known| known.message_hash == *hash));
    Ok(nearest.map(|known| known.feedback_id))
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
