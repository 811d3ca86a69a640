//! Bringing an archived story back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InProduct, Story, StoryDone, StoryId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Restore an archived story to where it stood.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreStory {
    pub story: StoryId,
}

impl Command for RestoreStory {
    const NAME: &'static str = "restore_story";
    type Subject = InProduct;
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load_also_archived(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::WriteStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<StoryDone> {
        desk.change(&subject.story, &Story { archived_at: None, ..subject.story.clone() })?;
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        format!("{} is back in the backlog.", done.key)
    }
}
