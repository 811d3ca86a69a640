//! What is read of customers.

use database::Tx;
use serde::Serialize;

use super::{Contact, Customer, CustomerId};
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

/// Customers of a list at most.
pub const CUSTOMERS_MAX: i64 = 500;

/// The contact with an address, also one that they had before they were merged; none for no address.
pub fn contact_by_email(tx: &Tx<'_>, workspace: WorkspaceId, email: &str) -> Result<Option<Contact>> {
    if email.is_empty() {
        return Ok(None);
    }
    let sql = format!("{} where workspace_id = $1 and email = $2 and archived_at is null", Contact::select());
    if let Some(contact) = tx.maybe(&sql, &[&workspace, &email])? {
        return Ok(Some(contact));
    }
    let sql = format!(
        "{} where workspace_id = $1 and archived_at is null
            and id in (select merged_into_id from contact
                        where workspace_id = $1 and email = $2 and merged_into_id is not null)
          order by id limit 1",
        Contact::select()
    );
    Ok(tx.maybe(&sql, &[&workspace, &email])?)
}

database::row! {
    /// A customer as a row of the list.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct CustomerRow {
        pub id: CustomerId,
        /// After the dash of its key.
        pub number: i64,
        pub name: String,
        pub tags: String,
        pub plan: String,
        pub revenue_minor: i64,
        pub currency: String,
        pub seats: i64,
        pub contacts: i64,
        pub feedbacks: i64,
    }
}

/// The customers by name with how many people we know there and how often they spoke, without those who were erased.
pub fn customers(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<CustomerRow>> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    let sql = "
        select c.id, c.number, c.name, c.tags, c.plan, c.revenue_minor, c.currency, c.seats,
               (select count(*) from contact k where k.workspace_id = $1 and k.customer_id = c.id
                   and k.archived_at is null and k.erased_at is null) as contacts,
               (select count(*) from feedback f where f.workspace_id = $1 and f.customer_id = c.id) as feedbacks
          from customer c
         where c.workspace_id = $1 and c.archived_at is null and c.erased_at is null
         order by c.sort_key, c.id
         limit $2";
    Ok(tx.all(sql, &[&actor.workspace, &CUSTOMERS_MAX])?)
}

database::row! {
    /// How many each page of the market holds.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
    pub struct Holds {
        pub trends: i64,
        /// Competitors that are compared.
        pub compared: i64,
        pub competitors: i64,
        pub segments: i64,
        pub personas: i64,
    }
}

/// How many each page of the market holds.
pub fn holds(tx: &Tx<'_>, actor: &Actor) -> Result<Holds> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = "
        select (select count(*) from trend t
                 where t.workspace_id = $1 and t.archived_at is null) as trends,
               (select count(*) from competitor o
                 where o.workspace_id = $1 and o.archived_at is null and o.is_compared) as compared,
               (select count(*) from competitor o
                 where o.workspace_id = $1 and o.archived_at is null) as competitors,
               (select count(*) from segment s
                 where s.workspace_id = $1 and s.archived_at is null) as segments,
               (select count(*) from persona p
                 where p.workspace_id = $1 and p.archived_at is null) as personas";
    Ok(tx.one(sql, &[&actor.workspace])?)
}

/// A customer by its number, archived or not.
pub fn customer_numbered(tx: &Tx<'_>, actor: &Actor, number: i64) -> Result<Customer> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    let sql = format!("{} where workspace_id = $1 and number = $2", Customer::select());
    tx.maybe(&sql, &[&actor.workspace, &number])?.found("customer")
}

/// What was merged into a customer, by name.
pub fn merged_into(tx: &Tx<'_>, actor: &Actor, customer: CustomerId) -> Result<Vec<Customer>> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    let sql = format!(
        "{} where workspace_id = $1 and merged_into_id = $2 order by sort_key, id limit 100",
        Customer::select()
    );
    Ok(tx.all(&sql, &[&actor.workspace, &customer])?)
}

/// The names that contacts of a customer had before they were merged, with whom they stand for now.
pub fn merged_contacts(tx: &Tx<'_>, actor: &Actor, customer: CustomerId) -> Result<Vec<Contact>> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    let sql = format!(
        "{} where workspace_id = $1
            and merged_into_id in (select id from contact where workspace_id = $1 and customer_id = $2)
          order by sort_key, id limit 200",
        Contact::select()
    );
    Ok(tx.all(&sql, &[&actor.workspace, &customer])?)
}

/// Whom we know at a customer, by name, without those who were erased.
pub fn contacts(tx: &Tx<'_>, actor: &Actor, customer: CustomerId) -> Result<Vec<Contact>> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    let sql = format!(
        "{} where workspace_id = $1 and customer_id = $2 and archived_at is null and erased_at is null
          order by sort_key, id limit 200",
        Contact::select()
    );
    Ok(tx.all(&sql, &[&actor.workspace, &customer])?)
}

database::row! {
    /// A need that a customer asked for.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct NeedAsked {
        pub product_id: ProductId,
        pub prefix: String,
        pub number: i64,
        pub title: String,
        pub quotes: i64,
    }
}

/// What a customer asked for, of the products that the actor may read.
pub fn needs_asked(tx: &Tx<'_>, actor: &Actor, customer: CustomerId) -> Result<Vec<NeedAsked>> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = "
        select n.product_id, p.prefix, n.number, n.title, d.quotes
          from demand d
          join need n on n.workspace_id = d.workspace_id and n.id = d.need_id and n.archived_at is null
          join product p on p.workspace_id = n.workspace_id and p.id = n.product_id
         where d.workspace_id = $1 and d.customer_id = $2
         order by d.quotes desc, n.number
         limit 100";
    let mut found: Vec<NeedAsked> = tx.all(sql, &[&actor.workspace, &customer])?;
    found.retain(|need| actor.may(Permission::Read, need.product_id));
    Ok(found)
}

/// A customer of the actor's workspace.
pub fn customer(tx: &Tx<'_>, actor: &Actor, id: CustomerId) -> Result<Customer> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    Customer::load(tx, actor.workspace, id.0)?.found("customer")
}
