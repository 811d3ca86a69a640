//! Somebody at a customer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Contact, ContactId, Customer, CustomerId, queries};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a contact of a customer, with whether we may write to them and where that is known from.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddContact {
    pub customer: CustomerId,
    /// 1 to 100 characters.
    pub name: String,
    /// Empty where it is not known.
    #[serde(default)]
    pub email: String,
    #[serde(default)]
    pub may_contact: bool,
    /// A form, a contract, a word. At most 100 characters.
    #[serde(default)]
    pub may_contact_source: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ContactDone {
    pub id: ContactId,
    pub name: String,
}

impl Command for AddContact {
    const NAME: &'static str = "add_contact";
    type Subject = Customer;
    type Done = ContactDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Customer> {
        desk.load(self.customer.0)
    }

    fn gate(&self, _: &Customer) -> Gate {
        Gate::Workspace(Permission::ManageCustomers)
    }

    fn carry_out(&self, desk: &Desk<'_>, customer: Customer) -> Result<ContactDone> {
        let name = text::line("name", "a name", &self.name, text::NAME_MAX)?;
        let email =
            if self.email.trim().is_empty() { String::new() } else { text::email("email", &self.email)? };
        if queries::contact_by_email(desk.tx, desk.workspace(), &email)?.is_some() {
            return Refusal::invalid(
                "email",
                "Another contact has this address; one address belongs to one contact.",
            );
        }
        if self.may_contact && self.may_contact_source.trim().is_empty() {
            return Refusal::invalid(
                "may_contact_source",
                "Say where it is known from that we may write to them.",
            );
        }
        let source = text::optional_line(
            "may_contact_source",
            "the source",
            &self.may_contact_source,
            text::NAME_MAX,
        )?;
        let contact = Contact {
            id: desk.moment.id(),
            customer_id: customer.id,
            sort_key: text::sort_key(&name),
            name: name.clone(),
            email,
            may_contact: self.may_contact,
            may_contact_source: source,
            created_at: desk.now(),
            merged_into_id: None,
            erased_at: None,
            archived_at: None,
        };
        desk.add(&contact)?;
        Ok(ContactDone { id: contact.id, name })
    }

    fn sentence(&self, done: &ContactDone) -> String {
        format!("{} was added.", done.name)
    }
}
