//! A feature that is parked, declined, stopped, or shaped again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, FeatureDone, FeatureId, InProduct, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Park, decline or stop a feature with a reason, or shape it again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SettleFeature {
    pub feature: FeatureId,
    /// `parked`, `declined`, `stopped`, `idea` or `shaping`.
    pub decision: Decision,
    /// Goes back to who asked; at most 500 characters.
    #[serde(default)]
    pub reason: String,
}

impl Command for SettleFeature {
    const NAME: &'static str = "settle_feature";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        let reason = text::optional_line("reason", "the reason", &self.reason, text::LINE_MAX)?;
        rules::may_settle(subject.feature.decision, self.decision, &reason)?;
        subject.decide(desk, self.decision, reason)
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("{} is {} now.", done.key, rules::decision_word(self.decision))
    }
}
