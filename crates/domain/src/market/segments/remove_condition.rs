//! A condition that a rule does not have after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Segment, SegmentCondition, SegmentConditionId, SegmentDone};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Take a condition out of the rule of its segment. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveCondition {
    pub condition: SegmentConditionId,
}

impl Command for RemoveCondition {
    const NAME: &'static str = "remove_condition";
    type Subject = (SegmentCondition, Segment);
    type Done = SegmentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(SegmentCondition, Segment)> {
        let condition: SegmentCondition = desk.load(self.condition)?;
        let segment = desk.load(condition.segment_id)?;
        Ok((condition, segment))
    }

    fn gate(&self, _: &(SegmentCondition, Segment)) -> Gate {
        Gate::Workspace(Permission::ManageCustomers)
    }

    fn carry_out(
        &self,
        desk: &Desk<'_>,
        (before, segment): (SegmentCondition, Segment),
    ) -> Result<SegmentDone> {
        let archived_at = before.archived_at.or(Some(desk.now()));
        desk.change(&before, &SegmentCondition { archived_at, ..before.clone() })?;
        Ok(SegmentDone::of(&segment))
    }

    fn sentence(&self, done: &SegmentDone) -> String {
        format!("The rule of “{}” was changed.", done.name)
    }
}
