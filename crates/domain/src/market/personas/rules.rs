//! Pure rules of personas.

use super::{Persona, PersonaEntry};
use crate::spine::refusal::{Refusal, Result};

/// Entries of a persona at most: more is no picture of anybody.
pub const ENTRIES_MAX: usize = 60;

pub fn refuse_archived_persona(persona: &Persona) -> Result<()> {
    match persona.archived_at {
        None => Ok(()),
        Some(_) => Refusal::conflict(format!("{} is archived. Restore the persona first.", persona.name)),
    }
}

pub fn refuse_removed_entry(entry: &PersonaEntry) -> Result<()> {
    match entry.archived_at {
        None => Ok(()),
        Some(_) => Refusal::conflict("This entry was removed."),
    }
}

/// A persona is described in few words.
pub fn may_add_entry(there: usize) -> Result<()> {
    match there {
        0..ENTRIES_MAX => Ok(()),
        _ => Refusal::conflict(format!("A persona has at most {ENTRIES_MAX} entries. Remove one first.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_persona_is_described_in_few_words() {
        for (there, fits) in [(0, true), (59, true), (60, false), (90, false)] {
            assert_eq!(may_add_entry(there).is_ok(), fits, "{there}");
        }
    }
}
