//! A new persona.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Persona, PersonaDone};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a persona: somebody whom we build for, made up of many.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddPersona {
    /// 1 to 100 characters.
    pub name: String,
    /// At most 50,000 characters.
    #[serde(default)]
    pub summary: String,
}

impl Command for AddPersona {
    const NAME: &'static str = "add_persona";
    type Subject = ();
    type Done = PersonaDone;

    fn load(&self, _: &Desk<'_>) -> Result<()> {
        Ok(())
    }

    fn gate(&self, (): &()) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, (): ()) -> Result<PersonaDone> {
        let id = desk.moment.id();
        let persona = Persona {
            id,
            name: text::line("name", "a name for the persona", &self.name, text::NAME_MAX)?,
            summary: text::body("summary", "the summary", &self.summary, text::BODY_MAX)?,
            number: desk.next_workspace_number::<Persona>(id)?,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&persona)?;
        Ok(PersonaDone::of(&persona))
    }

    fn sentence(&self, done: &PersonaDone) -> String {
        format!("{} was added.", done.name)
    }
}
