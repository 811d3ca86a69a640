//! A story is kept out of the planned sprints.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::pinning::{PinDone, StoryOf};
use crate::backlog::StoryId;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Keep a story out of all planned sprints: no proposal that plans ahead puts it in.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct KeepStoryOut {
    pub story: StoryId,
}

impl Command for KeepStoryOut {
    const NAME: &'static str = "keep_story_out";
    type Subject = StoryOf;
    type Done = PinDone;

    fn load(&self, desk: &Desk<'_>) -> Result<StoryOf> {
        StoryOf::load(desk, self.story)
    }

    fn gate(&self, of: &StoryOf) -> Gate {
        Gate::Product(Permission::PlanSprints, of.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, of: StoryOf) -> Result<PinDone> {
        of.refuse_unplannable(desk)?;
        if of.story.must_have {
            return Refusal::conflict(format!(
                "{} has to be in the next sprint. Take that back on the sprint plan first.",
                of.key()
            ));
        }
        of.stands(desk, None)
    }

    fn sentence(&self, done: &PinDone) -> String {
        format!("{} is kept out of the planned sprints.", done.key)
    }
}
