//! The manager concludes whether a feature helped.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::outcomes;
use crate::people::Product;
use crate::roadmap::{Feature, FeatureId, Outcome};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Conclude whether a feature helped those who asked for it, from what they answered and what was measured.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ConcludeOutcome {
    pub feature: FeatureId,
    /// `helped`, `partly` or `not`.
    pub outcome: Outcome,
    /// What it is concluded from: 1 to 500 characters.
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct OutcomeConcluded {
    pub id: FeatureId,
    /// Such as `INV-34`.
    pub key: String,
}

impl Command for ConcludeOutcome {
    const NAME: &'static str = "conclude_outcome";
    type Subject = (Feature, Product);
    type Done = OutcomeConcluded;

    fn load(&self, desk: &Desk<'_>) -> Result<(Feature, Product)> {
        let feature: Feature = desk.load(self.feature)?;
        let product = desk.load(feature.product_id.0)?;
        Ok((feature, product))
    }

    fn gate(&self, (feature, _): &(Feature, Product)) -> Gate {
        Gate::Product(Permission::ConcludeOutcomes, feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Feature, Product)) -> Result<OutcomeConcluded> {
        if self.outcome == Outcome::Unknown {
            return Refusal::invalid("outcome", "Say whether it helped, helped in part, or did not.");
        }
        if outcomes::brought_by(desk.tx, desk.actor, &before)?.is_none() {
            return Refusal::conflict("Nothing of it is released yet, so nobody can know.");
        }
        let outcome_reason = text::line("reason", "what it is concluded from", &self.reason, text::LINE_MAX)?;
        let (outcome, concluded_at) = (self.outcome, Some(desk.now()));
        desk.change(&before, &Feature { outcome, outcome_reason, concluded_at, ..before.clone() })?;
        Ok(OutcomeConcluded { id: before.id, key: format!("{}-{}", product.prefix, before.number) })
    }

    fn sentence(&self, done: &OutcomeConcluded) -> String {
        let told = match self.outcome {
            Outcome::Helped => "helped",
            Outcome::Partly => "helped in part",
            Outcome::Not | Outcome::Unknown => "did not help",
        };
        format!("{} {told}.", done.key)
    }
}
