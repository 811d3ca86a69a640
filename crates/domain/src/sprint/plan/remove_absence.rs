//! Somebody is there after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::record_absence::AbsenceDone;
use crate::people::Person;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::sprint::{Absence, AbsenceId};

/// Take back that somebody is away.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveAbsence {
    pub absence: AbsenceId,
}

impl Command for RemoveAbsence {
    const NAME: &'static str = "remove_absence";
    type Subject = Absence;
    type Done = AbsenceDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Absence> {
        desk.load(self.absence.0)
    }

    fn gate(&self, _: &Absence) -> Gate {
        Gate::Workspace(Permission::RecordAbsences)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Absence) -> Result<AbsenceDone> {
        let person: Person = desk.load(before.person_id.0)?;
        if before.archived_at.is_none() {
            desk.change(&before, &Absence { archived_at: Some(desk.now()), ..before.clone() })?;
        }
        let Absence { id, starts_on, ends_on, .. } = before;
        Ok(AbsenceDone { id, name: person.name, starts_on, ends_on })
    }

    fn sentence(&self, done: &AbsenceDone) -> String {
        format!("{} is there from {} to {} after all.", done.name, done.starts_on, done.ends_on)
    }
}
