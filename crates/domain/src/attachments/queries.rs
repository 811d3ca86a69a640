//! What is read of attached files, and on what they may hang.

use database::{Param, Query, Together, Tx, Value};
use serde::Serialize;
use uuid::Uuid;

use super::add_attachment::AttachmentDone;
use super::rules::OF_ITEM_MAX;
use super::{Attachment, AttachmentId, Carrier};
use crate::acceptance::Verdict;
use crate::communication::talk::Comment;
use crate::communication::talk::place::Place;
use crate::spine::actor::Actor;
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::Gate;
use crate::spine::search;

impl Carrier {
    /// Who may attach a file there.
    pub fn gate(&self) -> Gate {
        gate(Permission::AttachFiles, self.product)
    }

    /// Refuses whoever may not attach a file there, before its bytes come in.
    pub fn must(&self, actor: &Actor) -> Result<()> {
        if actor.read_only {
            return Refusal::not_allowed("This token may only read. Make one that may write.");
        }
        match self.product {
            Some(product) => actor.must(Permission::AttachFiles, product),
            None => actor.must_in_workspace(Permission::AttachFiles),
        }
    }
}

impl Attachment {
    pub(super) fn gate_to_remove(&self) -> Gate {
        gate(Permission::AttachFiles, self.product_id)
    }
}

fn gate(permission: Permission, product: Option<ProductId>) -> Gate {
    match product {
        Some(product) => Gate::Product(permission, product),
        None => Gate::Workspace(permission),
    }
}

/// Whether somebody may attach files to what belongs to a product, or to the workspace.
pub fn may_attach(actor: &Actor, product: Option<ProductId>) -> bool {
    actor.person.is_some() && has(actor, Permission::AttachFiles, product)
}

/// Whether somebody may remove a file: whoever attached it, and those who keep the product in order.
pub fn may_remove(actor: &Actor, product: Option<ProductId>, by: Option<PersonId>) -> bool {
    let own = by.is_some() && by == actor.person;
    has(actor, Permission::AttachFiles, product) && (own || has(actor, Permission::RemoveFiles, product))
}

fn has(actor: &Actor, permission: Permission, product: Option<ProductId>) -> bool {
    match product {
        Some(product) => actor.may(permission, product),
        None => actor.may_in_workspace(permission),
    }
}

/// Refuses whoever may not remove a file or bring it back.
pub(super) fn must_remove(actor: &Actor, attachment: &Attachment) -> Result<()> {
    if may_remove(actor, attachment.product_id, attachment.created_by) {
        return Ok(());
    }
    Refusal::not_allowed(
        "Only whoever attached a file, a manager, an owner or an administrator may remove it.",
    )
}

/// The item with this key, and the part of it that a file belongs to: one of its verdicts or comments.
pub fn carrier(tx: &Tx<'_>, actor: &Actor, key: &str, part: Option<Uuid>) -> Result<Carrier> {
    let place = Place::of_key(tx, actor, key)?;
    let part = match part {
        Some(id) => Some((part_of(tx, actor, place.item, id)?.to_owned(), id)),
        None => None,
    };
    Ok(Carrier { noun: place.noun, item: place.item, product: place.product, part })
}

fn part_of(tx: &Tx<'_>, actor: &Actor, item: Uuid, id: Uuid) -> Result<&'static str> {
    if let Some(verdict) = Verdict::load(tx, actor.workspace, id)? {
        if verdict.story_id.0 == item {
            return Ok(Verdict::NOUN);
        }
    } else if Comment::load(tx, actor.workspace, id)?.is_some_and(|comment| comment.item_id == item) {
        return Ok(Comment::NOUN);
    }
    Refusal::not_found("verdict or comment")
}

/// A file that the actor may read: whoever may read the item that it hangs on.
pub fn readable(tx: &Tx<'_>, actor: &Actor, id: AttachmentId) -> Result<Attachment> {
    let attachment = Attachment::load(tx, actor.workspace, id.0)?.found("file")?;
    if attachment.product_id.is_some_and(|product| !actor.may(Permission::Read, product)) {
        return Refusal::not_found("file");
    }
    Ok(attachment)
}

/// A file whose bytes the actor may have.
pub fn opened(tx: &Tx<'_>, actor: &Actor, id: AttachmentId) -> Result<Attachment> {
    let attachment = readable(tx, actor, id)?;
    if attachment.erased_at.is_some() {
        return Refusal::not_found("file");
    }
    // What was removed is seen by those who may bring it back.
    if attachment.archived_at.is_some() {
        must_remove(actor, &attachment)?;
    }
    Ok(attachment)
}

pub(super) fn done(desk: &Desk<'_>, attachment: &Attachment) -> Result<AttachmentDone> {
    let item = attachment.item_id;
    let key = search::keys(desk.tx, desk.workspace(), &[item])?.remove(&item).found("item")?;
    Ok(AttachmentDone { id: attachment.id, name: attachment.name.clone(), key })
}

database::row! {
    /// A file as a page shows it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct AttachmentRow {
        pub id: AttachmentId,
        pub product_id: Option<ProductId>,
        /// The part of the item that it belongs to; none: the item itself.
        pub part_noun: Option<String>,
        pub part_id: Option<Uuid>,
        pub name: String,
        pub media_type: String,
        pub byte_count: i64,
        pub sha256: String,
        pub created_at: Timestamp,
        pub created_by: Option<PersonId>,
        pub by_name: Option<String>,
        /// Since when it is removed; its bytes are still there.
        pub archived_at: Option<Timestamp>,
    }
}

/// What a page shows of an item at most, of each: files that hang on it, and files that were removed. Merged items may have more
/// than [`OF_ITEM_MAX`].
const SHOWN_MAX: i64 = 2 * OF_ITEM_MAX;

const ROW: &str = "
    select a.id, a.product_id, a.part_noun, a.part_id, a.name, a.media_type, a.byte_count, a.sha256,
           a.created_at, a.created_by, p.name as by_name, a.archived_at
      from attachment a
      left join person p on p.workspace_id = a.workspace_id and p.id = a.created_by
     where a.workspace_id = $1 and a.item_id = $2 and a.erased_at is null";

/// The files of an item that the actor may read, oldest first, with those that were removed and can be brought back: the newest
/// removed. However many were removed, what hangs there is there.
pub fn attachments(actor: &Actor, item: Uuid) -> Result<impl Together<Rows = Vec<AttachmentRow>> + use<>> {
    let mut params = vec![actor.workspace.into(), item.into()];
    let hang = format!("{ROW} and a.archived_at is null order by a.created_at, a.id limit {SHOWN_MAX}");
    let hang = Query::<AttachmentRow>::new(hang, params.clone());
    // Rights are asked before the limit: what others removed would take the place of what one may bring back.
    let mine = mine_to_restore(actor, &mut params);
    let removed = format!(
        "{ROW} and a.archived_at is not null {mine} order by a.archived_at desc, a.id desc limit {SHOWN_MAX}"
    );
    let (removed, actor) = (Query::<AttachmentRow>::new(removed, params), actor.clone());
    Ok((hang, removed).then(move |(mut found, removed)| {
        found.extend(removed);
        found.retain(|row| {
            row.product_id.is_none_or(|product| actor.may(Permission::Read, product))
                && (row.archived_at.is_none() || may_remove(&actor, row.product_id, row.created_by))
        });
        found.sort_by_key(|row| (row.created_at, row.id));
        found
    }))
}

/// Of removed files those that somebody attached, and those of products in which they remove what others attached.
fn mine_to_restore(actor: &Actor, params: &mut Vec<Value<'static>>) -> String {
    if actor.administrator {
        return String::new();
    }
    params.push(actor.person.map_or(Value::Null, |person| person.0.into()));
    let mut mine = vec![format!("a.created_by = ${}", params.len())];
    if actor.may_in_workspace(Permission::RemoveFiles) {
        mine.push("a.product_id is null".into());
    }
    let own = actor.roles.keys().filter(|product| actor.may(Permission::RemoveFiles, **product));
    let own: Vec<Value<'_>> = own.map(|product| product.0.into()).collect();
    if !own.is_empty() {
        mine.push(format!("a.product_id in ({})", places(params.len() + 1, own.len())));
        params.extend(own);
    }
    format!("and ({})", mine.join(" or "))
}

/// How many files hang on an item.
pub(super) fn count_of(tx: &Tx<'_>, workspace: WorkspaceId, item: Uuid) -> Result<i64> {
    let sql = "
        select count(*) as value from attachment
         where workspace_id = $1 and item_id = $2 and erased_at is null and archived_at is null";
    Ok(tx.value(sql, &[&workspace, &item])?.unwrap_or(0))
}

database::row! {
    /// How many files there are, and how many bytes they have together.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
    pub struct Total { pub files: i64, pub byte_count: i64 }
}

/// What a workspace holds, with what was removed and is not deleted yet.
pub fn total(tx: &Tx<'_>, workspace: WorkspaceId) -> Result<Total> {
    let sql = "select files, byte_count from file_total where workspace_id = $1";
    Ok(tx.maybe(sql, &[&workspace])?.unwrap_or_default())
}

/// Items that one statement asks for.
pub(super) const ITEMS: usize = 200;

/// What hangs on these items and would be deleted with them: for the preview of an erasure.
pub fn hanging(tx: &Tx<'_>, workspace: WorkspaceId, items: &[Uuid]) -> Result<Total> {
    let mut total = Total::default();
    for items in items.chunks(ITEMS) {
        let mut params: Vec<&dyn Param> = vec![&workspace];
        params.extend(items.iter().map(|item| item as &dyn Param));
        let sql = format!(
            "select count(*) as files, cast(coalesce(sum(byte_count), 0) as bigint) as byte_count from attachment
              where workspace_id = $1 and item_id in ({}) and erased_at is null",
            places(2, items.len())
        );
        let found: Total = tx.one(&sql, &params)?;
        total.files += found.files;
        total.byte_count += found.byte_count;
    }
    Ok(total)
}

/// `$2, $3, …`: places of `count` parameters.
pub(super) fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// What was removed before a time and is not deleted yet.
pub(super) fn put_away(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    before: Timestamp,
    limit: i64,
) -> Result<Vec<Attachment>> {
    let sql = format!(
        "{} where workspace_id = $1 and archived_at is not null and erased_at is null and archived_at <= $2
          order by archived_at, id
          limit $3",
        Attachment::select()
    );
    Ok(tx.all(&sql, &[&workspace, &before, &limit])?)
}

/// Every file whose bytes are or may be in the store, from after `after`: for a backup.
pub fn stored_files(tx: &Tx<'_>, after: (WorkspaceId, AttachmentId), limit: i64) -> Result<Vec<StoredFile>> {
    let sql = "
        select workspace_id, id, byte_count from stored_file
         where (workspace_id, id) > ($1, $2) and state = 'kept'
         order by workspace_id, id
         limit $3";
    Ok(tx.all(sql, &[&after.0, &after.1, &limit])?)
}

database::row! {
    /// A file whose bytes are in the store.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct StoredFile { pub workspace_id: WorkspaceId, pub id: AttachmentId, pub byte_count: i64 }
}
