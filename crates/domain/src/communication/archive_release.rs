//! Putting a release away that will not happen.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_release::{ReleaseDone, load};
use super::{Release, ReleaseId, queries, rules};
use crate::backlog::Story;
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Archive a release that is planned: its stories are free for another one. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveRelease {
    pub release: ReleaseId,
}

impl Command for ArchiveRelease {
    const NAME: &'static str = "archive_release";
    type Subject = (Release, Product);
    type Done = ReleaseDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Release, Product)> {
        load(desk, self.release)
    }

    fn gate(&self, (release, _): &(Release, Product)) -> Gate {
        Gate::Product(Permission::ReleaseStories, release.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (release, product): (Release, Product)) -> Result<ReleaseDone> {
        rules::refuse_released(release.state, &release.version)?;
        if release.archived_at.is_none() {
            for row in queries::stories(desk.tx, desk.actor, &release)? {
                let story: Story = desk.load(row.id.0)?;
                desk.change(&story, &Story { release_id: None, ..story.clone() })?;
            }
            desk.change(&release, &Release { archived_at: Some(desk.now()), ..release.clone() })?;
        }
        Ok(ReleaseDone::of(&release, &product))
    }

    fn sentence(&self, done: &ReleaseDone) -> String {
        format!("{} was archived.", done.version)
    }
}
