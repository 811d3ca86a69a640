//! A persona for whom nothing is built any more.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Persona, PersonaDone, PersonaId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Archive a persona. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchivePersona {
    pub persona: PersonaId,
}

impl Command for ArchivePersona {
    const NAME: &'static str = "archive_persona";
    type Subject = Persona;
    type Done = PersonaDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Persona> {
        desk.load(self.persona)
    }

    fn gate(&self, _: &Persona) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Persona) -> Result<PersonaDone> {
        let archived_at = before.archived_at.or(Some(desk.now()));
        desk.change(&before, &Persona { archived_at, ..before.clone() })?;
        Ok(PersonaDone::of(&before))
    }

    fn sentence(&self, done: &PersonaDone) -> String {
        format!("{} was archived.", done.name)
    }
}
