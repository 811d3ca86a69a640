//! Outside work of this noun: one-time links that are mailed.

use database::Tx;

use super::reactions::MailLink;
use super::sessions::{NewLink, Purpose, make_link};
use super::{Person, queries};
use crate::spine::id::WorkspaceId;
use crate::spine::item::Item;
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::{Moment, Timestamp};
use crate::spine::refusal::{Found, Result, broken};

/// Queues the mail of a link that somebody asked for; no change of the product, so it is not in the log.
pub fn queue_link(tx: &Tx<'_>, workspace: WorkspaceId, moment: &Moment, link: &MailLink) -> Result<()> {
    let sql = "
        insert into job (workspace_id, id, seq, kind, body, due_at, attempts, state)
        values ($1, $2, 0, $3, $4, $5, 0, 'waiting')";
    let body = serde_json::to_string(link).map_err(broken)?;
    let id: crate::spine::id::JobId = moment.id();
    keep(tx, Ledger::Job, sql, &[&workspace, &id, &MailLink::JOB, &body, &moment.now])?;
    Ok(())
}

/// A mail, ready to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Mail {
    pub to_name: String,
    pub to: String,
    pub subject: String,
    pub text: String,
    /// Where one click stops mails of this kind.
    pub unsubscribe: Option<String>,
    /// Where an answer goes, if not to the address that it comes from.
    pub reply_to: Option<String>,
    /// By what an answer names it.
    pub message_id: Option<String>,
}

impl Mail {
    /// One that nobody needs to answer.
    pub fn plain(to: (String, String), subject: String, text: String) -> Self {
        let (to_name, to) = to;
        Self { to_name, to, subject, text, unsubscribe: None, reply_to: None, message_id: None }
    }
}

/// What the courier hands in to make a link.
pub struct Drawn<'d> {
    /// The secret of the link, drawn by the courier.
    pub token: &'d str,
    /// What the link's address begins with: `https://work.larkbill.example`.
    pub origin: &'d str,
    pub now: Timestamp,
    /// What stands behind the at sign of the addresses to which mails come in, where they do.
    pub mail_domain: Option<&'d str>,
}

/// Keeps the link that was drawn and writes the mail that carries it.
/// None where nothing is to be sent any more: who was invited has joined, or has left.
pub fn mail_link(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    body: &MailLink,
    drawn: &Drawn<'_>,
) -> Result<Option<Mail>> {
    let Drawn { token, origin, now, .. } = *drawn;
    let person = Person::load(tx, workspace, body.person.0)?.found("person")?;
    let place = queries::workspace_by_id(tx, workspace)?.found("workspace")?;
    let purpose = match body.purpose.as_str() {
        "invitation" => Purpose::Invitation,
        "new_password" => Purpose::NewPassword,
        _ => Purpose::SignIn,
    };
    let late = purpose == Purpose::Invitation && person.joined_at.is_some();
    if late || person.archived_at.is_some() {
        return Ok(None);
    }
    make_link(tx, &person, workspace, &NewLink { token, purpose, now })?;
    let url = format!("{origin}/{}/link/{token}", place.slug);
    let (subject, lead, until) = match purpose {
        Purpose::Invitation => (
            format!("You are invited to {}", place.name),
            "You are invited. Open this link to join:",
            "It is good for 14 days.",
        ),
        Purpose::SignIn => (
            format!("Sign in to {}", place.name),
            "Open this link to sign in:",
            "It is good for 30 minutes and works once.",
        ),
        Purpose::NewPassword => (
            format!("A new password for {}", place.name),
            "Open this link to set a new password:",
            "It is good for 30 minutes and works once.",
        ),
    };
    let text = format!(
        "Hello {},\n\n{lead}\n\n{url}\n\n{until} If you did not ask for it, leave it be.\n",
        person.name
    );
    Ok(Some(Mail::plain((person.name, person.email), subject, text)))
}
