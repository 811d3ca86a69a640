//! The owner accepts a story: it does what it was for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Acceptance, Ruling, queries, rules};
use crate::backlog::{InProduct, State, Story, StoryDone, StoryId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Accept a story that is done. One criterion without a verdict bars it; one that is not met asks for a reason.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AcceptStory {
    pub story: StoryId,
    /// Why, where there are no criteria or one is not met; it stays on the record. At most 500 characters.
    #[serde(default)]
    pub reason: String,
}

impl Command for AcceptStory {
    const NAME: &'static str = "accept_story";
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
        let reason = text::optional_line("reason", "the reason", &self.reason, text::LINE_MAX)?;
        rules::accept(before.state, queries::standing(desk.tx, desk.actor, before)?, &reason)?;
        record(desk, before, Ruling::Accepted, reason)?;
        let accepted_at = Some(desk.now());
        desk.change(before, &Story { state: State::Accepted, accepted_at, ..before.clone() })?;
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        format!("{} is accepted.", done.key)
    }
}

/// Writes down what was ruled, and why.
pub(super) fn record(desk: &Desk<'_>, story: &Story, ruling: Ruling, reason: String) -> Result<()> {
    desk.add(&Acceptance {
        id: desk.moment.id(),
        product_id: story.product_id,
        story_id: story.id,
        ruling,
        reason,
        created_at: desk.now(),
        created_by: desk.actor.person,
        archived_at: None,
    })
}
