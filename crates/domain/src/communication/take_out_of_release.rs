//! Stories leave a release.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_release::{ReleaseDone, load};
use super::put_in_release::chosen;
use super::{Release, ReleaseId, rules};
use crate::backlog::{Story, StoryId};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Take stories out of a release that is planned. They stay where they are in the backlog.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TakeOutOfRelease {
    pub release: ReleaseId,
    /// At most 500; those that are not in it are passed over.
    #[serde(default)]
    pub stories: Vec<StoryId>,
}

impl Command for TakeOutOfRelease {
    const NAME: &'static str = "take_out_of_release";
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
        for story in chosen(desk, &self.stories)? {
            if story.release_id == Some(release.id) {
                desk.change(&story, &Story { release_id: None, ..story.clone() })?;
            }
        }
        Ok(ReleaseDone::of(&release, &product))
    }

    fn sentence(&self, done: &ReleaseDone) -> String {
        match self.stories.len() {
            1 => format!("One story left {}.", done.version),
            n => format!("{n} stories left {}.", done.version),
        }
    }
}
