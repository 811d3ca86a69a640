//! What is read of notifications: one's own, and no one else's.

use database::{One, Query, Tx, Value};
use serde::Serialize;
use uuid::Uuid;

use super::{NotificationSetting, NotificationSettingId, Reason};
use crate::spine::actor::Actor;
use crate::spine::id::{PersonId, ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};

/// Notifications of a page.
pub const PAGE: i64 = 50;
/// More than these are counted as "more than".
pub const UNREAD_MAX: i64 = 99;

/// How somebody said that they wish to be told; archived where they took that back.
pub(super) fn setting(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    person: PersonId,
) -> Result<Option<NotificationSetting>> {
    let sql = format!("{} where workspace_id = $1 and person_id = $2", NotificationSetting::select());
    Ok(tx.maybe(&sql, &[&workspace, &person])?)
}

/// How the actor is told.
pub fn own_setting(tx: &Tx<'_>, actor: &Actor) -> Result<NotificationSetting> {
    let Some(person) = actor.person else { return Refusal::sign_in("Sign in first.") };
    setting_or_usual(tx, actor.workspace, person)
}

/// How somebody is told.
pub(super) fn setting_or_usual(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    person: PersonId,
) -> Result<NotificationSetting> {
    let said = setting(tx, workspace, person)?.filter(|said| said.archived_at.is_none());
    Ok(said.unwrap_or_else(|| NotificationSetting::usual(NotificationSettingId(Uuid::nil()), person)))
}

/// `$1` to `$3` of the queries of somebody's notifications.
fn of_person(actor: &Actor, person: PersonId, now: Timestamp) -> Vec<Value<'static>> {
    vec![Value::Uuid(actor.workspace.0), Value::Uuid(person.0), Value::Int(now.0)]
}

/// How many notifications wait unread; at most one more than [`UNREAD_MAX`]. Yet to be asked.
pub fn unread(actor: &Actor, now: Timestamp) -> Query<'static, One<i64>> {
    let person = actor.person.unwrap_or(PersonId(Uuid::nil()));
    let mut params = of_person(actor, person, now);
    params.push(Value::Int(UNREAD_MAX + 1));
    let readable = readable(actor, &mut params);
    let sql = format!(
        "select count(*) as value
           from (select 1 as one from notification n
                  where n.workspace_id = $1 and n.person_id = $2 and n.done_at is null and n.read_at is null
                    and (n.snoozed_until is null or n.snoozed_until <= $3) and {readable}
                  limit $4) waiting"
    );
    Query::new(sql, params)
}

/// Which of one's notifications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Neither done nor put off.
    #[default]
    Open,
    Unread,
    Snoozed,
    Done,
}

impl Which {
    pub fn parse(word: &str) -> Self {
        match word {
            "unread" => Self::Unread,
            "snoozed" => Self::Snoozed,
            "done" => Self::Done,
            _ => Self::Open,
        }
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Unread => "unread",
            Self::Snoozed => "snoozed",
            Self::Done => "done",
        }
    }

    /// Its condition; `$3` is now.
    fn condition(self) -> &'static str {
        match self {
            Self::Open => "n.done_at is null and (n.snoozed_until is null or n.snoozed_until <= $3)",
            Self::Unread => {
                "n.done_at is null and n.read_at is null and (n.snoozed_until is null or n.snoozed_until <= $3)"
            }
            Self::Snoozed => "n.done_at is null and n.snoozed_until > $3",
            Self::Done => "n.done_at is not null and n.done_at <= $3",
        }
    }
}

database::row! {
    /// That there is news of an item for somebody.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct NotificationRow {
        pub item_id: Uuid,
        pub noun: String,
        pub product_id: Option<ProductId>,
        /// The most urgent one since it was read.
        pub reason: Reason,
        /// How many commands are news since it was read.
        pub news: i64,
        /// The newest of them, by whom and when.
        pub command: String,
        pub by_name: Option<String>,
        pub at: Timestamp,
        pub seq: i64,
        pub read_at: Option<Timestamp>,
        pub snoozed_until: Option<Timestamp>,
        pub done_at: Option<Timestamp>,
        /// The key of the item; none for a sprint.
        pub key: Option<String>,
        /// None once the item is archived.
        pub title: Option<String>,
        pub prefix: Option<String>,
        pub sprint: Option<i64>,
        /// What was said, where the newest news is a comment.
        pub comment: Option<String>,
    }
}

const COLUMNS: &str = "
    n.item_id, n.noun, n.product_id, n.reason, n.news, n.command, n.at, n.seq, n.read_at, n.snoozed_until, n.done_at,
    b.name as by_name, o.prefix, t.number as sprint, c.body as comment,
    (select k.prefix || '-' || cast(k.number as text) from item_key k
      where k.workspace_id = n.workspace_id and k.item_id = n.item_id
      order by k.prefix, k.number
      limit 1) as key,
    case when n.noun = 'feedback' then e.rest else e.heading end as title";

const JOINS: &str = "
      from notification n
      left join person b on b.workspace_id = n.workspace_id and b.id = n.by_person
      left join product o on o.workspace_id = n.workspace_id and o.id = n.product_id
      left join sprint t on t.workspace_id = n.workspace_id and t.id = n.item_id
      left join comment c on c.workspace_id = n.workspace_id and c.id = n.comment_id and c.archived_at is null
      left join search_entry e on e.workspace_id = n.workspace_id and e.item_id = n.item_id";

/// A page of one's notifications, the newest first, from before an item of that time.
pub fn notifications(
    tx: &Tx<'_>,
    actor: &Actor,
    which: Which,
    before: Option<(Timestamp, Uuid)>,
    now: Timestamp,
) -> Result<Vec<NotificationRow>> {
    let Some(person) = actor.person else { return Refusal::sign_in("Sign in first.") };
    let (at, item) = before.unwrap_or((Timestamp(i64::MAX), Uuid::max()));
    let mut params = of_person(actor, person, now);
    params.extend([Value::Int(at.0), Value::Uuid(item), Value::Int(PAGE + 1)]);
    let readable = readable(actor, &mut params);
    let sql = format!(
        "select {COLUMNS} {JOINS}
          where n.workspace_id = $1 and n.person_id = $2 and {which} and {readable}
            and (n.at, n.item_id) < ($4, $5)
          order by n.at desc, n.item_id desc
          limit $6",
        which = which.condition()
    );
    Ok(Query::new(sql, params).all(tx)?)
}

/// What a mail is about.
#[derive(Clone, Copy)]
pub(super) enum Mailed {
    InDigest,
    AtOnce(Uuid),
}

/// What is to be mailed to somebody: unread and not mailed yet, at most one more than [`PAGE`]. A comment that was taken
/// back is not.
pub(super) fn to_mail(
    tx: &Tx<'_>,
    actor: &Actor,
    mailed: Mailed,
    now: Timestamp,
) -> Result<Vec<NotificationRow>> {
    let Some(person) = actor.person else { return Ok(Vec::new()) };
    let mut params = of_person(actor, person, now);
    params.push(Value::Int(PAGE + 1));
    let narrowed = match &mailed {
        Mailed::InDigest => "n.digest",
        Mailed::AtOnce(item) => {
            params.push(Value::Uuid(*item));
            "n.item_id = $5"
        }
    };
    let readable = readable(actor, &mut params);
    let sql = format!(
        "select {COLUMNS} {JOINS}
          where n.workspace_id = $1 and n.person_id = $2 and {which} and {readable} and {narrowed}
            and n.seq > n.mailed_seq and (n.comment_id is null or c.id is not null)
          order by n.urgency, n.at desc, n.item_id
          limit $4",
        which = Which::Unread.condition(),
    );
    Ok(Query::new(sql, params).all(tx)?)
}

/// The condition that the actor may read what there is news of, as of now.
fn readable(actor: &Actor, params: &mut Vec<Value<'_>>) -> String {
    if actor.administrator {
        return "1 = 1".into();
    }
    let first = params.len() + 1;
    params.extend(actor.roles.keys().map(|product| Value::Uuid(product.0)));
    let places: Vec<String> = (first..=params.len()).map(|n| format!("${n}")).collect();
    if places.is_empty() {
        return "1 = 0".into();
    }
    format!("(n.product_id is null or n.product_id in ({}))", places.join(", "))
}

database::row! {
    /// Whose mails a link stops.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Unsubscribing {
        pub workspace_id: WorkspaceId,
        pub workspace: String,
        pub slug: String,
        pub person_id: PersonId,
        pub email: String,
    }
}

/// Whose mails the link with this secret stops, as long as it works.
pub fn unsubscribing(
    tx: &Tx<'_>,
    slug: &str,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<Unsubscribing>> {
    let sql = "
        select w.id as workspace_id, w.name as workspace, w.slug, p.id as person_id, p.email
          from unsubscribe_link l
          join workspace w on w.id = l.workspace_id and w.slug = $1
          join person p on p.workspace_id = l.workspace_id and p.id = l.person_id
         where l.token_hash = $2 and l.expires_at > $3";
    Ok(tx.maybe(sql, &[&slug, &token_hash, &now])?)
}
