//! One story waits for another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Dependency, DependencyId, InProduct, StoryId, rules, waiting};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that a story can only be built after another.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddDependency {
    /// What waits.
    pub story: StoryId,
    /// What has to be there first.
    pub blocker: StoryId,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DependencyDone {
    pub id: DependencyId,
    pub key: String,
    pub blocker: String,
}

impl Command for AddDependency {
    const NAME: &'static str = "add_dependency";
    type Subject = (InProduct, InProduct);
    type Done = DependencyDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(InProduct, InProduct)> {
        Ok((InProduct::load(desk, self.story)?, InProduct::load(desk, self.blocker)?))
    }

    fn gate(&self, (story, _): &(InProduct, InProduct)) -> Gate {
        Gate::Product(Permission::WriteStories, story.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (story, blocker): (InProduct, InProduct)) -> Result<DependencyDone> {
        if story.product.id != blocker.product.id {
            return Refusal::conflict("A story waits for stories of its own product.");
        }
        let links = waiting::blockers_from(desk.tx, desk.workspace(), self.blocker)?;
        if let Some(circle) = rules::circle(&links, self.story, self.blocker) {
            let keys = waiting::keys(desk.tx, desk.workspace(), &story.product.prefix, &circle)?;
            let sentence = format!("They would wait for each other: {}.", keys.join(" waits for "));
            return Refusal::invalid("blocker", sentence);
        }
        let id = match waiting::dependency(desk.tx, desk.workspace(), self.story, self.blocker)? {
            Some(known) => {
                desk.change(&known, &Dependency { archived_at: None, ..known.clone() })?;
                known.id
            }
            None => {
                let id = desk.moment.id();
                desk.add(&Dependency {
                    id,
                    product_id: story.product.id,
                    blocker_id: self.blocker,
                    blocked_id: self.story,
                    created_at: desk.now(),
                    archived_at: None,
                })?;
                id
            }
        };
        Ok(DependencyDone { id, key: story.key(), blocker: blocker.key() })
    }

    fn sentence(&self, done: &DependencyDone) -> String {
        format!("{} waits for {}.", done.key, done.blocker)
    }
}
