//! A condition of a rule.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ConditionKind, Segment, SegmentCondition, SegmentDone, SegmentId, queries, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Add a condition to the rule of a segment.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddCondition {
    pub segment: SegmentId,
    pub kind: ConditionKind,
    /// What they pay a year at least, seats from, a tag, or a plan.
    #[serde(default)]
    pub value: String,
    /// Seats to; empty: any number.
    #[serde(default)]
    pub most: String,
}

impl Command for AddCondition {
    const NAME: &'static str = "add_condition";
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
        let terms = rules::terms(self.kind, &self.value, &self.most)?;
        let known = queries::conditions(desk.tx, desk.workspace(), segment.id)?;
        rules::may_add_condition(&known, self.kind, &terms)?;
        desk.add(&SegmentCondition {
            id: desk.moment.id(),
            segment_id: segment.id,
            kind: self.kind,
            word: terms.word,
            least: terms.least,
            most: terms.most,
            created_at: desk.now(),
            archived_at: None,
        })?;
        Ok(SegmentDone::of(&segment))
    }

    fn sentence(&self, done: &SegmentDone) -> String {
        format!("The rule of “{}” was changed.", done.name)
    }
}
