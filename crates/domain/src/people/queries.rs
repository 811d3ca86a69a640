//! What is read of people and places.

use std::collections::{BTreeSet, HashMap};

use database::{Query, Together, Tx, Value};
use uuid::Uuid;

use super::{Person, Product, RoleHeld};
use crate::spine::actor::Actor;
use crate::spine::id::{PersonId, ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::{Permission, Role};

database::row! {
    /// A workspace as its pages show it.
    #[derive(Clone, Debug, PartialEq)]
    pub struct WorkspaceHead {
        pub id: WorkspaceId,
        pub slug: String,
        pub name: String,
        pub prefix: String,
        pub seq: i64,
    }
}

pub fn workspace_by_slug(tx: &Tx<'_>, slug: &str) -> Result<Option<WorkspaceHead>> {
    Ok(tx.maybe("select id, slug, name, prefix, seq from workspace where slug = $1", &[&slug])?)
}

pub fn workspace_by_id(tx: &Tx<'_>, id: WorkspaceId) -> Result<Option<WorkspaceHead>> {
    Ok(tx.maybe("select id, slug, name, prefix, seq from workspace where id = $1", &[&id])?)
}

/// The workspaces of this server, at most `limit`, oldest first.
pub fn workspaces(tx: &Tx<'_>, limit: i64) -> Result<Vec<WorkspaceHead>> {
    Ok(tx.all("select id, slug, name, prefix, seq from workspace order by id limit $1", &[&limit])?)
}

pub fn prefix_is_taken(tx: &Tx<'_>, workspace: WorkspaceId, prefix: &str) -> Result<bool> {
    let sql = "
        select prefix as value from product where workspace_id = $1 and prefix = $2
        union all
        select prefix as value from workspace where id = $1 and prefix = $2";
    Ok(tx.value::<String>(sql, &[&workspace, &prefix])?.is_some())
}

/// A product that the actor may read, by the prefix of its keys.
pub fn product(tx: &Tx<'_>, actor: &Actor, prefix: &str) -> Result<Product> {
    let sql = format!("{} where workspace_id = $1 and prefix = $2", Product::select());
    let product: Product = tx.maybe(&sql, &[&actor.workspace, &prefix])?.found("product")?;
    actor.must(Permission::Read, product.id)?;
    Ok(product)
}

/// Every product of a workspace, by name.
pub(super) fn products_by_slug(slug: &str) -> Query<'_, Product> {
    let sql = format!(
        "{} where workspace_id = (select id from workspace where slug = $1) and archived_at is null
          order by sort_key, id
          limit 500",
        Product::select()
    );
    Query::new(sql, vec![slug.into()])
}

pub fn person_by_email(tx: &Tx<'_>, workspace: WorkspaceId, email: &str) -> Result<Option<Person>> {
    let sql = format!("{} where workspace_id = $1 and email = $2", Person::select());
    Ok(tx.maybe(&sql, &[&workspace, &email])?)
}

/// Whether somebody holds any role in a product now.
pub fn holds_any_role(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    person: PersonId,
    product: ProductId,
) -> Result<bool> {
    let sql = "
        select id as value from role_held
         where workspace_id = $1 and person_id = $2 and product_id = $3 and archived_at is null
         limit 1";
    Ok(tx.value::<super::RoleHeldId>(sql, &[&workspace, &person, &product])?.is_some())
}

/// The people of a workspace who have not left, by name; at most 1,000. For the program itself.
pub fn people_of(tx: &Tx<'_>, workspace: WorkspaceId) -> Result<Vec<Person>> {
    let sql = format!(
        "{} where workspace_id = $1 and archived_at is null order by sort_key, id limit 1000",
        Person::select()
    );
    Ok(tx.all(&sql, &[&workspace])?)
}

pub fn role_held(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    person: PersonId,
    product: ProductId,
    role: Role,
) -> Result<Option<RoleHeld>> {
    let sql = format!(
        "{} where workspace_id = $1 and person_id = $2 and product_id = $3 and role = $4",
        RoleHeld::select()
    );
    Ok(tx.maybe(&sql, &[&workspace, &person, &product, &role.as_str()])?)
}

database::row! {
    /// What somebody is called.
    #[derive(Clone, Debug)]
    pub struct Named { pub id: PersonId, pub name: String }
}

/// The names of these people, archived ones included.
pub fn names(tx: &Tx<'_>, workspace: WorkspaceId, people: &[PersonId]) -> Result<HashMap<PersonId, String>> {
    let wanted: BTreeSet<Uuid> = people.iter().map(|person| person.0).collect();
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let found = names_of(workspace, &wanted.into_iter().collect::<Vec<_>>()).all(tx)?;
    Ok(found.into_iter().map(|named| (named.id, named.name)).collect())
}

/// The same, yet to be asked; ids of other things may be among them.
pub fn names_of(workspace: WorkspaceId, ids: &[Uuid]) -> Query<'static, Named> {
    let sql = "select id, name from person where workspace_id = $1 and id in ({list})";
    Query::with_list(sql, vec![workspace.into()], ids.iter().copied().map(Value::Uuid))
}

/// What the people of the workspace are called, by name, so many of them.
pub fn everybody(actor: &Actor, most: i64) -> Result<Query<'static, Named>> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = "select id, name from person where workspace_id = $1 and archived_at is null
                order by sort_key, id limit $2";
    Ok(Query::new(sql, vec![actor.workspace.into(), most.into()]))
}

database::row! {
    struct PersonRow {
        id: PersonId,
        name: String,
        email: String,
        administrator: bool,
        joined_at: Option<Timestamp>,
        role: Option<String>,
        here_at: Option<Timestamp>,
    }
}

/// A person on the People page, with the roles held in one product.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct PersonListed {
    pub id: PersonId,
    pub name: String,
    pub email: String,
    pub administrator: bool,
    /// None while invited.
    pub joined_at: Option<Timestamp>,
    pub roles: Vec<Role>,
    /// When they last signed in.
    pub here_at: Option<Timestamp>,
}

/// The people of the workspace by name, at most 1,000, with their roles in `product`.
pub fn people(actor: &Actor, product: ProductId) -> Result<impl Together<Rows = Vec<PersonListed>>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select p.id, p.name, p.email, p.administrator, p.joined_at, r.role,
               (select max(s.created_at) from session s where s.workspace_id = $1 and s.person_id = p.id) as here_at
          from (select id, name, sort_key, email, administrator, joined_at from person
                 where workspace_id = $1 and archived_at is null
                 order by sort_key, id limit 1000) p
          left join role_held r on r.workspace_id = $1 and r.person_id = p.id and r.product_id = $2
                               and r.archived_at is null
         order by p.sort_key, p.id";
    Ok(Query::new(sql, vec![actor.workspace.into(), product.into()]).then(by_person))
}

/// Rows of a person and a role, in order, as people with their roles.
fn by_person(rows: Vec<PersonRow>) -> Vec<PersonListed> {
    let mut people: Vec<PersonListed> = Vec::new();
    for row in rows {
        let role = row.role.as_deref().and_then(Role::parse);
        match people.last_mut() {
            Some(last) if last.id == row.id => last.roles.extend(role),
            _ => people.push(PersonListed {
                id: row.id,
                name: row.name,
                email: row.email,
                administrator: row.administrator,
                joined_at: row.joined_at,
                roles: role.into_iter().collect(),
                here_at: row.here_at,
            }),
        }
    }
    people
}
