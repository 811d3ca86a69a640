//! The owner takes a proposed story into the backlog.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InProduct, State, Story, StoryDone, StoryId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Take a proposed story in: from now on it is to do.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TakeInStory {
    pub story: StoryId,
}

impl Command for TakeInStory {
    const NAME: &'static str = "take_in_story";
    type Subject = InProduct;
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::WriteStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<StoryDone> {
        if subject.story.state != State::Proposed {
            return Refusal::conflict(format!("{} is in the backlog already.", subject.key()));
        }
        desk.change(&subject.story, &Story { state: State::Todo, ..subject.story.clone() })?;
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        format!("{} is in the backlog now.", done.key)
    }
}
