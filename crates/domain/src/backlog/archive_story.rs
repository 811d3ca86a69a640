//! Putting a story away.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InProduct, Story, StoryDone, StoryId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Archive a story: it leaves the backlog and keeps its history. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveStory {
    pub story: StoryId,
}

impl Command for ArchiveStory {
    const NAME: &'static str = "archive_story";
    type Subject = InProduct;
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load_also_archived(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::WriteStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<StoryDone> {
        if subject.story.archived_at.is_none() {
            desk.change(&subject.story, &Story { archived_at: Some(desk.now()), ..subject.story.clone() })?;
        }
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        format!("{} was archived.", done.key)
    }
}
