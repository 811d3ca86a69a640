//! Somebody of the team objects to a story.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SprintDone, SprintOf};
use super::{lookup, voice};
use crate::backlog::{Story, StoryId};
use crate::spine::desk::Desk;
use crate::spine::id::SprintId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;
use crate::sprint::{SprintVoice, Stance};

/// Object to a story of a planned sprint, with a sentence that says why.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ObjectToStory {
    pub sprint: SprintId,
    pub story: StoryId,
    /// Why, in 1 to 500 characters.
    pub body: String,
}

impl Command for ObjectToStory {
    const NAME: &'static str = "object_to_story";
    type Subject = SprintOf;
    type Done = SprintDone;

    fn load(&self, desk: &Desk<'_>) -> Result<SprintOf> {
        SprintOf::load(desk, self.sprint)
    }

    fn gate(&self, of: &SprintOf) -> Gate {
        Gate::Product(Permission::SpeakOnSprints, of.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, of: SprintOf) -> Result<SprintDone> {
        of.refuse_unless_planned()?;
        let Some(person_id) = desk.actor.person else {
            return Refusal::not_allowed("Only people object to a story.");
        };
        let story: Story = desk.load(self.story.0)?;
        if story.sprint_id != Some(of.sprint.id) {
            return Refusal::invalid("story", "This story is not in the sprint.");
        }
        let body = text::line("body", "why", &self.body, text::LINE_MAX)?;
        // Who objects no longer agrees.
        for before in lookup::voices_of(desk.tx, desk.workspace(), of.sprint.id, person_id)? {
            if before.stance == Stance::Agrees {
                desk.change(&before, &SprintVoice { archived_at: Some(desk.now()), ..before.clone() })?;
            }
        }
        let voice = voice::agrees(desk, &of.sprint, person_id);
        desk.add(&voice::objects(voice, story.id, body))?;
        Ok(of.done())
    }

    fn sentence(&self, done: &SprintDone) -> String {
        format!("You object to a story of sprint {}.", done.number)
    }
}
