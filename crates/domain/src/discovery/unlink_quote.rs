//! A passage leads to a need no longer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Feedback, FeedbackState, Quote, QuoteId, quotes};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Unlink a quote from its need. A feedback without any quote is new again. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct UnlinkQuote {
    pub quote: QuoteId,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct QuoteUnlinked {
    pub id: QuoteId,
}

impl Command for UnlinkQuote {
    const NAME: &'static str = "unlink_quote";
    type Subject = Quote;
    type Done = QuoteUnlinked;

    fn load(&self, desk: &Desk<'_>) -> Result<Quote> {
        desk.load(self.quote)
    }

    fn gate(&self, quote: &Quote) -> Gate {
        Gate::Product(Permission::DiscoverNeeds, quote.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, quote: Quote) -> Result<QuoteUnlinked> {
        if quote.archived_at.is_none() {
            desk.change(&quote, &Quote { archived_at: Some(desk.now()), ..quote.clone() })?;
            let feedback: Feedback = desk.load(quote.feedback_id)?;
            if quotes::quotes_of_feedback(desk.tx, desk.actor, &feedback)?.is_empty() {
                desk.change(&feedback, &Feedback { state: FeedbackState::New, ..feedback.clone() })?;
            }
        }
        Ok(QuoteUnlinked { id: quote.id })
    }

    fn sentence(&self, _: &QuoteUnlinked) -> String {
        "The passage no longer leads there.".into()
    }
}
