//! What was open is decided.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, DecisionDone, DecisionId, DecisionState, load, refuse_archived, rules, today};
use crate::people::Product;
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Decide what was open: the choice, its reasons, and when it is looked at again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MakeDecision {
    pub decision: DecisionId,
    /// What was chosen: 1 to 50,000 characters.
    pub choice: String,
    /// Why: 1 to 50,000 characters.
    pub reasons: String,
    /// A day to come; empty: never.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub review_on: Option<Day>,
}

impl Command for MakeDecision {
    const NAME: &'static str = "make_decision";
    type Subject = (Decision, Product);
    type Done = DecisionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Decision, Product)> {
        load(desk, self.decision)
    }

    fn gate(&self, (decision, _): &(Decision, Product)) -> Gate {
        Gate::Product(Permission::RecordDecisions, decision.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Decision, Product)) -> Result<DecisionDone> {
        refuse_archived(&before)?;
        let choice = text::body("choice", "the choice", &self.choice, text::BODY_MAX)?;
        let reasons = text::body("reasons", "the reasons", &self.reasons, text::BODY_MAX)?;
        rules::may_make(before.state, &choice, &reasons)?;
        let after = Decision {
            choice,
            reasons,
            state: DecisionState::Decided,
            review_on: rules::review_on(self.review_on, today(desk, &product))?,
            decided_at: Some(desk.now()),
            decided_by: desk.actor.person,
            ..before.clone()
        };
        desk.change(&before, &after)?;
        Ok(DecisionDone::of(&after, &product))
    }

    fn sentence(&self, done: &DecisionDone) -> String {
        format!("{} is decided.", done.key)
    }
}
