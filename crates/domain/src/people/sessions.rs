//! Being signed in: sessions, one-time links and how often one may try. Bookkeeping, never in the log.

use database::Tx;
use sha2::{Digest, Sha256};

use super::Person;
use crate::spine::id::{PersonId, WorkspaceId};
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};

pub const SESSION_DAYS: i64 = 60;
pub const INVITATION_DAYS: i64 = 14;
pub const LINK_MINUTES: i64 = 30;

/// What a one-time link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Invitation,
    SignIn,
    NewPassword,
}

impl Purpose {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::SignIn => "sign_in",
            Self::NewPassword => "new_password",
        }
    }
}

/// What is stored of a token: its SHA-256. Tokens are 32 random bytes, so no salt is needed.
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Signs a person in: from now on whoever shows `token` is that person.
pub fn start(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    person: PersonId,
    token: &str,
    now: Timestamp,
) -> Result<()> {
    let sql = "
        insert into session (token_hash, workspace_id, person_id, created_at, seen_at, expires_at)
        values ($1, $2, $3, $4, $4, $5)";
    let expires = now.plus_days(SESSION_DAYS);
    keep(tx, Ledger::Session, sql, &[&token_hash(token), &workspace, &person, &now, &expires])?;
    Ok(())
}

pub fn end(tx: &Tx<'_>, token: &str) -> Result<()> {
    keep(tx, Ledger::Session, "delete from session where token_hash = $1", &[&token_hash(token)])?;
    Ok(())
}

/// Makes a one-time link for a person.
pub fn make_link(tx: &Tx<'_>, person: &Person, workspace: WorkspaceId, link: &NewLink<'_>) -> Result<()> {
    let sql = "
        insert into sign_in_link (token_hash, workspace_id, person_id, purpose, created_at, expires_at)
        values ($1, $2, $3, $4, $5, $6)";
    let expires = match link.purpose {
        Purpose::Invitation => link.now.plus_days(INVITATION_DAYS),
        Purpose::SignIn | Purpose::NewPassword => link.now.plus_seconds(LINK_MINUTES * 60),
    };
    let hash = token_hash(link.token);
    keep(
        tx,
        Ledger::SignInLink,
        sql,
        &[&hash, &workspace, &person.id, &link.purpose.as_str(), &link.now, &expires],
    )?;
    Ok(())
}

pub struct NewLink<'l> {
    pub token: &'l str,
    pub purpose: Purpose,
    pub now: Timestamp,
}

database::row! {
    /// A one-time link that still works.
    #[derive(Clone, Debug)]
    pub struct Link {
        pub workspace_id: WorkspaceId,
        pub person_id: PersonId,
        pub purpose: String,
        pub slug: String,
        pub workspace: String,
        pub name: String,
        pub email: String,
    }
}

/// The link with this token, if it was not used and has not run out.
pub fn open_link(tx: &Tx<'_>, token: &str, now: Timestamp) -> Result<Link> {
    let sql = "
        select l.workspace_id, l.person_id, l.purpose, w.slug, w.name as workspace, p.name, p.email
          from sign_in_link l
          join workspace w on w.id = l.workspace_id
          join person p on p.workspace_id = l.workspace_id and p.id = l.person_id and p.archived_at is null
         where l.token_hash = $1 and l.used_at is null and l.expires_at > $2";
    match tx.maybe(sql, &[&token_hash(token), &now])? {
        Some(link) => Ok(link),
        None => Refusal::conflict("This link was used or has run out. Ask for a new one."),
    }
}

/// Uses a link up, together with the person's other links of that purpose.
pub fn use_link(tx: &Tx<'_>, link: &Link, now: Timestamp) -> Result<()> {
    let sql = "
        update sign_in_link set used_at = $4
         where workspace_id = $1 and person_id = $2 and purpose = $3 and used_at is null";
    keep(tx, Ledger::SignInLink, sql, &[&link.workspace_id, &link.person_id, &link.purpose, &now])?;
    Ok(())
}

/// Counts one try in a bucket; how many there were in the current window of `window_seconds`.
pub fn count_try(tx: &Tx<'_>, bucket: &str, window_seconds: i64, now: Timestamp) -> Result<i64> {
    let opened = now.plus_seconds(-window_seconds);
    let sql = "
        insert into rate_limit (bucket, window_start, tries) values ($1, $2, 1)
        on conflict (bucket) do update set
            tries = case when rate_limit.window_start > $3 then rate_limit.tries + 1 else 1 end,
            window_start = case when rate_limit.window_start > $3 then rate_limit.window_start else $2 end";
    keep(tx, Ledger::RateLimit, sql, &[&bucket, &now, &opened])?;
    let tries = "select tries as value from rate_limit where bucket = $1";
    Ok(tx.value(tries, &[&bucket])?.unwrap_or(1))
}

/// Forgets sessions, links and buckets that have run out, and jobs done a month ago. For the courier, now and then.
pub fn sweep(tx: &Tx<'_>, now: Timestamp) -> Result<u64> {
    let gone = keep(tx, Ledger::Session, "delete from session where expires_at <= $1", &[&now])?
        + keep(
            tx,
            Ledger::SignInLink,
            "delete from sign_in_link where expires_at <= $1",
            &[&now.plus_days(-30)],
        )?
        + keep(
            tx,
            Ledger::RateLimit,
            "delete from rate_limit where window_start <= $1",
            &[&now.plus_days(-1)],
        )?;
    let done = "delete from job where state = 'done' and done_at <= $1";
    Ok(gone + keep(tx, Ledger::Job, done, &[&now.plus_days(-30)])?)
}
