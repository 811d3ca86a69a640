//! Somebody is away.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rules;
use crate::people::Person;
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::sprint::{Absence, AbsenceId};

/// Say on which days somebody is away, the first and the last included.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RecordAbsence {
    pub person: PersonId,
    pub starts_on: Day,
    pub ends_on: Day,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AbsenceDone {
    pub id: AbsenceId,
    pub name: String,
    pub starts_on: Day,
    pub ends_on: Day,
}

impl Command for RecordAbsence {
    const NAME: &'static str = "record_absence";
    type Subject = Person;
    type Done = AbsenceDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Person> {
        desk.load(self.person.0)
    }

    fn gate(&self, _: &Person) -> Gate {
        Gate::Workspace(Permission::RecordAbsences)
    }

    fn carry_out(&self, desk: &Desk<'_>, person: Person) -> Result<AbsenceDone> {
        let (starts_on, ends_on) = (self.starts_on, self.ends_on);
        rules::stretch(starts_on, ends_on, rules::ABSENCE_DAYS_MAX)?;
        let id = desk.moment.id();
        desk.add(&Absence {
            id,
            person_id: person.id,
            starts_on,
            ends_on,
            created_at: desk.now(),
            archived_at: None,
        })?;
        Ok(AbsenceDone { id, name: person.name, starts_on, ends_on })
    }

    fn sentence(&self, done: &AbsenceDone) -> String {
        format!("{} is away from {} to {}.", done.name, done.starts_on, done.ends_on)
    }
}
