//! The words of a story.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InProduct, StoryDone, StoryId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::{desk, text};

/// Edit one text of a story. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditStory {
    pub story: StoryId,
    pub field: StoryText,
    /// The title: 1 to 200 characters. Role, want and benefit: 500. The description: 50,000.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

/// Which text of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StoryText {
    Title,
    Role,
    Want,
    Benefit,
    Description,
}

impl Command for EditStory {
    const NAME: &'static str = "edit_story";
    type Subject = InProduct;
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::WriteStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<StoryDone> {
        let mut story = subject.story.clone();
        let place = match self.field {
            StoryText::Title => &mut story.title,
            StoryText::Role => &mut story.role,
            StoryText::Want => &mut story.want,
            StoryText::Benefit => &mut story.benefit,
            StoryText::Description => &mut story.description,
        };
        let new = match self.field {
            StoryText::Title => text::line("text", "a title", &self.text, text::TITLE_MAX)?,
            StoryText::Description => text::body("text", "the description", &self.text, text::BODY_MAX)?,
            _ => text::optional_line("text", "this", &self.text, text::LINE_MAX)?,
        };
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        *place = new;
        desk.change(&subject.story, &story)?;
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        format!("{} was edited.", done.key)
    }
}
