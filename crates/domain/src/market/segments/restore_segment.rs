//! A segment that says something after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Segment, SegmentDone, SegmentId, by_name, queries};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Bring back an archived segment.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreSegment {
    pub segment: SegmentId,
}

impl Command for RestoreSegment {
    const NAME: &'static str = "restore_segment";
    type Subject = Segment;
    type Done = SegmentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Segment> {
        desk.load(self.segment)
    }

    fn gate(&self, _: &Segment) -> Gate {
        Gate::Workspace(Permission::ManageCustomers)
    }

    fn carry_out(&self, desk: &Desk<'_>, segment: Segment) -> Result<SegmentDone> {
        let known = queries::known(desk.tx, desk.workspace())?;
        by_name::refuse_taken("segment", &known, &segment.name, Some(segment.id))?;
        desk.change(&segment, &Segment { archived_at: None, ..segment.clone() })?;
        Ok(SegmentDone::of(&segment))
    }

    fn sentence(&self, done: &SegmentDone) -> String {
        format!("“{}” is back.", done.name)
    }
}
