//! The owner declares a feature complete: enough, not necessarily all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{queries, rules};
use crate::backlog::State;
use crate::people::Product;
use crate::roadmap::{Feature, FeatureId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Declare a feature complete. Stories that are not accepted stay in the backlog, left out on purpose.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct CompleteFeature {
    pub feature: FeatureId,
    /// Why stories are left out, where some are; at most 500 characters.
    #[serde(default)]
    pub reason: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FeatureCompleted {
    pub id: FeatureId,
    /// Such as `INV-34`.
    pub key: String,
    /// How many of its stories are left out.
    pub left_out: usize,
}

impl Command for CompleteFeature {
    const NAME: &'static str = "complete_feature";
    type Subject = (Feature, Product);
    type Done = FeatureCompleted;

    fn load(&self, desk: &Desk<'_>) -> Result<(Feature, Product)> {
        let feature: Feature = desk.load(self.feature)?;
        let product = desk.load(feature.product_id.0)?;
        Ok((feature, product))
    }

    fn gate(&self, (feature, _): &(Feature, Product)) -> Gate {
        Gate::Product(Permission::AcceptStories, feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Feature, Product)) -> Result<FeatureCompleted> {
        if before.archived_at.is_some() {
            return Refusal::conflict("It is archived. Restore it first.");
        }
        let reason = text::optional_line("reason", "the reason", &self.reason, text::LINE_MAX)?;
        let stories = queries::stories_of_feature(desk.tx, desk.actor, product.id, before.id)?;
        let (accepted, open): (Vec<_>, Vec<_>) =
            stories.into_iter().partition(|story| story.state == State::Accepted);
        let open: Vec<String> =
            open.iter().map(|story| format!("{}-{}", product.prefix, story.number)).collect();
        rules::complete(&rules::Finishing {
            decision: before.decision,
            is_complete: before.completed_at.is_some(),
            accepted: accepted.len(),
            open: &open,
            reason: &reason,
        })?;
        let (completed_at, completion_reason) = (Some(desk.now()), reason);
        desk.change(&before, &Feature { completed_at, completion_reason, ..before.clone() })?;
        let key = format!("{}-{}", product.prefix, before.number);
        Ok(FeatureCompleted { id: before.id, key, left_out: open.len() })
    }

    fn sentence(&self, done: &FeatureCompleted) -> String {
        match done.left_out {
            0 => format!("{} is complete.", done.key),
            1 => format!("{} is complete; one story is left out.", done.key),
            n => format!("{} is complete; {n} stories are left out.", done.key),
        }
    }
}
