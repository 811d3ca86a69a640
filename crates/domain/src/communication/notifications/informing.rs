//! Writing down who is told of what, and queueing the mails to those who wish for one.

use database::Param;
use uuid::Uuid;

use super::jobs::{MailDigest, MailNotification};
use super::{DIGEST_HOUR, Reason, Way, rules};
use crate::attachments::Attachment;
use crate::communication::rules::HOLD_SECONDS;
use crate::communication::talk::{Comment, CommentId};
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::Item;
use crate::spine::jobs::{Queued, queue};
use crate::spine::keep::{Ledger, keep};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Result, broken};

/// The item that there is news of.
pub(super) struct News {
    noun: String,
    pub(super) item: Uuid,
    product: Option<ProductId>,
    comment: Option<CommentId>,
}

impl News {
    pub(super) fn of<T: Item>(item: &T) -> Self {
        Self { noun: T::NOUN.to_owned(), item: item.id(), product: item.product(), comment: None }
    }

    /// News of the item that a comment is about.
    pub(super) fn of_comment(comment: &Comment) -> Self {
        let (product, comment_id) = (comment.product_id, Some(comment.id));
        Self { noun: comment.noun.clone(), item: comment.item_id, product, comment: comment_id }
    }

    /// News of the item that a file hangs on.
    pub(super) fn of_attachment(attachment: &Attachment) -> Self {
        let Attachment { product_id: product, item_id: item, .. } = *attachment;
        Self { noun: attachment.noun.clone(), item, product, comment: None }
    }
}

/// Who is told, and why.
pub(super) type Told = Vec<(Reason, Vec<PersonId>)>;

/// Writes down who is told of an item, and queues the mails. The same command tells each person of an item once.
pub(super) fn inform(desk: &Desk<'_>, news: &News, told: Told) -> Result<()> {
    for (reason, people) in told {
        let mut others: Vec<PersonId> =
            people.into_iter().filter(|person| Some(*person) != desk.actor.person).collect();
        others.sort();
        others.dedup();
        if !others.is_empty() {
            note_down(desk, news, reason, &others)?;
            queue_mails(desk, news, reason, &others)?;
        }
    }
    Ok(())
}

fn note_down(desk: &Desk<'_>, news: &News, reason: Reason, people: &[PersonId]) -> Result<()> {
    let (workspace, urgency, now) = (desk.workspace(), rules::urgency(reason), desk.now());
    let mut params: Vec<&dyn Param> = vec![
        &workspace,
        &news.item,
        &news.noun,
        &news.product,
        &reason,
        &urgency,
        &desk.seq,
        &desk.actor.person,
    ];
    let command = desk.command();
    params.extend([&command as &dyn Param, &news.comment, &now]);
    let places = places(&mut params, people);
    // Read or done by now: what is new begins anew.
    let anew = "notification.seq <> excluded.seq
                and (notification.read_at is not null or notification.done_at is not null)";
    let stronger = format!("({anew}) or excluded.urgency < notification.urgency");
    let sql = format!(
        "insert into notification (workspace_id, person_id, item_id, noun, product_id, reason, urgency, seq, news,
                                   by_person, command, comment_id, at, mailed_seq, digest)
         select $1, p.id, $2, $3, $4, $5, $6, $7, 1, $8, $9, $10, $11, 0, coalesce(s.{way}, 'digest') = 'digest'
           from person p
           left join notification_setting s on s.workspace_id = p.workspace_id and s.person_id = p.id
                                          and s.archived_at is null
          where p.workspace_id = $1 and p.id in ({places}) and p.archived_at is null
            and coalesce(s.{way}, 'digest') <> 'off'
            and (p.administrator
                 or exists (select 1 from role_held r
                             where r.workspace_id = $1 and r.person_id = p.id and r.archived_at is null
                               and r.product_id = coalesce($4, r.product_id)))
             on conflict (workspace_id, person_id, item_id) do update
            set reason = case when {stronger} then excluded.reason else notification.reason end,
                urgency = case when {stronger} then excluded.urgency else notification.urgency end,
                news = case when notification.seq = excluded.seq then notification.news
                            when {anew} then 1
                            else notification.news + 1 end,
                comment_id = case when excluded.comment_id is null and notification.seq = excluded.seq
                                  then notification.comment_id else excluded.comment_id end,
                digest = excluded.digest or (notification.digest and not ({anew})),
                seq = excluded.seq, by_person = excluded.by_person, command = excluded.command,
                at = excluded.at, read_at = null, snoozed_until = null, done_at = null",
        way = reason.as_str(),
    );
    keep(desk.tx, Ledger::Notification, &sql, &params)?;
    Ok(())
}

/// `$12, $13, …` for these people, who are added to the values.
fn places<'p>(params: &mut Vec<&'p dyn Param>, people: &'p [PersonId]) -> String {
    let first = params.len() + 1;
    params.extend(people.iter().map(|person| person as &dyn Param));
    (first..=params.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

database::row! {
    struct ByMail { person_id: PersonId, way: Way, digest_hour: i64, time_zone: String }
}

/// Queues the mails to those who wish for one for this reason. Of digests one at a time waits for each person.
fn queue_mails(desk: &Desk<'_>, news: &News, reason: Reason, people: &[PersonId]) -> Result<()> {
    let workspace = desk.workspace();
    let mut params: Vec<&dyn Param> = vec![&workspace, &news.item, &desk.seq, &DIGEST_HOUR, &news.product];
    let places = places(&mut params, people);
    let sql = format!(
        "select n.person_id, coalesce(s.{way}, 'digest') as way, coalesce(s.digest_hour, $4) as digest_hour,
                coalesce(nullif(s.time_zone, ''), o.time_zone, 'UTC') as time_zone
           from notification n
           left join notification_setting s on s.workspace_id = n.workspace_id and s.person_id = n.person_id
                                          and s.archived_at is null
           left join product o on o.workspace_id = n.workspace_id and o.id = $5
          where n.workspace_id = $1 and n.item_id = $2 and n.seq = $3 and n.person_id in ({places})",
        way = reason.as_str()
    );
    let found: Vec<ByMail> = desk.tx.all(&sql, &params)?;
    for one in found {
        match one.way {
            Way::Digest => {
                let due = rules::next_digest(desk.now(), one.digest_hour, &one.time_zone);
                if falls_due(desk, one.person_id, due)? {
                    later(desk, MailDigest::JOB, due, &MailDigest { person: one.person_id })?;
                }
            }
            Way::Mail => {
                let (due, person) = (desk.now().plus_seconds(HOLD_SECONDS), one.person_id);
                later(desk, MailNotification::JOB, due, &MailNotification { person, item: news.item })?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Notes down when somebody's next digest is due; false where one waits already. One that is a day late was lost with
/// its job, and begins anew. A digest that is being made on another node is waited for.
fn falls_due(desk: &Desk<'_>, person: PersonId, due: Timestamp) -> Result<bool> {
    let sql = "
        insert into digest_due (workspace_id, person_id, due_at) values ($1, $2, $3)
        on conflict (workspace_id, person_id) do update set due_at = excluded.due_at
         where digest_due.due_at < $4";
    let late = desk.now().plus_days(-1);
    Ok(keep(desk.tx, Ledger::DigestDue, sql, &[&desk.workspace(), &person, &due, &late])? > 0)
}

/// Another hour was chosen: a digest that waits comes then.
pub(super) fn put_off(desk: &Desk<'_>, person: PersonId, due: Timestamp) -> Result<()> {
    let sql = "update digest_due set due_at = $3 where workspace_id = $1 and person_id = $2";
    if keep(desk.tx, Ledger::DigestDue, sql, &[&desk.workspace(), &person, &due])? > 0 {
        later(desk, MailDigest::JOB, due, &MailDigest { person })?;
    }
    Ok(())
}

/// Queues a job that is no part of the change: what is mailed is looked up when it leaves.
fn later(desk: &Desk<'_>, kind: &str, due: Timestamp, body: &impl serde::Serialize) -> Result<()> {
    let body = serde_json::to_string(body).map_err(broken)?;
    queue(desk.tx, desk.workspace(), &Queued { id: desk.moment.id(), kind, body, due })
}
