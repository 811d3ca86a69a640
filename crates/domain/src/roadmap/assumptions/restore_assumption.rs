//! An assumption on which something rests after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Assumption, AssumptionDone, AssumptionId, AssumptionInProduct};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Bring back an archived assumption, with its experiments.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreAssumption {
    pub assumption: AssumptionId,
}

impl Command for RestoreAssumption {
    const NAME: &'static str = "restore_assumption";
    type Subject = AssumptionInProduct;
    type Done = AssumptionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<AssumptionInProduct> {
        AssumptionInProduct::load(desk, self.assumption)
    }

    fn gate(&self, subject: &AssumptionInProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: AssumptionInProduct) -> Result<AssumptionDone> {
        desk.change(&subject.assumption, &Assumption { archived_at: None, ..subject.assumption.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &AssumptionDone) -> String {
        format!("{} is back.", done.key)
    }
}
