//! What a persona does, suffers from, or would be glad of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{EntryKind, Persona, PersonaEntry, PersonaEntryDone, PersonaId, queries, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a job, a pain or a gain to a persona.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddPersonaEntry {
    pub persona: PersonaId,
    pub kind: EntryKind,
    /// 1 to 500 characters.
    pub body: String,
}

impl Command for AddPersonaEntry {
    const NAME: &'static str = "add_persona_entry";
    type Subject = Persona;
    type Done = PersonaEntryDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Persona> {
        desk.load(self.persona)
    }

    fn gate(&self, _: &Persona) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, persona: Persona) -> Result<PersonaEntryDone> {
        rules::refuse_archived_persona(&persona)?;
        rules::may_add_entry(queries::entries_now(desk.tx, desk.workspace(), persona.id)?.len())?;
        let entry = PersonaEntry {
            id: desk.moment.id(),
            persona_id: persona.id,
            kind: self.kind,
            body: text::line("body", "what it is", &self.body, text::LINE_MAX)?,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&entry)?;
        Ok(PersonaEntryDone { id: entry.id, name: persona.name })
    }

    fn sentence(&self, done: &PersonaEntryDone) -> String {
        format!("A {} of {} was added.", self.kind.as_str(), done.name)
    }
}
