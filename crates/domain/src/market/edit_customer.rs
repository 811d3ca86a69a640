//! What a customer pays and how large it is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_customer::CustomerDone;
use super::segments::by_name;
use super::{Customer, CustomerId, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Set a customer's name, revenue, currency and seats as given; segments, tags and plan, where they are given.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditCustomer {
    pub customer: CustomerId,
    pub name: String,
    /// The segments by hand that it is in, joined by commas; those that are not known are made.
    #[serde(default, alias = "segment")]
    pub segments: Option<String>,
    /// Joined by commas, at most 20 of 50 characters.
    #[serde(default)]
    pub tags: Option<String>,
    /// On which plan it is; at most 100 characters.
    #[serde(default)]
    pub plan: Option<String>,
    #[serde(default)]
    pub revenue: String,
    #[serde(default)]
    pub currency: String,
    #[serde(default)]
    pub seats: String,
}

impl Command for EditCustomer {
    const NAME: &'static str = "edit_customer";
    type Subject = Customer;
    type Done = CustomerDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Customer> {
        desk.load(self.customer.0)
    }

    fn gate(&self, _: &Customer) -> Gate {
        Gate::Workspace(Permission::ManageCustomers)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Customer) -> Result<CustomerDone> {
        let name = text::line("name", "a name for the customer", &self.name, text::NAME_MAX)?;
        let after = Customer {
            sort_key: text::sort_key(&name),
            name: name.clone(),
            tags: self.tags.as_deref().map_or(Ok(before.tags.clone()), text::tags)?,
            plan: match &self.plan {
                Some(plan) => text::optional_line("plan", "the plan", plan, text::NAME_MAX)?,
                None => before.plan.clone(),
            },
            revenue_minor: rules::money("revenue", &self.revenue)?,
            currency: rules::currency(&self.currency)?,
            seats: rules::seats(&self.seats)?,
            ..before.clone()
        };
        desk.change(&before, &after)?;
        if let Some(segments) = &self.segments {
            by_name::set(desk, before.id, segments)?;
        }
        Ok(CustomerDone { id: before.id, name })
    }

    fn sentence(&self, done: &CustomerDone) -> String {
        format!("{} was edited.", done.name)
    }
}
