//! A customer is taken out of a segment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Segment, SegmentCustomer, SegmentDone, SegmentId, queries, rules};
use crate::market::{Customer, CustomerId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Take a customer out of a segment that is filled by hand.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TakeOutOfSegment {
    pub segment: SegmentId,
    pub customer: CustomerId,
}

impl Command for TakeOutOfSegment {
    const NAME: &'static str = "take_out_of_segment";
    type Subject = Segment;
    type Done = SegmentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Segment> {
        desk.load(self.segment)
    }

    fn gate(&self, _: &Segment) -> Gate {
        Gate::Workspace(Permission::ManageCustomers)
    }

    fn carry_out(&self, desk: &Desk<'_>, segment: Segment) -> Result<SegmentDone> {
        rules::refuse_rule(&segment)?;
        let customer: Customer = desk.load(self.customer)?;
        let linked = queries::put(desk.tx, desk.workspace(), segment.id, customer.id)?.found("customer")?;
        let archived_at = linked.archived_at.or(Some(desk.now()));
        desk.change(&linked, &SegmentCustomer { archived_at, ..linked.clone() })?;
        Ok(SegmentDone::of(&segment))
    }

    fn sentence(&self, done: &SegmentDone) -> String {
        format!("It is no longer in “{}”.", done.name)
    }
}
