//! What is read of customers.

use database::Tx;
use serde::Serialize;

use super::{Contact, Customer, CustomerId};
use crate::spine::actor::Actor;
use crate::spine::id::WorkspaceId;
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

/// Customers of a list at most.
pub const CUSTOMERS_MAX: i64 = 500;

/// The contact with an address; none for no address.
pub fn contact_by_email(tx: &Tx<'_>, workspace: WorkspaceId, email: &str) -> Result<Option<Contact>> {
    if email.is_empty() {
        return Ok(None);
    }
    let sql = format!("{} where workspace_id = $1 and email = $2 and archived_at is null", Contact::select());
    Ok(tx.maybe(&sql, &[&workspace, &email])?)
}

database::row! {
    /// A customer as a row of the list.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct CustomerRow {
        pub id: CustomerId,
        pub name: String,
        pub segment: String,
        pub revenue_minor: i64,
        pub currency: String,
        pub seats: i64,
        pub contacts: i64,
        pub feedbacks: i64,
    }
}

/// The customers by name with how many people we know there and how often they spoke.
pub fn customers(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<CustomerRow>> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    let sql = "
        select c.id, c.name, c.segment, c.revenue_minor, c.currency, c.seats,
               (select count(*) from contact k where k.workspace_id = $1 and k.customer_id = c.id) as contacts,
               (select count(*) from feedback f where f.workspace_id = $1 and f.customer_id = c.id) as feedbacks
          from customer c
         where c.workspace_id = $1 and c.archived_at is null
         order by c.sort_key, c.id
         limit $2";
    Ok(tx.all(sql, &[&actor.workspace, &CUSTOMERS_MAX])?)
}

/// A customer of the actor's workspace.
pub fn customer(tx: &Tx<'_>, actor: &Actor, id: CustomerId) -> Result<Customer> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    Customer::load(tx, actor.workspace, id.0)?.found("customer")
}
