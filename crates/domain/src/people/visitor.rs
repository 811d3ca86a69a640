//! Who stands before the door: by a session, by a token, or nobody we know.

use std::collections::BTreeMap;

use database::{Param, Query, Tx};

use super::queries::{self, WorkspaceHead, workspace_by_slug};
use super::{Product, sessions};
use crate::spine::actor::{Actor, Door};
use crate::spine::id::{PersonId, ProductId, WorkspaceId};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::{Permission, Role, Roles};

database::row! {
    struct Signed {
        workspace_id: WorkspaceId,
        person_id: PersonId,
        name: String,
        administrator: bool,
        writes: bool,
        product_id: Option<ProductId>,
        role: Option<String>,
    }
}

/// The place that a request is for and who makes it, if that person is known there.
#[derive(Clone, Debug)]
pub struct Visitor {
    pub workspace: WorkspaceHead,
    pub actor: Option<Actor>,
    /// The products that this person may read, by name.
    pub products: Vec<Product>,
}

/// What a visitor shows to be recognised.
#[derive(Clone, Debug)]
pub enum Pass {
    Session(String),
    Token(String),
}

database::row! {
    struct AtTheDoor {
        id: WorkspaceId,
        slug: String,
        workspace: String,
        prefix: String,
        seq: i64,
        person_id: Option<PersonId>,
        name: Option<String>,
        administrator: Option<bool>,
        writes: Option<bool>,
        product_id: Option<ProductId>,
        role: Option<String>,
    }
}

const OF_PERSON: &str = "
      left join person p on p.workspace_id = w.id and p.id = pass.person_id and p.archived_at is null
      left join role_held r on r.workspace_id = w.id and r.person_id = p.id and r.archived_at is null
     where w.slug = $1";

/// Who stands before the door of the workspace `slug` and what there is to read for them, asked at once. An unknown workspace is *not found*.
pub fn visitor(tx: &Tx<'_>, slug: &str, pass: Option<&Pass>, now: Timestamp) -> Result<Visitor> {
    let columns = "select w.id, w.slug, w.name as workspace, w.prefix, w.seq, p.id as person_id, p.name,
                          p.administrator, pass.writes, r.product_id, r.role
                     from workspace w";
    let by_session = format!(
        "{columns} left join (select workspace_id, person_id, true as writes from session
                               where token_hash = $2 and expires_at > $3) pass on pass.workspace_id = w.id {OF_PERSON}"
    );
    let by_token = format!(
        "{columns} left join (select workspace_id, person_id, writes from api_token
                               where token_hash = $2 and archived_at is null) pass on pass.workspace_id = w.id {OF_PERSON}"
    );
    let (sql, token, more) = match pass {
        Some(Pass::Session(token)) => (&by_session, token, Some(now.value())),
        Some(Pass::Token(token)) => (&by_token, token, None),
        None => {
            let workspace = workspace_by_slug(tx, slug)?.found("workspace")?;
            return Ok(Visitor { workspace, actor: None, products: Vec::new() });
        }
    };
    let hash = sessions::token_hash(token);
    let params = [slug.value(), hash.value()].into_iter().chain(more).collect();
    let (rows, mut products) =
        tx.together((Query::<AtTheDoor>::new(sql, params), queries::products_by_slug(slug)))?;
    let door = if matches!(pass, Some(Pass::Token(_))) { Door::Api } else { Door::Form };
    let workspace = rows.first().map(AtTheDoor::workspace).found("workspace")?;
    let signed = rows.into_iter().filter_map(AtTheDoor::signed).collect();
    let actor = actor(signed, door);
    products.retain(|product| actor.as_ref().is_some_and(|actor| actor.may(Permission::Read, product.id)));
    Ok(Visitor { workspace, actor, products })
}

impl AtTheDoor {
    fn workspace(&self) -> WorkspaceHead {
        let (slug, name, prefix) = (self.slug.clone(), self.workspace.clone(), self.prefix.clone());
        WorkspaceHead { id: self.id, slug, name, prefix, seq: self.seq }
    }

    fn signed(self) -> Option<Signed> {
        Some(Signed {
            workspace_id: self.id,
            person_id: self.person_id?,
            name: self.name?,
            administrator: self.administrator?,
            writes: self.writes?,
            product_id: self.product_id,
            role: self.role,
        })
    }
}

/// A person as an actor, for the one-time links and the command line.
pub fn actor_of_person(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    person: PersonId,
    door: Door,
) -> Result<Option<Actor>> {
    let sql = "
        select p.workspace_id, p.id as person_id, p.name, p.administrator, true as writes, r.product_id, r.role
          from person p
          left join role_held r on r.workspace_id = p.workspace_id and r.person_id = p.id and r.archived_at is null
         where p.workspace_id = $1 and p.id = $2 and p.archived_at is null";
    Ok(actor(tx.all(sql, &[&workspace, &person])?, door))
}

fn actor(rows: Vec<Signed>, door: Door) -> Option<Actor> {
    let mut roles: BTreeMap<ProductId, Roles> = BTreeMap::new();
    for row in &rows {
        if let (Some(product), Some(role)) = (row.product_id, row.role.as_deref().and_then(Role::parse)) {
            let held = roles.entry(product).or_default();
            *held = held.with(role);
        }
    }
    rows.into_iter().next().map(|row| Actor {
        workspace: row.workspace_id,
        person: Some(row.person_id),
        name: row.name,
        door,
        administrator: row.administrator,
        read_only: !row.writes,
        roles,
    })
}
