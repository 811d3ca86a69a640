//! Taking a criterion away.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_criterion::CriterionDone;
use super::{Criterion, CriterionId, InProduct};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Remove an acceptance criterion from a story. It is archived and can be brought back by undo.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveCriterion {
    pub criterion: CriterionId,
}

impl Command for RemoveCriterion {
    const NAME: &'static str = "remove_criterion";
    type Subject = (Criterion, InProduct);
    type Done = CriterionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Criterion, InProduct)> {
        let criterion: Criterion = desk.load(self.criterion.0)?;
        let story = InProduct::load(desk, criterion.story_id)?;
        Ok((criterion, story))
    }

    fn gate(&self, (_, subject): &(Criterion, InProduct)) -> Gate {
        Gate::Product(Permission::WriteStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, subject): (Criterion, InProduct)) -> Result<CriterionDone> {
        if before.archived_at.is_none() {
            desk.change(&before, &Criterion { archived_at: Some(desk.now()), ..before.clone() })?;
        }
        Ok(CriterionDone { id: before.id, key: subject.key() })
    }

    fn sentence(&self, done: &CriterionDone) -> String {
        format!("A criterion of {} was removed.", done.key)
    }
}
