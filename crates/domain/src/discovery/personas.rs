//! Which quotes stand behind which entries of personas.

use super::QuoteId;
use crate::market::personas::PersonaEntryId;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::item::{Item, Upkeep};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;

ids! {
    /// That a quote stands behind an entry of a persona.
    PersonaQuoteId,
}

item! {
    /// That a quote stands behind an entry of a persona.
    PersonaQuote, noun "persona_quote", table "persona_quote" {
        Key id: PersonaQuoteId,
        Public product_id: ProductId,
        Public persona_entry_id: PersonaEntryId,
        Public quote_id: QuoteId,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

impl Upkeep for PersonaQuote {}

/// The link between an entry and a quote, archived or not.
pub(super) fn backing(
    desk: &Desk<'_>,
    entry: PersonaEntryId,
    quote: QuoteId,
) -> Result<Option<PersonaQuote>> {
    let sql = format!(
        "{} where workspace_id = $1 and persona_entry_id = $2 and quote_id = $3",
        PersonaQuote::select()
    );
    Ok(desk.tx.maybe(&sql, &[&desk.workspace(), &entry, &quote])?)
}
