//! Accepting an invitation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Person;
use super::password::HashedPassword;
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::refusal::Result;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Join the workspace one was invited to, with a name and a password of one's own.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct JoinWorkspace {
    pub name: String,
    pub password: HashedPassword,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Joined {
    pub id: PersonId,
    pub name: String,
}

impl Command for JoinWorkspace {
    const NAME: &'static str = "join_workspace";
    type Subject = Option<Person>;
    type Done = Joined;

    fn load(&self, desk: &Desk<'_>) -> Result<Option<Person>> {
        desk.actor.person.map(|person| desk.load(person.0)).transpose()
    }

    fn gate(&self, _: &Option<Person>) -> Gate {
        Gate::Person
    }

    fn carry_out(&self, desk: &Desk<'_>, person: Option<Person>) -> Result<Joined> {
        let person = crate::spine::refusal::Found::found(person, "person")?;
        let name = text::line("name", "your name", &self.name, text::NAME_MAX)?;
        let joined = Person {
            sort_key: text::sort_key(&name),
            name: name.clone(),
            password_hash: Some(self.password.0.clone()),
            joined_at: person.joined_at.or(Some(desk.now())),
            ..person.clone()
        };
        desk.change(&person, &joined)?;
        Ok(Joined { id: person.id, name })
    }

    fn sentence(&self, done: &Joined) -> String {
        format!("Welcome, {}.", done.name)
    }
}
