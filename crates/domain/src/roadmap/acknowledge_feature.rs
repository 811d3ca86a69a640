//! The owner agrees to what changed since the feature was taken.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, EntryKind, Feature, FeatureDone, FeatureId, InProduct, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Take the changes that were made to a feature since it was taken.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AcknowledgeFeature {
    pub feature: FeatureId,
}

impl Command for AcknowledgeFeature {
    const NAME: &'static str = "acknowledge_feature";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::TakeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        let newest = subject.newest_edit(desk)?;
        if subject.feature.decision != Decision::Taken || !rules::was_changed(&subject.feature, newest) {
            return Refusal::conflict("Nothing changed since it was taken.");
        }
        subject.enter(desk, EntryKind::Acknowledged, String::new())?;
        desk.change(&subject.feature, &Feature { acknowledged_seq: newest, ..subject.feature.clone() })?;
        Ok(FeatureDone::of(&subject))
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("The change of {} is taken.", done.key)
    }
}
