//! A story is done, as those say who built it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InProduct, State, Story, StoryDone, StoryId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that a story is done, without a board: it waits to be accepted from now on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct FinishStory {
    pub story: StoryId,
}

impl Command for FinishStory {
    const NAME: &'static str = "finish_story";
    type Subject = InProduct;
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::WorkOnBoard, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<StoryDone> {
        let before = &subject.story;
        match before.state {
            State::Proposed => return Refusal::conflict("It is a proposal still. Take it in first."),
            State::Accepted => return Refusal::conflict("It is accepted already."),
            State::Done => {}
            State::Todo | State::Doing => {
                let (state, done_at) = (State::Done, Some(desk.now()));
                desk.change(before, &Story { state, done_at, column_id: None, ..before.clone() })?;
            }
        }
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        format!("{} is done and waits to be accepted.", done.key)
    }
}
