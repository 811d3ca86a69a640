//! A decision is not about an item after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, DecisionDone, DecisionItem, DecisionItemId, load};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that a decision is not about an item. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UnlinkDecision {
    pub link: DecisionItemId,
}

impl Command for UnlinkDecision {
    const NAME: &'static str = "unlink_decision";
    type Subject = (DecisionItem, Decision, Product);
    type Done = DecisionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(DecisionItem, Decision, Product)> {
        let link: DecisionItem = desk.load(self.link)?;
        let (decision, product) = load(desk, link.decision_id)?;
        Ok((link, decision, product))
    }

    fn gate(&self, (link, ..): &(DecisionItem, Decision, Product)) -> Gate {
        Gate::Product(Permission::RecordDecisions, link.product_id)
    }

    fn carry_out(
        &self,
        desk: &Desk<'_>,
        (link, decision, product): (DecisionItem, Decision, Product),
    ) -> Result<DecisionDone> {
        let archived_at = link.archived_at.or(Some(desk.now()));
        desk.change(&link, &DecisionItem { archived_at, ..link.clone() })?;
        Ok(DecisionDone::of(&decision, &product))
    }

    fn sentence(&self, done: &DecisionDone) -> String {
        format!("{} is not about it any more.", done.key)
    }
}
