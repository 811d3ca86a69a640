//! Whose words do not stand behind a persona after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::back_persona::PersonaBacked;
use super::personas::{self, PersonaQuote};
use super::{Quote, QuoteId};
use crate::market::personas::{PersonaEntry, PersonaEntryId};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that a quote does not stand behind an entry of a persona any more.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StopBackingPersona {
    pub entry: PersonaEntryId,
    pub quote: QuoteId,
}

impl Command for StopBackingPersona {
    const NAME: &'static str = "stop_backing_persona";
    type Subject = (PersonaEntry, Quote);
    type Done = PersonaBacked;

    fn load(&self, desk: &Desk<'_>) -> Result<(PersonaEntry, Quote)> {
        Ok((desk.load(self.entry)?, desk.load(self.quote)?))
    }

    fn gate(&self, (_, quote): &(PersonaEntry, Quote)) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, quote.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (entry, quote): (PersonaEntry, Quote)) -> Result<PersonaBacked> {
        let linked = personas::backing(desk, entry.id, quote.id)?.found("quote")?;
        let archived_at = linked.archived_at.or(Some(desk.now()));
        desk.change(&linked, &PersonaQuote { archived_at, ..linked.clone() })?;
        Ok(PersonaBacked { entry: entry.id, body: entry.body })
    }

    fn sentence(&self, done: &PersonaBacked) -> String {
        format!("Their words no longer stand behind “{}”.", done.body)
    }
}
