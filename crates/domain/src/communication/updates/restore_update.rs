//! An update that is back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Addressed, StatusUpdate, StatusUpdateId, UpdateDone};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Restore an update that was put away.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreUpdate {
    pub update: StatusUpdateId,
}

impl Command for RestoreUpdate {
    const NAME: &'static str = "restore_update";
    type Subject = Addressed;
    type Done = UpdateDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Addressed> {
        Addressed::load(desk, self.update)
    }

    fn gate(&self, subject: &Addressed) -> Gate {
        Gate::Product(Permission::TellAudiences, subject.update.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: Addressed) -> Result<UpdateDone> {
        let before = &subject.update;
        let archived_at = None;
        desk.change(before, &StatusUpdate { archived_at, ..before.clone() })?;
        Ok(subject.done(before))
    }

    fn sentence(&self, done: &UpdateDone) -> String {
        format!("{} is back.", done.key)
    }
}
