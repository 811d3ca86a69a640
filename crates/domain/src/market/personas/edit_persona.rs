//! The words of a persona.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Persona, PersonaDone, PersonaId, rules};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit one text of a persona. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditPersona {
    pub persona: PersonaId,
    pub field: PersonaText,
    /// The name: 1 to 100 characters. The summary: 50,000.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

/// Which text of a persona.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PersonaText {
    Name,
    Summary,
}

impl Command for EditPersona {
    const NAME: &'static str = "edit_persona";
    type Subject = Persona;
    type Done = PersonaDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Persona> {
        desk.load(self.persona)
    }

    fn gate(&self, _: &Persona) -> Gate {
        Gate::Workspace(Permission::SetDirection)
    }

    fn carry_out(&self, desk: &Desk<'_>, before: Persona) -> Result<PersonaDone> {
        rules::refuse_archived_persona(&before)?;
        let mut after = before.clone();
        let (place, new) = match self.field {
            PersonaText::Name => (&mut after.name, text::line("text", "a name", &self.text, text::NAME_MAX)?),
            PersonaText::Summary => {
                (&mut after.summary, text::body("text", "the summary", &self.text, text::BODY_MAX)?)
            }
        };
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        *place = new;
        desk.change(&before, &after)?;
        Ok(PersonaDone::of(&after))
    }

    fn sentence(&self, done: &PersonaDone) -> String {
        format!("{} was edited.", done.name)
    }
}
