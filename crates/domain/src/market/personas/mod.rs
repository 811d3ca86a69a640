//! Whom we build for: personas with their jobs, pains and gains.

pub mod add_persona;
pub mod add_persona_entry;
pub mod archive_persona;
pub mod edit_persona;
pub mod edit_persona_entry;
pub mod queries;
pub mod remove_persona_entry;
pub mod restore_persona;
pub mod rules;

use serde::Serialize;

use crate::spine::id::PersonId;
use crate::spine::item::{Upkeep, Words};
use crate::spine::moment::Timestamp;

ids! {
    /// Somebody whom we build for, made up of many.
    PersonaId,
    /// A job, a pain or a gain of a persona.
    PersonaEntryId,
}

item! {
    /// Somebody whom we build for, made up of many.
    Persona, noun "persona", table "persona" {
        Key id: PersonaId,
        /// After the dash of its key, which begins with the workspace's prefix.
        Public number: i64,
        Public name: String,
        Large summary: String,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// A job, a pain or a gain of a persona.
    PersonaEntry, noun "persona_entry", table "persona_entry" {
        Key id: PersonaEntryId,
        Public persona_id: PersonaId,
        Public kind: EntryKind,
        Public body: String,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// What an entry of a persona says.
    EntryKind {
        /// What they want to get done.
        Job = "job",
        /// What stands in their way.
        Pain = "pain",
        /// What they would be glad of.
        Gain = "gain",
    }
}

impl Upkeep for Persona {
    fn words(&self) -> Option<Words> {
        let (heading, rest) = (self.name.clone(), self.summary.clone());
        self.archived_at.is_none().then_some(Words { heading, rest })
    }
}

impl Upkeep for PersonaEntry {}

/// What a command did to a persona.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct PersonaDone {
    pub id: PersonaId,
    pub number: i64,
    pub name: String,
}

impl PersonaDone {
    fn of(persona: &Persona) -> Self {
        Self { id: persona.id, number: persona.number, name: persona.name.clone() }
    }
}

/// What a command did to an entry of a persona.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct PersonaEntryDone {
    pub id: PersonaEntryId,
    /// The persona's name.
    pub name: String,
}
