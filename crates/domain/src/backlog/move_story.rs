//! The owner's order: a story is put between two others.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{InProduct, Story, StoryId, queries};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::rank::Rank;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Move a story in the backlog: right below one story, or right above another. Neither: to the top.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MoveStory {
    pub story: StoryId,
    /// The story that will stand right above it. It wins where both are given and others lie between.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub after: Option<StoryId>,
    /// The story that will stand right below it.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub before: Option<StoryId>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StoryMoved {
    pub id: StoryId,
    pub key: String,
    /// Where it stands now, in words: "below INV-255", "at the top".
    pub place: String,
}

impl Command for MoveStory {
    const NAME: &'static str = "move_story";
    type Subject = InProduct;
    type Done = StoryMoved;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.story)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::OrderBacklog, subject.story.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<StoryMoved> {
        let (lower, upper, place) = self.neighbours(desk, &subject)?;
        let stays = lower.as_ref().is_none_or(|lower| *lower < subject.story.rank)
            && upper.as_ref().is_none_or(|upper| subject.story.rank < *upper);
        if !stays {
            let rank = Rank::between(lower.as_ref(), upper.as_ref());
            desk.change(&subject.story, &Story { rank, ..subject.story.clone() })?;
        }
        Ok(StoryMoved { id: subject.story.id, key: subject.key(), place })
    }

    fn sentence(&self, done: &StoryMoved) -> String {
        format!("{} moved {}.", done.key, done.place)
    }
}

type Gap = (Option<Rank>, Option<Rank>, String);

impl MoveStory {
    /// The ranks on both sides of the gap it is to go into, and the place in words.
    fn neighbours(&self, desk: &Desk<'_>, subject: &InProduct) -> Result<Gap> {
        let (workspace, product) = (desk.workspace(), subject.story.product_id);
        if let Some(after) = self.after {
            let above = self.other(desk, subject, after)?;
            let next = queries::next_rank(desk.tx, workspace, product, &above.rank, self.story)?;
            return Ok((
                Some(above.rank),
                next,
                format!("below {}-{}", subject.product.prefix, above.number),
            ));
        }
        if let Some(before) = self.before {
            let below = self.other(desk, subject, before)?;
            let previous = queries::previous_rank(desk.tx, workspace, product, &below.rank, self.story)?;
            return Ok((
                previous,
                Some(below.rank),
                format!("above {}-{}", subject.product.prefix, below.number),
            ));
        }
        let first = queries::first_rank(desk.tx, workspace, product)?;
        Ok((None, first.filter(|first| *first != subject.story.rank), "to the top".into()))
    }

    fn other(&self, desk: &Desk<'_>, subject: &InProduct, id: StoryId) -> Result<Story> {
        let other: Story = desk.load(id.0)?;
        if other.product_id != subject.story.product_id {
            return Refusal::conflict("A story is ordered among the stories of its own product.");
        }
        if id == self.story {
            return Refusal::conflict("A story cannot stand next to itself.");
        }
        Ok(other)
    }
}
