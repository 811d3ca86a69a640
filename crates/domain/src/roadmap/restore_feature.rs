//! An archived feature comes back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Feature, FeatureDone, FeatureId, InProduct};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Restore an archived feature as it was.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreFeature {
    pub feature: FeatureId,
}

impl Command for RestoreFeature {
    const NAME: &'static str = "restore_feature";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load_also_archived(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        desk.change(&subject.feature, &Feature { archived_at: None, ..subject.feature.clone() })?;
        Ok(FeatureDone::of(&subject))
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("{} is back.", done.key)
    }
}
