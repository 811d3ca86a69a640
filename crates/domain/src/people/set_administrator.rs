//! Who looks after the workspace.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Person;
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Make somebody an administrator of the workspace, or end it. It counts at once.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetAdministrator {
    pub person: PersonId,
    /// `true` gives it, `false` takes it away.
    pub holds: bool,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AdministratorSet {
    pub person: String,
}

impl Command for SetAdministrator {
    const NAME: &'static str = "set_administrator";
    type Subject = Person;
    type Done = AdministratorSet;

    fn load(&self, desk: &Desk<'_>) -> Result<Person> {
        desk.load(self.person.0)
    }

    fn gate(&self, _: &Person) -> Gate {
        Gate::Workspace(Permission::ManagePeople)
    }

    fn carry_out(&self, desk: &Desk<'_>, person: Person) -> Result<AdministratorSet> {
        if !self.holds && desk.actor.person == Some(self.person) {
            return Refusal::conflict(
                "Another administrator must end yours, so that the workspace keeps an administrator.",
            );
        }
        if person.archived_at.is_some() {
            return Refusal::conflict("They are archived. Somebody who can not sign in administers nothing.");
        }
        desk.change(&person, &Person { administrator: self.holds, ..person.clone() })?;
        Ok(AdministratorSet { person: person.name })
    }

    fn sentence(&self, done: &AdministratorSet) -> String {
        let is = if self.holds { "is an administrator now" } else { "is no longer an administrator" };
        format!("{} {is}.", done.person)
    }
}
