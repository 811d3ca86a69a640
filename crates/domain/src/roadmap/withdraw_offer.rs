//! The manager takes an offer back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, EntryKind, FeatureDone, FeatureId, InProduct, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Withdraw an offer that the owner has not taken. The feature is shaped on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct WithdrawOffer {
    pub feature: FeatureId,
    /// At most 5,000 characters.
    #[serde(default)]
    pub body: String,
}

impl Command for WithdrawOffer {
    const NAME: &'static str = "withdraw_offer";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        if subject.feature.decision != Decision::Offered {
            return Refusal::conflict("Nothing is offered that could be withdrawn.");
        }
        let body = text::body("body", "the reason", &self.body, rules::WORD_MAX)?;
        subject.enter(desk, EntryKind::Withdrawn, body)?;
        subject.decide(desk, Decision::Shaping, String::new())
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("{} is no longer offered.", done.key)
    }
}
