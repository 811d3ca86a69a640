//! The thread in which manager and owner talk a feature over.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{EntryKind, FeatureDone, FeatureId, InProduct, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::rights::Role;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Ask or answer in the thread of a feature. The owner asks, the manager answers; nothing else changes.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DiscussFeature {
    pub feature: FeatureId,
    /// 1 to 5,000 characters.
    pub body: String,
}

impl Command for DiscussFeature {
    const NAME: &'static str = "discuss_feature";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::DiscussFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        let body = text::body("body", "what you say", &self.body, rules::WORD_MAX)?;
        if body.is_empty() {
            return Refusal::invalid("body", "Write a question or an answer.");
        }
        let manager = desk.actor.holds(Role::Manager, subject.feature.product_id);
        subject.enter(desk, if manager { EntryKind::Answered } else { EntryKind::Asked }, body)?;
        Ok(FeatureDone::of(&subject))
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("It stands in the thread of {}.", done.key)
    }
}
