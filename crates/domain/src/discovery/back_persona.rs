//! Whose words stand behind a persona.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::personas::{self, PersonaQuote};
use super::{Quote, QuoteId};
use crate::market::personas::{PersonaEntry, PersonaEntryId, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that a quote stands behind an entry of a persona: somebody said it, and it was not made up.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct BackPersona {
    pub entry: PersonaEntryId,
    pub quote: QuoteId,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PersonaBacked {
    pub entry: PersonaEntryId,
    /// What the entry says.
    pub body: String,
}

impl Command for BackPersona {
    const NAME: &'static str = "back_persona";
    type Subject = (PersonaEntry, Quote);
    type Done = PersonaBacked;

    fn load(&self, desk: &Desk<'_>) -> Result<(PersonaEntry, Quote)> {
        Ok((desk.load(self.entry)?, desk.load(self.quote)?))
    }

    fn gate(&self, (_, quote): &(PersonaEntry, Quote)) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, quote.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (entry, quote): (PersonaEntry, Quote)) -> Result<PersonaBacked> {
        rules::refuse_removed_entry(&entry)?;
        if quote.archived_at.is_some() {
            return Refusal::conflict("This passage leads nowhere any more.");
        }
        match personas::backing(desk, entry.id, quote.id)? {
            Some(linked) => desk.change(&linked, &PersonaQuote { archived_at: None, ..linked.clone() })?,
            None => desk.add(&PersonaQuote {
                id: desk.moment.id(),
                product_id: quote.product_id,
                persona_entry_id: entry.id,
                quote_id: quote.id,
                created_at: desk.now(),
                archived_at: None,
            })?,
        }
        Ok(PersonaBacked { entry: entry.id, body: entry.body })
    }

    fn sentence(&self, done: &PersonaBacked) -> String {
        format!("Their words stand behind “{}” now.", done.body)
    }
}
