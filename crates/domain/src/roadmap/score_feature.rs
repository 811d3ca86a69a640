//! What a feature is worth: the terms of RICE.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Feature, FeatureDone, FeatureId, InProduct, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Score a feature by RICE: reach · impact · confidence ÷ effort. An empty term takes it away.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ScoreFeature {
    pub feature: FeatureId,
    /// How many customers it reaches in a quarter.
    #[serde(default)]
    pub reach: String,
    /// For each of them: `0.25`, `0.5`, `1`, `2` or `3`.
    #[serde(default)]
    pub impact: String,
    /// In percent, 0 to 100.
    #[serde(default)]
    pub confidence: String,
    /// In person-months, more than 0.
    #[serde(default)]
    pub effort: String,
}

impl Command for ScoreFeature {
    const NAME: &'static str = "score_feature";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        if !subject.product.formula.is_empty() {
            return Refusal::conflict("The features of this product are scored by a formula of its own.");
        }
        let after = Feature {
            reach: rules::reach(&self.reach)?,
            impact_percent: rules::impact(&self.impact)?,
            confidence_percent: rules::confidence(&self.confidence)?,
            effort_tenths: rules::effort(&self.effort)?,
            ..subject.feature.clone()
        };
        desk.change(&subject.feature, &after)?;
        Ok(FeatureDone::of(&subject))
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("{} was scored.", done.key)
    }
}
