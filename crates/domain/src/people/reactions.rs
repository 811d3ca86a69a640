//! What follows from a change to a person.

use serde::{Deserialize, Serialize};

use super::Person;
use crate::spine::change::Verb;
use crate::spine::desk::{Desk, Touched};
use crate::spine::id::PersonId;
use crate::spine::keep::{Ledger, keep};
use crate::spine::refusal::Result;

/// The job that mails somebody a one-time link. The link itself is drawn when the mail is made, so that no
/// queue ever holds one.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailLink {
    pub person: PersonId,
    pub purpose: String,
}

impl MailLink {
    pub const JOB: &'static str = "mail_link";
}

/// When a person is added who has not joined, then an invitation is mailed.
/// When a person is archived or gets a new password, then their sessions end.
pub(crate) fn person_changed(desk: &Desk<'_>, touched: &Touched) -> Result<()> {
    if touched.verb == Verb::Added {
        let person: Person = desk.load(touched.item)?;
        if person.joined_at.is_none() {
            let purpose = super::sessions::Purpose::Invitation.as_str().into();
            desk.job(MailLink::JOB, desk.now(), &MailLink { person: person.id, purpose })?;
        }
        return Ok(());
    }
    let shut_out = touched.verb == Verb::Archived
        || (touched.verb == Verb::Changed && touched.fields.contains(&"password_hash"));
    if shut_out {
        let sql = "delete from session where workspace_id = $1 and person_id = $2";
        keep(desk.tx, Ledger::Session, sql, &[&desk.workspace(), &touched.item])?;
    }
    if touched.verb == Verb::Archived {
        let sql = "delete from last_visit where workspace_id = $1 and person_id = $2";
        keep(desk.tx, Ledger::LastVisit, sql, &[&desk.workspace(), &touched.item])?;
    }
    Ok(())
}
