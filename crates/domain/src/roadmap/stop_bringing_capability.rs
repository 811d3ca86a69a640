//! A feature that does not bring a capability after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::capabilities::{self, CapabilityFeature};
use super::{Feature, FeatureId};
use crate::market::comparison::{Capability, CapabilityDone, CapabilityId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that a feature does not bring a capability.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StopBringingCapability {
    pub capability: CapabilityId,
    pub feature: FeatureId,
}

impl Command for StopBringingCapability {
    const NAME: &'static str = "stop_bringing_capability";
    type Subject = (Feature, Capability);
    type Done = CapabilityDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Feature, Capability)> {
        Ok((desk.load(self.feature)?, desk.load(self.capability)?))
    }

    fn gate(&self, (feature, _): &(Feature, Capability)) -> Gate {
        Gate::Product(Permission::ShapeFeatures, feature.product_id)
    }

    fn carry_out(
        &self,
        desk: &Desk<'_>,
        (feature, capability): (Feature, Capability),
    ) -> Result<CapabilityDone> {
        let linked = capabilities::linked(desk, feature.id, capability.id)?.found("capability")?;
        let archived_at = linked.archived_at.or(Some(desk.now()));
        desk.change(&linked, &CapabilityFeature { archived_at, ..linked.clone() })?;
        Ok(CapabilityDone::of(&capability))
    }

    fn sentence(&self, done: &CapabilityDone) -> String {
        format!("“{}” no longer comes with this feature.", done.title)
    }
}
