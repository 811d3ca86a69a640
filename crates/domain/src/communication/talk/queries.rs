//! What is read of comments and followers.

use std::collections::HashMap;

use database::{Query, Together, Tx, Value};
use serde::Serialize;
use uuid::Uuid;

use super::{Comment, CommentId, Follower, Mention};
use crate::spine::actor::Actor;
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::search;

/// Comments of an item at most; the newest are shown.
pub const COMMENTS_MAX: i64 = 200;
const FOLLOWERS_MAX: i64 = 200;
const READERS_MAX: i64 = 1_000;
const MENTIONS_MAX: i64 = 200;
const EARLIER_MAX: i64 = 1_000;

/// One's own comment. Somebody else's is refused; one of an item that the actor may not read is not found.
pub(super) fn own(desk: &Desk<'_>, id: CommentId) -> Result<Comment> {
    let comment: Comment = desk.load(id)?;
    if comment.product_id.is_some_and(|product| !desk.actor.may(Permission::Read, product)) {
        return Refusal::not_found("comment");
    }
    if comment.created_by.is_none() || comment.created_by != desk.actor.person {
        return Refusal::not_allowed("Only whoever wrote a comment may change it. Answer it instead.");
    }
    Ok(comment)
}

/// The key of an item.
pub(super) fn key_of(tx: &Tx<'_>, workspace: WorkspaceId, item: Uuid) -> Result<String> {
    search::keys(tx, workspace, &[item])?.remove(&item).found("item")
}

database::row! {
    /// Somebody who may read a product.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Reader { pub id: PersonId, pub name: String }
}

/// Who may read what belongs to a product, or to the workspace: whom a comment there can name.
pub(super) fn readers(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    product: Option<ProductId>,
) -> Result<Vec<Reader>> {
    let sql = "
        select p.id, p.name
          from person p
         where p.workspace_id = $1 and p.archived_at is null
           and (p.administrator
                or p.id in (select r.person_id from role_held r
                             where r.workspace_id = $1 and r.archived_at is null
                               and r.product_id = coalesce($2, r.product_id)))
         order by p.sort_key, p.id
         limit $3";
    Ok(tx.all(sql, &[&workspace, &product, &READERS_MAX])?)
}

/// Whom somebody who may talk in a product can name, themselves left out.
pub fn mentionable(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<Reader>> {
    actor.must(Permission::Comment, product)?;
    let mut found = readers(tx, actor.workspace, Some(product))?;
    found.retain(|reader| Some(reader.id) != actor.person);
    Ok(found)
}

/// Who is or was named in a comment.
pub(super) fn mentions(tx: &Tx<'_>, workspace: WorkspaceId, comment: CommentId) -> Result<Vec<Mention>> {
    let sql =
        format!("{} where workspace_id = $1 and comment_id = $2 order by id limit $3", Mention::select());
    Ok(tx.all(&sql, &[&workspace, &comment, &MENTIONS_MAX])?)
}

/// Whether somebody follows an item, or said that they do not wish to.
pub(super) fn follower(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    item: Uuid,
    person: PersonId,
) -> Result<Option<Follower>> {
    let sql = format!("{} where workspace_id = $1 and item_id = $2 and person_id = $3", Follower::select());
    Ok(tx.maybe(&sql, &[&workspace, &item, &person])?)
}

database::row! {
    /// A comment as a page shows it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct CommentRow {
        pub id: CommentId,
        /// Markdown.
        pub body: String,
        pub created_at: Timestamp,
        pub created_by: Option<PersonId>,
        pub by_name: Option<String>,
        pub edited_at: Option<Timestamp>,
    }
}

/// The comments of an item that the actor may read, oldest first; the newest 200.
pub fn comments(actor: &Actor, item: Uuid) -> Result<impl Together<Rows = Vec<CommentRow>> + use<>> {
    let sql = "
        select c.id, c.body, c.created_at, c.created_by, p.name as by_name, c.edited_at
          from comment c
          left join person p on p.workspace_id = c.workspace_id and p.id = c.created_by
         where c.workspace_id = $1 and c.item_id = $2 and c.archived_at is null
         order by c.created_at desc, c.id desc
         limit $3";
    let found = Query::new(sql, vec![actor.workspace.into(), item.into(), COMMENTS_MAX.into()]);
    Ok(found.then(|mut found: Vec<CommentRow>| {
        found.reverse();
        found
    }))
}

database::row! {
    /// Somebody who follows an item, or no longer wishes to.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct FollowerRow { pub person_id: PersonId, pub name: String, pub follows: bool }
}

/// Who follows an item, by name, and who said that they do not wish to. `own` are those who follow it because they made
/// it, own it or are assigned to it.
pub fn followers(
    actor: &Actor,
    item: Uuid,
    own: &[PersonId],
) -> Result<impl Together<Rows = Vec<FollowerRow>> + use<>> {
    let params = vec![actor.workspace.into(), item.into(), FOLLOWERS_MAX.into()];
    let sql = "
        select p.id as person_id, p.name, f.person_id is null or f.follows as follows
           from person p
           left join follower f on f.workspace_id = p.workspace_id and f.person_id = p.id and f.item_id = $2
                               and f.archived_at is null
          where p.workspace_id = $1 and p.archived_at is null
            and p.id in (select person_id from follower
                          where workspace_id = $1 and item_id = $2 and archived_at is null
                          union all
                         select id from person where workspace_id = $1 and id in ({list}))
          order by p.sort_key, p.id
          limit $3";
    let own = own.iter().map(|person| Value::from(*person));
    Ok(Query::<FollowerRow>::with_list(sql, params, own))
}

database::row! {
    struct Earlier { item_id: CommentId, body: Option<String> }
}

/// What the comments of an item said before each edit, oldest first; erased texts are left out.
pub fn earlier_texts(
    actor: &Actor,
    item: Uuid,
) -> Result<impl Together<Rows = HashMap<CommentId, Vec<String>>> + use<>> {
    let sql = "
        select h.item_id, h.body
          from comment c
          join held_value h on h.workspace_id = c.workspace_id and h.item_id = c.id and h.field = 'body'
         where c.workspace_id = $1 and c.item_id = $2 and c.archived_at is null and c.edited_at is not null
         order by h.item_id, h.seq
         limit $3";
    let held = Query::new(sql, vec![actor.workspace.into(), item.into(), EARLIER_MAX.into()]);
    Ok(held.then(|held: Vec<Earlier>| {
        let mut texts: HashMap<CommentId, Vec<String>> = HashMap::new();
        for same in held.chunk_by(|one, next| one.item_id == next.item_id) {
            // The last one is what it says now.
            let earlier = same[..same.len() - 1].iter().filter_map(|row| row.body.as_deref());
            let read = earlier.filter_map(|body| serde_json::from_str(body).ok()).collect();
            texts.insert(same[0].item_id, read);
        }
        texts
    }))
}

/// The names by which the comments of an item can name somebody; none where no comment names anybody.
pub fn named_in_talk(actor: &Actor, item: Uuid, product: ProductId) -> Query<'static, NameRow> {
    let sql = "
        select p.name
          from (select c.item_id from comment c
                 where c.workspace_id = $1 and c.item_id = $2 and c.archived_at is null and c.body like '%@%'
                 limit 1) named
         cross join person p
         where p.workspace_id = $1 and p.archived_at is null
           and (p.administrator
                or p.id in (select r.person_id from role_held r
                             where r.workspace_id = $1 and r.archived_at is null and r.product_id = $3))
         order by p.sort_key, p.id
         limit $4";
    let params = vec![actor.workspace.into(), item.into(), product.into(), READERS_MAX.into()];
    Query::new(sql, params)
}

database::row! {
    /// What somebody is called.
    pub struct NameRow { pub name: String }
}
