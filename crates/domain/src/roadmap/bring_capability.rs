//! Which feature brings a capability.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Feature, FeatureId, capabilities};
use crate::market::comparison::{Capability, CapabilityDone, CapabilityId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that a feature brings a capability: built, it closes the gap. Several may bring it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct BringCapability {
    pub capability: CapabilityId,
    pub feature: FeatureId,
}

impl Command for BringCapability {
    const NAME: &'static str = "bring_capability";
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
        capabilities::link(desk, (feature.id, feature.product_id), &capability)?;
        Ok(CapabilityDone::of(&capability))
    }

    fn sentence(&self, done: &CapabilityDone) -> String {
        format!("“{}” comes with this feature now.", done.title)
    }
}
