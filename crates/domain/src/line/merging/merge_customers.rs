//! Two customers that are one account.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{MergeDone, Merges, Two, merge};
use crate::market::{Customer, CustomerId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};

/// Merge a customer into another one: contacts, feedback, quotes, answers and segments by hand move, tags are joined. What
/// the one that stays pays, its seats and its plan stay, unless nothing is known of them. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MergeCustomers {
    /// The one that goes.
    pub customer: CustomerId,
    /// The one that stays.
    pub into: CustomerId,
    /// The newest change that the preview showed. If one of both was changed since, nothing is done.
    #[serde(default)]
    pub seen: Option<i64>,
}

impl Command for MergeCustomers {
    const NAME: &'static str = "merge_customers";
    type Subject = Two<Customer>;
    type Done = MergeDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Two<Customer>> {
        Two::load(desk.tx, desk.workspace(), self.customer.0, self.into.0)
    }

    fn gate(&self, two: &Two<Customer>) -> Gate {
        two.one.gate()
    }

    fn carry_out(&self, desk: &Desk<'_>, two: Two<Customer>) -> Result<MergeDone> {
        merge(desk, &two, self.seen)
    }

    fn sentence(&self, done: &MergeDone) -> String {
        done.sentence()
    }
}
