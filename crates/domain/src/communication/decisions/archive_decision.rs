//! A decision that was written down in error.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, DecisionDone, DecisionId, load};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Archive a decision that was written down in error. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveDecision {
    pub decision: DecisionId,
}

impl Command for ArchiveDecision {
    const NAME: &'static str = "archive_decision";
    type Subject = (Decision, Product);
    type Done = DecisionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Decision, Product)> {
        load(desk, self.decision)
    }

    fn gate(&self, (decision, _): &(Decision, Product)) -> Gate {
        Gate::Product(Permission::RecordDecisions, decision.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Decision, Product)) -> Result<DecisionDone> {
        let archived_at = before.archived_at.or(Some(desk.now()));
        desk.change(&before, &Decision { archived_at, ..before.clone() })?;
        Ok(DecisionDone::of(&before, &product))
    }

    fn sentence(&self, done: &DecisionDone) -> String {
        format!("{} was archived.", done.key)
    }
}
