//! A new password for oneself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Person;
use super::password::HashedPassword;
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::refusal::{Found, Result};
use crate::spine::run::{Command, Gate};

/// Set one's own password. Every other session ends.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetPassword {
    pub password: HashedPassword,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PasswordSet {
    pub id: PersonId,
}

impl Command for SetPassword {
    const NAME: &'static str = "set_password";
    type Subject = Option<Person>;
    type Done = PasswordSet;

    fn load(&self, desk: &Desk<'_>) -> Result<Option<Person>> {
        desk.actor.person.map(|person| desk.load(person.0)).transpose()
    }

    fn gate(&self, _: &Option<Person>) -> Gate {
        Gate::Person
    }

    fn carry_out(&self, desk: &Desk<'_>, person: Option<Person>) -> Result<PasswordSet> {
        let person = person.found("person")?;
        desk.change(&person, &Person { password_hash: Some(self.password.0.clone()), ..person.clone() })?;
        Ok(PasswordSet { id: person.id })
    }

    fn sentence(&self, _: &PasswordSet) -> String {
        "The new password is set; sign in with it from now on.".into()
    }
}
