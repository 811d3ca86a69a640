//! The words of an entry of a persona.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Persona, PersonaEntry, PersonaEntryDone, PersonaEntryId, rules};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit a job, a pain or a gain. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditPersonaEntry {
    pub entry: PersonaEntryId,
    /// 1 to 500 characters.
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

impl Command for EditPersonaEntry {
    const NAME: &'static str = "edit_persona_entry";
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
        rules::refuse_archived_persona(&persona)?;
        rules::refuse_removed_entry(&entry)?;
        let body = text::line("text", "what it is", &self.text, text::LINE_MAX)?;
        desk::refuse_stale("text", &entry.body, self.seen.as_deref(), &body)?;
        desk.change(&entry, &PersonaEntry { body, ..entry.clone() })?;
        Ok(PersonaEntryDone { id: entry.id, name: persona.name })
    }

    fn sentence(&self, done: &PersonaEntryDone) -> String {
        format!("{} was edited.", done.name)
    }
}
