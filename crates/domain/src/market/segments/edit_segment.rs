//! What a segment is called.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Segment, SegmentDone, SegmentId, by_name, queries, rules};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Call a segment something else. A name that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditSegment {
    pub segment: SegmentId,
    /// 1 to 100 characters.
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

impl Command for EditSegment {
    const NAME: &'static str = "edit_segment";
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
        let name = text::line("text", "a name", &self.text, text::NAME_MAX)?;
        desk::refuse_stale("text", &segment.name, self.seen.as_deref(), &name)?;
        let known = queries::known(desk.tx, desk.workspace())?;
        by_name::refuse_taken("text", &known, &name, Some(segment.id))?;
        let after = Segment { sort_key: text::sort_key(&name), name, ..segment.clone() };
        desk.change(&segment, &after)?;
        Ok(SegmentDone::of(&after))
    }

    fn sentence(&self, done: &SegmentDone) -> String {
        format!("It is called “{}” now.", done.name)
    }
}
