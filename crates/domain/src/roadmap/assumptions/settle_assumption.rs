//! Whether an assumption holds.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Assumption, AssumptionDone, AssumptionId, AssumptionInProduct, AssumptionState, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say whether an assumption holds: open, confirmed or refuted. An experiment says so by itself when it is concluded.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SettleAssumption {
    pub assumption: AssumptionId,
    pub state: AssumptionState,
}

impl Command for SettleAssumption {
    const NAME: &'static str = "settle_assumption";
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
        rules::refuse_archived_assumption(before)?;
        desk.change(before, &Assumption { state: self.state, ..before.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &AssumptionDone) -> String {
        format!("{} is {} now.", done.key, self.state.as_str())
    }
}
