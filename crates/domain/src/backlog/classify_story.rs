//! What sort of work a story is, and why it is there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InProduct, Kind, Purpose, Story, StoryDone, StoryId};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Set what sort of work a story is, or why it is there.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ClassifyStory {
    pub story: StoryId,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub kind: Option<Kind>,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub purpose: Option<Purpose>,
}

impl Command for ClassifyStory {
    const NAME: &'static str = "classify_story";
    type Subject = InProduct;
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::WriteStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<StoryDone> {
        let story = &subject.story;
        let kind = self.kind.unwrap_or(story.kind);
        let purpose = self.purpose.or(story.purpose);
        desk.change(story, &Story { kind, purpose, ..story.clone() })?;
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        match (self.kind, self.purpose) {
            (Some(kind), _) => format!("{} is a {} now.", done.key, kind.as_str()),
            (None, Some(purpose)) => format!("{} is there for: {}.", done.key, purpose.as_str()),
            (None, None) => format!("{} stays as it is.", done.key),
        }
    }
}
