//! Who works on a story.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InProduct, Story, StoryDone, StoryId};
use crate::people::{Person, queries};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Assign a story to somebody who holds a role in its product, or to nobody.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AssignStory {
    pub story: StoryId,
    /// Empty: nobody.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub person: Option<PersonId>,
}

impl Command for AssignStory {
    const NAME: &'static str = "assign_story";
    type Subject = InProduct;
    type Done = StoryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::EstimateStories, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<StoryDone> {
        if let Some(person) = self.person {
            let person: Person = desk.load(person.0)?;
            if person.archived_at.is_some() {
                return Refusal::conflict(format!("{} has left; choose somebody else.", person.name));
            }
            if !queries::holds_any_role(desk.tx, desk.workspace(), person.id, subject.story.product_id)? {
                return Refusal::conflict(format!(
                    "{} holds no role in this product; give one first.",
                    person.name
                ));
            }
        }
        desk.change(&subject.story, &Story { assignee_id: self.person, ..subject.story.clone() })?;
        Ok(StoryDone::of(&subject))
    }

    fn sentence(&self, done: &StoryDone) -> String {
        match self.person {
            Some(_) => format!("{} is assigned.", done.key),
            None => format!("{} is assigned to nobody.", done.key),
        }
    }
}
