//! An entry that does not describe a persona after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Persona, PersonaEntry, PersonaEntryDone, PersonaEntryId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Remove a job, a pain or a gain. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemovePersonaEntry {
    pub entry: PersonaEntryId,
}

impl Command for RemovePersonaEntry {
    const NAME: &'static str = "remove_persona_entry";
    type Subject = (PersonaEntry, Persona);
    type Done = PersonaEntryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(PersonaEntry, Persona)> {
        let entry: PersonaEntry = desk.load(self.entry)?;
        let persona = desk.load(entry.persona_id)?;
        Ok((entry, persona))
    }

    fn gate(&self, _: &(PersonaEntry, Persona)) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(
        &self,
        desk: &Desk<'_>,
        (entry, persona): (PersonaEntry, Persona),
    ) -> Result<PersonaEntryDone> {
        let archived_at = entry.archived_at.or(Some(desk.now()));
        desk.change(&entry, &PersonaEntry { archived_at, ..entry.clone() })?;
        Ok(PersonaEntryDone { id: entry.id, name: persona.name })
    }

    fn sentence(&self, done: &PersonaEntryDone) -> String {
        format!("{} was edited.", done.name)
    }
}
