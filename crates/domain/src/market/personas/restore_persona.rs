//! A persona for whom something is built after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Persona, PersonaDone, PersonaId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Bring back an archived persona.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestorePersona {
    pub persona: PersonaId,
}

impl Command for RestorePersona {
    const NAME: &'static str = "restore_persona";
    type Subject = Persona;
    type Done = PersonaDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Persona> {
        desk.load(self.persona)
    }

    fn gate(&self, _: &Persona) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Persona) -> Result<PersonaDone> {
        desk.change(&before, &Persona { archived_at: None, ..before.clone() })?;
        Ok(PersonaDone::of(&before))
    }

    fn sentence(&self, done: &PersonaDone) -> String {
        format!("{} is back.", done.name)
    }
}
