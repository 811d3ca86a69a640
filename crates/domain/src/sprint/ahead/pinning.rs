//! What the commands of pinning share: a story, its product, and what is said of it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{SprintPin, SprintPinId};
use crate::backlog::{Story, StoryId};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::SprintId;
use crate::spine::item::Item;
use crate::spine::refusal::Result;
use crate::sprint::plan::{lookup, rules};

/// A story to be pinned, and the product whose owner pins it.
pub struct StoryOf {
    pub story: Story,
    pub product: Product,
}

impl StoryOf {
    pub(super) fn load(desk: &Desk<'_>, id: StoryId) -> Result<Self> {
        let story: Story = desk.load(id.0)?;
        let product = desk.load(story.product_id.0)?;
        Ok(Self { story, product })
    }

    pub(super) fn key(&self) -> String {
        format!("{}-{}", self.product.prefix, self.story.number)
    }

    /// Refuses what is built, or being built in a sprint that runs.
    pub(super) fn refuse_unplannable(&self, desk: &Desk<'_>) -> Result<()> {
        rules::may_be_planned(&self.story, &self.key())?;
        match self.story.sprint_id {
            Some(sprint) => lookup::refuse_running(desk, sprint, &self.key()),
            None => Ok(()),
        }
    }

    /// Its row, also one that was put away.
    pub(super) fn pin(&self, desk: &Desk<'_>) -> Result<Option<SprintPin>> {
        let sql = format!("{} where workspace_id = $1 and story_id = $2", SprintPin::select());
        Ok(desk.tx.maybe(&sql, &[&desk.workspace(), &self.story.id])?)
    }

    /// Writes down where it stands fast.
    pub(super) fn stands(&self, desk: &Desk<'_>, sprint_id: Option<SprintId>) -> Result<PinDone> {
        let id = match self.pin(desk)? {
            Some(pin) => {
                let after = SprintPin { sprint_id, archived_at: None, ..pin.clone() };
                desk.change(&pin, &after)?;
                pin.id
            }
            None => {
                let id = desk.moment.id();
                desk.add(&SprintPin {
                    id,
                    product_id: self.product.id,
                    story_id: self.story.id,
                    sprint_id,
                    created_at: desk.now(),
                    created_by: desk.actor.person,
                    archived_at: None,
                })?;
                id
            }
        };
        Ok(PinDone { id, key: self.key(), sprint: None })
    }
}

/// What a caller learns of a story that was pinned, kept out or freed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PinDone {
    pub id: SprintPinId,
    pub key: String,
    /// The number of the sprint to which it is pinned.
    pub sprint: Option<i64>,
}
