//! One story no longer waits for another.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_dependency::DependencyDone;
use super::{Dependency, DependencyId, InProduct};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that a story no longer waits for another.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveDependency {
    pub dependency: DependencyId,
}

impl Command for RemoveDependency {
    const NAME: &'static str = "remove_dependency";
    type Subject = Dependency;
    type Done = DependencyDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Dependency> {
        desk.load(self.dependency.0)
    }

    fn gate(&self, dependency: &Dependency) -> Gate {
        Gate::Product(Permission::WriteStories, dependency.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Dependency) -> Result<DependencyDone> {
        let story = InProduct::load_also_archived(desk, before.blocked_id)?;
        let blocker = InProduct::load_also_archived(desk, before.blocker_id)?;
        if before.archived_at.is_none() {
            desk.change(&before, &Dependency { archived_at: Some(desk.now()), ..before.clone() })?;
        }
        Ok(DependencyDone { id: before.id, key: story.key(), blocker: blocker.key() })
    }

    fn sentence(&self, done: &DependencyDone) -> String {
        format!("{} no longer waits for {}.", done.key, done.blocker)
    }
}
