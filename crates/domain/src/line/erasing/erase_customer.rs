//! Erasing a customer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ErasureDone, Plan, erase};
use crate::market::{Customer, CustomerId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Erase a customer, with everybody who is known there: names and addresses, what they said and answered, what was said about it, and
/// the files on it; in every row, in every history, in what is found by words. What is counted stays, such as what it pays and how
/// often it asked for a need. It cannot be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EraseCustomer {
    pub customer: CustomerId,
}

impl Command for EraseCustomer {
    const NAME: &'static str = "erase_customer";
    const IS_FINAL: bool = true;
    type Subject = Customer;
    type Done = ErasureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Customer> {
        desk.load_merged_too(self.customer)
    }

    fn gate(&self, _: &Customer) -> Gate {
        Gate::Workspace(Permission::ErasePeople)
    }

    fn carry_out(&self, desk: &Desk<'_>, customer: Customer) -> Result<ErasureDone> {
        let plan = Plan::of_customer(desk.tx, desk.workspace(), &customer)?;
        erase(desk, &customer, &plan)
    }

    fn sentence(&self, done: &ErasureDone) -> String {
        done.sentence()
    }
}
