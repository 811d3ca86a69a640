//! The manager offers a feature to the owner.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, EntryKind, FeatureDone, FeatureId, InProduct, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Offer a feature to the owner. Empty fields are named and never bar it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OfferFeature {
    pub feature: FeatureId,
    /// A word to the owner; at most 5,000 characters.
    #[serde(default)]
    pub body: String,
}

impl Command for OfferFeature {
    const NAME: &'static str = "offer_feature";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        rules::may_offer(subject.feature.decision)?;
        let body = text::body("body", "the word to the owner", &self.body, rules::WORD_MAX)?;
        subject.enter(desk, EntryKind::Offered, body)?;
        subject.decide(desk, Decision::Offered, String::new())
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("{} is offered to the owner{}", done.key, rules::empty_words(&done.empty))
    }
}
