//! An update that is put away.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Addressed, StatusUpdate, StatusUpdateId, UpdateDone};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Put a draft away, or a published update: it is read nowhere any more. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveUpdate {
    pub update: StatusUpdateId,
}

impl Command for ArchiveUpdate {
    const NAME: &'static str = "archive_update";
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
        let archived_at = before.archived_at.or(Some(desk.now()));
        desk.change(before, &StatusUpdate { archived_at, ..before.clone() })?;
        Ok(subject.done(before))
    }

    fn sentence(&self, done: &UpdateDone) -> String {
        format!("{} is put away.", done.key)
    }
}
