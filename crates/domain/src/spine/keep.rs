//! The second door that writes: a closed list of bookkeeping tables that are never in the change log.

use database::{Param, Sql, Tx};

use super::refusal::{Result, broken};

/// The tables of this door. Whoever adds one says here why it is no change of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ledger {
    /// Who is signed in where.
    Session,
    /// One-time links that sign somebody in.
    SignInLink,
    /// How often something was tried.
    RateLimit,
    /// What the courier has claimed and done of the queued work.
    Job,
    /// Which rows of a source were imported already.
    ImportRow,
    /// Files that came in over a page, and how far each is.
    Import,
    /// Secret links by which contacts answer.
    ResponseLink,
    /// Secret links by which contacts say what a feature would be to them.
    KanoLink,
    /// Whom a change concerns, and what they have read of it. Made from the change log.
    Notification,
    /// Notifications of two that were merged, as they were before.
    KeptNotification,
    /// When somebody's next digest is due.
    DigestDue,
    /// Secret links by which mails are stopped.
    UnsubscribeLink,
    /// When somebody looked at a product last.
    LastVisit,
    /// Where the bytes of files stand on their way in and out. Made beside the rows of attachments, which are in the log.
    StoredFile,
    /// How many bytes the files of a workspace hold.
    FileTotal,
    /// Which mails came in and went out, so that none is kept twice and an answer finds what it answers.
    MailMessage,
    /// What was forecast week by week, and what then happened. Follows from the log and from what is drawn.
    Forecast,
    /// How far a search for a plan is and what it found: written twice a second. That it was asked for is in the log.
    PlanProgress,
}

impl Ledger {
    pub const ALL: [Self; 18] = [
        Self::Session,
        Self::SignInLink,
        Self::RateLimit,
        Self::Job,
        Self::ImportRow,
        Self::Import,
        Self::ResponseLink,
        Self::KanoLink,
        Self::Notification,
        Self::KeptNotification,
        Self::DigestDue,
        Self::UnsubscribeLink,
        Self::LastVisit,
        Self::StoredFile,
        Self::FileTotal,
        Self::MailMessage,
        Self::Forecast,
        Self::PlanProgress,
    ];

    pub fn table(self) -> &'static str {
        match self {
            Self::Session => "session",
            Self::SignInLink => "sign_in_link",
            Self::RateLimit => "rate_limit",
            Self::Job => "job",
            Self::ImportRow => "import_row",
            Self::Import => "import",
            Self::ResponseLink => "response_link",
            Self::KanoLink => "kano_link",
            Self::Notification => "notification",
            Self::KeptNotification => "kept_notification",
            Self::DigestDue => "digest_due",
            Self::UnsubscribeLink => "unsubscribe_link",
            Self::LastVisit => "last_visit",
            Self::StoredFile => "stored_file",
            Self::FileTotal => "file_total",
            Self::MailMessage => "mail_message",
            Self::Forecast => "forecast",
            Self::PlanProgress => "plan_progress",
        }
    }
}

/// Runs a statement that writes one of these tables and no other; the number of rows it changed.
pub fn keep<'s>(tx: &Tx<'_>, ledger: Ledger, sql: impl Into<Sql<'s>>, params: &[&dyn Param]) -> Result<u64> {
    let sql = sql.into();
    if !sql.writes_only(ledger.table()) {
        return Err(broken(format!("the statement writes more than {}", ledger.table())));
    }
    Ok(tx.execute(&sql, params)?)
}
