//! A feature that counts nowhere any more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Feature, FeatureDone, FeatureId, InProduct};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Archive a feature. It keeps its history; its stories stay.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveFeature {
    pub feature: FeatureId,
}

impl Command for ArchiveFeature {
    const NAME: &'static str = "archive_feature";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load_also_archived(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        let archived_at = subject.feature.archived_at.or(Some(desk.now()));
        desk.change(&subject.feature, &Feature { archived_at, ..subject.feature.clone() })?;
        Ok(FeatureDone::of(&subject))
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("{} was archived.", done.key)
    }
}
