//! The owner sends a story back: not yet what it was for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::accept_story::record;
use super::{Ruling, rules};
use crate::backlog::{InProduct, State, Story, StoryDone, StoryId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Send a story back that is done, with what is missing. Its verdicts stay.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SendBackStory {
    pub story: StoryId,
    /// What is missing: 1 to 500 characters.
    pub reason: String,
}

impl Command for SendBackStory {
    const NAME: &'static str = "send_back_story";
    type Subject = InProduct;
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::AcceptStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<StoryDone> {
        let before = &subject.story;
        rules::refuse_unless_done(before.state)?;
        let reason = text::line("reason", "what is missing", &self.reason, text::LINE_MAX)?;
        record(desk, before, Ruling::SentBack, reason)?;
        let back = Story { state: State::Doing, column_id: None, done_at: None, ..before.clone() };
        desk.change(before, &back)?;
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        format!("{} was sent back.", done.key)
    }
}
