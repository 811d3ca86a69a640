//! A feature answers a need no longer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FeatureDone, FeatureId, FeatureNeed, InProduct, queries};
use crate::discovery::NeedId;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that a feature does not answer a need.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StopAnsweringNeed {
    pub feature: FeatureId,
    pub need: NeedId,
}

impl Command for StopAnsweringNeed {
    const NAME: &'static str = "stop_answering_need";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        let linked =
            queries::feature_need(desk.tx, desk.workspace(), self.feature, self.need)?.found("need")?;
        let archived_at = linked.archived_at.or(Some(desk.now()));
        desk.change(&linked, &FeatureNeed { archived_at, ..linked.clone() })?;
        Ok(FeatureDone::of(&subject))
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("{} no longer answers the need.", done.key)
    }
}
