//! A decision that is back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, DecisionDone, DecisionId, load};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Restore an archived decision.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreDecision {
    pub decision: DecisionId,
}

impl Command for RestoreDecision {
    const NAME: &'static str = "restore_decision";
    type Subject = (Decision, Product);
    type Done = DecisionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Decision, Product)> {
        load(desk, self.decision)
    }

    fn gate(&self, (decision, _): &(Decision, Product)) -> Gate {
        Gate::Product(Permission::RecordDecisions, decision.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Decision, Product)) -> Result<DecisionDone> {
        let archived_at = None;
        desk.change(&before, &Decision { archived_at, ..before.clone() })?;
        Ok(DecisionDone::of(&before, &product))
    }

    fn sentence(&self, done: &DecisionDone) -> String {
        format!("{} is back.", done.key)
    }
}
