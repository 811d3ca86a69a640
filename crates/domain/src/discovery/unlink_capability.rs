//! A capability that is not for a need after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::capabilities::{self, CapabilityNeed};
use super::{Need, NeedId};
use crate::market::comparison::{Capability, CapabilityDone, CapabilityId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that a capability is not for a need any more.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UnlinkCapability {
    pub capability: CapabilityId,
    pub need: NeedId,
}

impl Command for UnlinkCapability {
    const NAME: &'static str = "unlink_capability";
    type Subject = (Need, Capability);
    type Done = CapabilityDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Need, Capability)> {
        Ok((desk.load(self.need)?, desk.load(self.capability)?))
    }

    fn gate(&self, (need, _): &(Need, Capability)) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, need.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (need, capability): (Need, Capability)) -> Result<CapabilityDone> {
        let linked = capabilities::linked(desk, need.id, capability.id)?.found("capability")?;
        let archived_at = linked.archived_at.or(Some(desk.now()));
        desk.change(&linked, &CapabilityNeed { archived_at, ..linked.clone() })?;
        Ok(CapabilityDone::of(&capability))
    }

    fn sentence(&self, done: &CapabilityDone) -> String {
        format!("“{}” is no longer for this need.", done.title)
    }
}
