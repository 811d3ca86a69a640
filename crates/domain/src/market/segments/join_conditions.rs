//! Whether all conditions must be met, or any.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Basis, Segment, SegmentDone, SegmentId, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say whether customers of a segment meet all of its conditions, or any of them.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct JoinConditions {
    pub segment: SegmentId,
    /// Any of them, or all.
    pub any: bool,
}

impl Command for JoinConditions {
    const NAME: &'static str = "join_conditions";
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
        rules::refuse_hand(&segment)?;
        let basis = if self.any { Basis::Any } else { Basis::All };
        desk.change(&segment, &Segment { basis, ..segment.clone() })?;
        Ok(SegmentDone::of(&segment))
    }

    fn sentence(&self, done: &SegmentDone) -> String {
        let how = if self.any { "any" } else { "all" };
        format!("Whoever meets {how} of its conditions is in “{}”.", done.name)
    }
}
