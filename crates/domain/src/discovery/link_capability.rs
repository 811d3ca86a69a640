//! Which need a capability is for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Need, NeedId, capabilities};
use crate::market::comparison::{Capability, CapabilityDone, CapabilityId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say which need a capability is for: who asked for the need asks for it. It may be for several.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct LinkCapability {
    pub capability: CapabilityId,
    pub need: NeedId,
}

impl Command for LinkCapability {
    const NAME: &'static str = "link_capability";
    type Subject = (Need, Capability);
    type Done = CapabilityDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Need, Capability)> {
        Ok((desk.load(self.need)?, desk.load(self.capability)?))
    }

    fn gate(&self, (need, _): &(Need, Capability)) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, need.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (need, capability): (Need, Capability)) -> Result<CapabilityDone> {
        capabilities::link(desk, (need.id, need.product_id), &capability)?;
        Ok(CapabilityDone::of(&capability))
    }

    fn sentence(&self, done: &CapabilityDone) -> String {
        format!("“{}” is for this need now.", done.title)
    }
}
