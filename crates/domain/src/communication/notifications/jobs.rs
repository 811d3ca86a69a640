//! Outside work of this noun: the digest of a day, and a mail of its own where somebody wishes for one.
//!
//! What is in a mail is looked up when it leaves: what was read, taken back or hidden meanwhile is not in it.

use database::Tx;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::queries::{self, Mailed, NotificationRow};
use super::{NotificationSetting, Reason, Way};
use crate::communication::deeds::short;
use crate::communication::talk::rules::beginning;
use crate::people::Person;
use crate::people::jobs::{Drawn, Mail};
use crate::people::queries::{WorkspaceHead, workspace_by_id};
use crate::people::sessions::token_hash;
use crate::people::visitor::actor_of_person;
use crate::spine::actor::Door;
use crate::spine::id::{PersonId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::keep::{Ledger, keep};
use crate::spine::merged::stands_for;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Result};

/// How long the link in a mail stops the mails.
const LINK_DAYS: i64 = 90;
const TITLE_MAX: usize = 120;
const COMMENT_MAX: usize = 300;

/// The job that mails somebody what is new for them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailDigest {
    pub person: PersonId,
}

impl MailDigest {
    pub const JOB: &'static str = "mail_digest";
}

/// The job that mails somebody the news of one item.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MailNotification {
    pub person: PersonId,
    pub item: Uuid,
}

impl MailNotification {
    pub const JOB: &'static str = "mail_notification";
}

/// A mail to somebody, and what is to be noted down once it has left.
pub struct ToSend {
    pub mail: Mail,
    pub sent: Sent,
}

/// Up to which change somebody was mailed of which items.
pub struct Sent {
    workspace: WorkspaceId,
    person: PersonId,
    /// None: of all that was unread.
    item: Option<Uuid>,
    seq: i64,
}

/// The mail of the day. None where nothing is new by now. From here on the next change asks for the next digest.
pub fn mail_digest(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    job: &MailDigest,
    drawn: &Drawn<'_>,
) -> Result<Option<ToSend>> {
    // One that was put off to another hour has a job of its own then.
    let sql = "delete from digest_due where workspace_id = $1 and person_id = $2 and due_at <= $3";
    if keep(tx, Ledger::DigestDue, sql, &[&workspace, &job.person, &drawn.now])? == 0 {
        return Ok(None);
    }
    let Some(reader) = Reader::of(tx, workspace, job.person)? else { return Ok(None) };
    let mut rows = queries::to_mail(tx, &reader.actor, Mailed::InDigest, drawn.now)?;
    rows.retain(|row| matches!(reader.setting.way(row.reason), Way::Digest | Way::Mail));
    let more_wait = rows.len() as i64 > queries::PAGE;
    rows.truncate(queries::PAGE as usize);
    let subject = match rows.as_slice() {
        [] => return Ok(None),
        more if more_wait => {
            format!("{}: more than {} things are new for you", reader.place.name, more.len())
        }
        [one] => format!("{}: {}", reader.place.name, named(one)),
        more => format!("{}: {} things are new for you", reader.place.name, more.len()),
    };
    let mut text = format!("Hello {},\n\n", reader.person.name);
    for same in rows.chunk_by(|one, next| one.reason == next.reason) {
        text.push_str(&format!("{}\n\n", heading(same[0].reason)));
        for row in same {
            text.push_str(&told(row, &reader.place, drawn.origin));
        }
    }
    if more_wait {
        text.push_str("There is more than fits a mail.\n\n");
    }
    let when = format!("You get one mail a day, at {}:00.", reader.setting.digest_hour);
    reader.mail(tx, &rows, drawn, Words { subject, text, when, item: None }).map(Some)
}

/// The mail of one item. None where it was read by now, or mailed.
pub fn mail_notification(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    job: &MailNotification,
    drawn: &Drawn<'_>,
) -> Result<Option<ToSend>> {
    let Some(reader) = Reader::of(tx, workspace, job.person)? else { return Ok(None) };
    let item = stands_for(tx, workspace, job.item)?;
    let rows = queries::to_mail(tx, &reader.actor, Mailed::AtOnce(item), drawn.now)?;
    let Some(row) = rows.first() else { return Ok(None) };
    let subject = named(row);
    let text = format!("{}\n\n{}", heading(row.reason), told(row, &reader.place, drawn.origin));
    let when = "You get a mail for each of these.".to_owned();
    reader.mail(tx, &rows, drawn, Words { subject, text, when, item: Some(item) }).map(Some)
}

/// Notes down what was mailed, so that it is mailed once. What came in since the mail was written has a higher number and
/// is mailed with the next one.
pub fn note_sent(tx: &Tx<'_>, sent: &Sent) -> Result<()> {
    let sql = "
        update notification set mailed_seq = $3
         where workspace_id = $1 and person_id = $2 and seq <= $3 and item_id = coalesce($4, item_id)
           and done_at is null";
    keep(tx, Ledger::Notification, sql, &[&sent.workspace, &sent.person, &sent.seq, &sent.item])?;
    Ok(())
}

/// Forgets links that no longer work.
pub fn sweep(tx: &Tx<'_>, now: Timestamp) -> Result<u64> {
    keep(tx, Ledger::UnsubscribeLink, "delete from unsubscribe_link where expires_at <= $1", &[&now])
}

/// Who a mail is for, with what they may read now.
struct Reader {
    person: Person,
    actor: crate::spine::actor::Actor,
    setting: NotificationSetting,
    place: WorkspaceHead,
}

struct Words {
    subject: String,
    text: String,
    /// Why this mail came.
    when: String,
    item: Option<Uuid>,
}

impl Reader {
    /// None for who has left or has not joined yet.
    fn of(tx: &Tx<'_>, workspace: WorkspaceId, person: PersonId) -> Result<Option<Self>> {
        let person = Person::load(tx, workspace, person.0)?.found("person")?;
        let actor = actor_of_person(tx, workspace, person.id, Door::Timer)?;
        let (Some(actor), Some(_)) = (actor, person.joined_at) else { return Ok(None) };
        let setting = queries::setting_or_usual(tx, workspace, person.id)?;
        let place = workspace_by_id(tx, workspace)?.found("workspace")?;
        Ok(Some(Self { person, actor, setting, place }))
    }

    fn mail(&self, tx: &Tx<'_>, rows: &[NotificationRow], drawn: &Drawn<'_>, words: Words) -> Result<ToSend> {
        let sql = "
            insert into unsubscribe_link (token_hash, workspace_id, person_id, created_at, expires_at)
            values ($1, $2, $3, $4, $5)";
        let (hash, until) = (token_hash(drawn.token), drawn.now.plus_days(LINK_DAYS));
        keep(
            tx,
            Ledger::UnsubscribeLink,
            sql,
            &[&hash, &self.place.id, &self.person.id, &drawn.now, &until],
        )?;
        let base = format!("{}/{}", drawn.origin, self.place.slug);
        let unsubscribe = format!("{base}/unsubscribe/{}", drawn.token);
        let text = format!(
            "{}Everything: {base}/notifications\n\n-- \n{} Change that:\n{base}/account#notifications\n\
             No more of these mails:\n{unsubscribe}\n",
            words.text, words.when
        );
        Ok(ToSend {
            mail: Mail {
                unsubscribe: Some(unsubscribe),
                ..Mail::plain((self.person.name.clone(), self.person.email.clone()), words.subject, text)
            },
            sent: Sent {
                workspace: self.place.id,
                person: self.person.id,
                item: words.item,
                seq: rows.iter().map(|row| row.seq).max().unwrap_or(0),
            },
        })
    }
}

fn heading(reason: Reason) -> &'static str {
    match reason {
        Reason::Assigned => "Given to you",
        Reason::Mentioned => "You are named",
        Reason::YourFeedback => "What you recorded for a customer",
        Reason::Following => "What you follow",
        Reason::YourTeam => "Your team",
    }
}

/// `INV-34 A tone for each customer`.
fn named(row: &NotificationRow) -> String {
    let title = row.title.as_deref().map_or_else(|| "(archived)".into(), |title| beginning(title, TITLE_MAX));
    match (&row.key, row.sprint) {
        (_, Some(number)) => format!("Sprint {number}"),
        (Some(key), None) => format!("{key} {title}"),
        (None, None) => title,
    }
}

/// An item with its newest news, and where it is.
fn told(row: &NotificationRow, place: &WorkspaceHead, origin: &str) -> String {
    let by = row.by_name.as_deref().unwrap_or("Throughline");
    let more = match row.news {
        ..=1 => String::new(),
        2 => ", and one more change".into(),
        news => format!(", and {} more changes", news - 1),
    };
    let said = row
        .comment
        .as_ref()
        .map_or(String::new(), |words| format!("  > {}\n", beginning(words, COMMENT_MAX)));
    format!(
        "* {}\n  {by} {}{more}.\n{said}  {origin}/{}/{}\n\n",
        named(row),
        short(&row.command),
        place.slug,
        address(row)
    )
}

/// Where an item is shown, below the workspace.
pub fn address(row: &NotificationRow) -> String {
    match (&row.key, row.sprint, &row.prefix) {
        (_, Some(number), Some(prefix)) => format!("{prefix}/sprints/{number}"),
        (Some(key), ..) => format!("items/{key}"),
        _ => "notifications".into(),
    }
}
