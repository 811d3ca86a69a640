//! A release that was put away is planned again.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_release::{ReleaseDone, load};
use super::{Release, ReleaseId};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Restore an archived release. The stories it had are not put back; take the archiving back for that.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreRelease {
    pub release: ReleaseId,
}

impl Command for RestoreRelease {
    const NAME: &'static str = "restore_release";
    type Subject = (Release, Product);
    type Done = ReleaseDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Release, Product)> {
        load(desk, self.release)
    }

    fn gate(&self, (release, _): &(Release, Product)) -> Gate {
        Gate::Product(Permission::ReleaseStories, release.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (release, product): (Release, Product)) -> Result<ReleaseDone> {
        desk.change(&release, &Release { archived_at: None, ..release.clone() })?;
        Ok(ReleaseDone::of(&release, &product))
    }

    fn sentence(&self, done: &ReleaseDone) -> String {
        format!("{} is planned again.", done.version)
    }
}
