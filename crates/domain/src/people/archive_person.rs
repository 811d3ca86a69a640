//! When somebody leaves.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Person;
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Archive a person: they can no longer sign in, their name stays in the history. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchivePerson {
    pub person: PersonId,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PersonArchived {
    pub name: String,
}

impl Command for ArchivePerson {
    const NAME: &'static str = "archive_person";
    type Subject = Person;
    type Done = PersonArchived;

    fn load(&self, desk: &Desk<'_>) -> Result<Person> {
        desk.load(self.person.0)
    }

    fn gate(&self, _: &Person) -> Gate {
        Gate::Workspace(Permission::ManagePeople)
    }

    fn carry_out(&self, desk: &Desk<'_>, person: Person) -> Result<PersonArchived> {
        if Some(person.id) == desk.actor.person {
            return Refusal::conflict(
                "Somebody else must archive you, so that the workspace keeps an administrator.",
            );
        }
        if person.archived_at.is_none() {
            desk.change(&person, &Person { archived_at: Some(desk.now()), ..person.clone() })?;
        }
        Ok(PersonArchived { name: person.name })
    }

    fn sentence(&self, done: &PersonArchived) -> String {
        format!("{} is archived and can no longer sign in.", done.name)
    }
}
