//! The manager offers a feature to the owner.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::assumptions::queries::assumptions_now;
use super::assumptions::rules::untested;
use super::{Decision, EntryKind, FeatureDone, FeatureId, InProduct, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Offer a feature to the owner. Empty fields, and a riskiest assumption that nothing has tried, are named and never bar
/// it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OfferFeature {
    pub feature: FeatureId,
    /// A word to the owner; at most 5,000 characters.
    #[serde(default)]
    pub body: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct FeatureOffered {
    #[serde(flatten)]
    pub feature: FeatureDone,
    /// Its riskiest assumption, where nothing has tried it yet.
    pub untested: Option<String>,
}

impl Command for OfferFeature {
    const NAME: &'static str = "offer_feature";
    type Subject = InProduct;
    type Done = FeatureOffered;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureOffered> {
        rules::may_offer(subject.feature.decision)?;
        let body = text::body("body", "the word to the owner", &self.body, rules::WORD_MAX)?;
        subject.enter(desk, EntryKind::Offered, body)?;
        let rests_on = assumptions_now(desk.tx, desk.workspace(), subject.feature.id)?;
        let untested = untested(&rests_on).map(|riskiest| riskiest.statement.clone());
        Ok(FeatureOffered { feature: subject.decide(desk, Decision::Offered, String::new())?, untested })
    }

    fn sentence(&self, done: &FeatureOffered) -> String {
        let FeatureDone { key, empty, .. } = &done.feature;
        let empty = rules::empty_words(empty);
        let untested = done.untested.as_ref().map(|riskiest| format!(" Not tried yet: “{riskiest}”"));
        format!("{key} is offered to the owner{empty}{}", untested.unwrap_or_default())
    }
}
