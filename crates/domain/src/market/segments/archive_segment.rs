//! A segment that says nothing any more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Segment, SegmentDone, SegmentId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Archive a segment. Its customers stay as they are. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveSegment {
    pub segment: SegmentId,
}

impl Command for ArchiveSegment {
    const NAME: &'static str = "archive_segment";
    type Subject = Segment;
    type Done = SegmentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Segment> {
        desk.load(self.segment)
    }

    fn gate(&self, _: &Segment) -> Gate {
        Gate::Workspace(Permission::ManageCustomers)
    }

    fn carry_out(&self, desk: &Desk<'_>, segment: Segment) -> Result<SegmentDone> {
        let archived_at = segment.archived_at.or(Some(desk.now()));
        desk.change(&segment, &Segment { archived_at, ..segment.clone() })?;
        Ok(SegmentDone::of(&segment))
    }

    fn sentence(&self, done: &SegmentDone) -> String {
        format!("“{}” was archived.", done.name)
    }
}
