//! A hint that does not help here.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rules;
use crate::backlog::{InProduct, Story, StoryDone, StoryId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Put a hint on a story aside, until its words change.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PutHintAside {
    pub story: StoryId,
    /// Its name as the story has it, such as `vague_word:quickly`.
    pub hint: String,
}

impl Command for PutHintAside {
    const NAME: &'static str = "put_hint_aside";
    type Subject = InProduct;
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::WriteStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<StoryDone> {
        let hints_aside = rules::put_aside(&subject.story.hints_aside, &rules::known(&self.hint)?);
        desk.change(&subject.story, &Story { hints_aside, ..subject.story.clone() })?;
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        format!("A hint on {} was put aside.", done.key)
    }
}
