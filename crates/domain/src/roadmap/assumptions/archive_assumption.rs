//! An assumption on which nothing rests any more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Assumption, AssumptionDone, AssumptionId, AssumptionInProduct};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Archive an assumption. Its experiments stay with it. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveAssumption {
    pub assumption: AssumptionId,
}

impl Command for ArchiveAssumption {
    const NAME: &'static str = "archive_assumption";
    type Subject = AssumptionInProduct;
    type Done = AssumptionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<AssumptionInProduct> {
        AssumptionInProduct::load(desk, self.assumption)
    }

    fn gate(&self, subject: &AssumptionInProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: AssumptionInProduct) -> Result<AssumptionDone> {
        let before = &subject.assumption;
        let archived_at = before.archived_at.or(Some(desk.now()));
        desk.change(before, &Assumption { archived_at, ..before.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &AssumptionDone) -> String {
        format!("{} was archived.", done.key)
    }
}
