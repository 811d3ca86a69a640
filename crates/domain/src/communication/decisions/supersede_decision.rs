//! Another decision stands in its place.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, DecisionDone, DecisionId, DecisionState, load, refuse_archived, rules};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Let another decision of the product stand in the place of this one. Both stay and name each other.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SupersedeDecision {
    pub decision: DecisionId,
    /// The one that holds from now on; it is decided.
    pub by: DecisionId,
}

impl Command for SupersedeDecision {
    const NAME: &'static str = "supersede_decision";
    type Subject = (Decision, Product, Decision);
    type Done = DecisionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Decision, Product, Decision)> {
        let (decision, product) = load(desk, self.decision)?;
        let by: Decision = desk.load(self.by)?;
        if by.product_id != product.id {
            return Refusal::not_found("decision");
        }
        Ok((decision, product, by))
    }

    fn gate(&self, (decision, ..): &(Decision, Product, Decision)) -> Gate {
        Gate::Product(Permission::RecordDecisions, decision.product_id)
    }

    fn carry_out(
        &self,
        desk: &Desk<'_>,
        (before, product, by): (Decision, Product, Decision),
    ) -> Result<DecisionDone> {
        refuse_archived(&before)?;
        refuse_archived(&by)?;
        rules::may_supersede(before.state, by.state, before.id == by.id)?;
        let (state, superseded_by_id) = (DecisionState::Superseded, Some(by.id));
        let after = Decision { state, superseded_by_id, review_on: None, ..before.clone() };
        desk.change(&before, &after)?;
        Ok(DecisionDone::of(&after, &product))
    }

    fn sentence(&self, done: &DecisionDone) -> String {
        format!("{} is superseded.", done.key)
    }
}
