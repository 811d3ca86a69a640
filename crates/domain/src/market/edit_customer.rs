//! What a customer pays and how large it is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_customer::CustomerDone;
use super::{Customer, CustomerId, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Set a customer's name, segment, revenue, currency and seats as given.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditCustomer {
    pub customer: CustomerId,
    pub name: String,
    #[serde(default)]
    pub segment: String,
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
            segment: text::optional_line("segment", "the segment", &self.segment, text::NAME_MAX)?,
            revenue_minor: rules::money("revenue", &self.revenue)?,
            currency: rules::currency(&self.currency)?,
            seats: rules::seats(&self.seats)?,
            ..before.clone()
        };
        desk.change(&before, &after)?;
        Ok(CustomerDone { id: before.id, name })
    }

    fn sentence(&self, done: &CustomerDone) -> String {
        format!("{} was edited.", done.name)
    }
}
