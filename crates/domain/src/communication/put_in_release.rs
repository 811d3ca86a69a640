//! Stories go into a release.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_release::{ReleaseDone, load};
use super::{Release, ReleaseId, rules};
use crate::backlog::{Story, StoryId};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Stories that one command moves at most.
pub const STORIES_MAX: usize = 500;

/// Put stories into a release that is planned. Those that are in another planned release leave that one.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PutInRelease {
    pub release: ReleaseId,
    /// At most 500.
    #[serde(default)]
    pub stories: Vec<StoryId>,
}

impl Command for PutInRelease {
    const NAME: &'static str = "put_in_release";
    type Subject = (Release, Product);
    type Done = ReleaseDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Release, Product)> {
        load(desk, self.release)
    }

    fn gate(&self, (release, _): &(Release, Product)) -> Gate {
        Gate::Product(Permission::ReleaseStories, release.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (release, product): (Release, Product)) -> Result<ReleaseDone> {
        if release.archived_at.is_some() {
            return Refusal::conflict("This release is archived.");
        }
        rules::refuse_released(release.state, &release.version)?;
        for story in chosen(desk, &self.stories)? {
            if story.product_id != product.id {
                return Refusal::conflict("A release brings stories of its own product.");
            }
            if story.archived_at.is_some() {
                return Refusal::conflict(format!("{}-{} is archived.", product.prefix, story.number));
            }
            refuse_if_out(desk, &story, release.id)?;
            desk.change(&story, &Story { release_id: Some(release.id), ..story.clone() })?;
        }
        Ok(ReleaseDone::of(&release, &product))
    }

    fn sentence(&self, done: &ReleaseDone) -> String {
        match self.stories.len() {
            1 => format!("One story is in {} now.", done.version),
            n => format!("{n} stories are in {} now.", done.version),
        }
    }
}

/// The stories that a command names, at least one.
pub(super) fn chosen(desk: &Desk<'_>, stories: &[StoryId]) -> Result<Vec<Story>> {
    if stories.is_empty() {
        return Refusal::invalid("stories", "Choose at least one story.");
    }
    if stories.len() > STORIES_MAX {
        return Refusal::over_limit(format!("Choose at most {STORIES_MAX} stories at once."));
    }
    stories.iter().map(|story| desk.load::<Story>(story.0)).collect()
}

/// Refuses to take a story out of a release that is out.
fn refuse_if_out(desk: &Desk<'_>, story: &Story, to: ReleaseId) -> Result<()> {
    match story.release_id.filter(|release| *release != to) {
        Some(other) => {
            let other: Release = desk.load(other)?;
            rules::refuse_released(other.state, &other.version)
        }
        None => Ok(()),
    }
}
