//! A new customer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::segments::by_name;
use super::{Customer, CustomerId, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a customer: an account with what it pays a year.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct AddCustomer {
    /// 1 to 100 characters.
    pub name: String,
    /// Segments by hand that it is in, joined by commas; those that are not known are made.
    #[serde(default, alias = "segment")]
    pub segments: String,
    /// Joined by commas, at most 20 of 50 characters.
    #[serde(default)]
    pub tags: String,
    /// On which plan it is; at most 100 characters.
    #[serde(default)]
    pub plan: String,
    /// A year: `28400` or `28,400.50`.
    #[serde(default)]
    pub revenue: String,
    /// Three letters; `EUR` if left out.
    #[serde(default)]
    pub currency: String,
    #[serde(default)]
    pub seats: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CustomerDone {
    pub id: CustomerId,
    pub name: String,
}

impl Command for AddCustomer {
    const NAME: &'static str = "add_customer";
    type Subject = ();
    type Done = CustomerDone;

    fn load(&self, _: &Desk<'_>) -> Result<()> {
        Ok(())
    }

    fn gate(&self, (): &()) -> Gate {
        Gate::Workspace(Permission::ManageCustomers)
    }

    fn carry_out(&self, desk: &Desk<'_>, (): ()) -> Result<CustomerDone> {
        let id = desk.moment.id();
        let name = text::line("name", "a name for the customer", &self.name, text::NAME_MAX)?;
        let customer = Customer {
            id,
            number: desk.next_workspace_number::<Customer>(id)?,
            sort_key: text::sort_key(&name),
            name: name.clone(),
            revenue_minor: rules::money("revenue", &self.revenue)?,
            currency: rules::currency(&self.currency)?,
            seats: rules::seats(&self.seats)?,
            tags: text::tags(&self.tags)?,
            plan: text::optional_line("plan", "the plan", &self.plan, text::NAME_MAX)?,
            created_at: desk.now(),
            merged_into_id: None,
            erased_at: None,
            archived_at: None,
        };
        desk.add(&customer)?;
        if !self.segments.trim().is_empty() {
            by_name::set(desk, id, &self.segments)?;
        }
        Ok(CustomerDone { id, name })
    }

    fn sentence(&self, done: &CustomerDone) -> String {
        format!("{} was added.", done.name)
    }
}
