//! An archived capability comes back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Capability, CapabilityDone, CapabilityId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Bring an archived capability back.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreCapability {
    pub capability: CapabilityId,
}

impl Command for RestoreCapability {
    const NAME: &'static str = "restore_capability";
    type Subject = Capability;
    type Done = CapabilityDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Capability> {
        desk.load(self.capability)
    }

    fn gate(&self, subject: &Capability) -> Gate {
        Gate::Product(Permission::SetDirection, subject.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Capability) -> Result<CapabilityDone> {
        let archived_at = None;
        desk.change(&before, &Capability { archived_at, ..before.clone() })?;
        Ok(CapabilityDone::of(&before))
    }

    fn sentence(&self, done: &CapabilityDone) -> String {
        format!("“{}” is back.", done.title)
    }
}
