//! How much depends on an assumption, and how much speaks for it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Assumption, AssumptionDone, AssumptionId, AssumptionInProduct, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Weigh an assumption: its risk is importance × (5 − evidence), and the riskiest is tried first.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WeighAssumption {
    pub assumption: AssumptionId,
    /// 1 hardly matters, 5 all depends on it.
    pub importance: i64,
    /// 0 nothing speaks for it, 5 as good as known.
    pub evidence: i64,
}

impl Command for WeighAssumption {
    const NAME: &'static str = "weigh_assumption";
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
        let (importance, evidence) = (rules::importance(self.importance)?, rules::evidence(self.evidence)?);
        desk.change(before, &Assumption { importance, evidence, ..before.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &AssumptionDone) -> String {
        format!("{} was weighed.", done.key)
    }
}
