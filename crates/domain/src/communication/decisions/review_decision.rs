//! A decision is looked at again, and kept.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, DecisionDone, DecisionId, load, refuse_archived, rules, today};
use crate::people::Product;
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Keep a decision that was looked at again, and say when it is looked at next. To change it, make another one and let
/// that stand in its place.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReviewDecision {
    pub decision: DecisionId,
    /// A day to come; empty: never again.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub review_on: Option<Day>,
}

impl Command for ReviewDecision {
    const NAME: &'static str = "review_decision";
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
        rules::may_review(before.state)?;
        let review_on = rules::review_on(self.review_on, today(desk, &product))?;
        let after = Decision { review_on, ..before.clone() };
        desk.change(&before, &after)?;
        Ok(DecisionDone::of(&after, &product))
    }

    fn sentence(&self, done: &DecisionDone) -> String {
        match self.review_on {
            Some(day) => {
                format!("{} holds. It comes back on {}.", done.key, day.date().strftime("%-d %B %Y"))
            }
            None => format!("{} holds.", done.key),
        }
    }
}
