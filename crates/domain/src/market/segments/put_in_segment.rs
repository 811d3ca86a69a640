//! A customer is put into a segment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Segment, SegmentDone, SegmentId, by_name, rules};
use crate::market::{Customer, CustomerId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Put a customer into a segment by hand.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PutInSegment {
    pub segment: SegmentId,
    pub customer: CustomerId,
}

impl Command for PutInSegment {
    const NAME: &'static str = "put_in_segment";
    type Subject = Segment;
    type Done = SegmentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Segment> {
        desk.load(self.segment)
    }

    fn gate(&self, _: &Segment) -> Gate {
        Gate::Workspace(Permission::ManageCustomers)
    }

    fn carry_out(&self, desk: &Desk<'_>, segment: Segment) -> Result<SegmentDone> {
        rules::refuse_archived_segment(&segment)?;
        rules::refuse_rule(&segment)?;
        let customer: Customer = desk.load(self.customer)?;
        by_name::put(desk, segment.id, customer.id)?;
        Ok(SegmentDone::of(&segment))
    }

    fn sentence(&self, done: &SegmentDone) -> String {
        format!("It is in “{}” now.", done.name)
    }
}
