//! What was decided about an item, as the page of the item shows it in its side panel.

use domain::communication::decisions::DecisionState;
use domain::communication::decisions::queries::{DecisionAbout, about_item};
use domain::people::Product;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use uuid::Uuid;

use crate::visit::Visit;

/// The nouns that renew a page with such a panel.
pub const SHOWS: [&str; 2] = ["decision", "decision_item"];

/// The decisions about an item, and whether the visitor may write down another one.
pub struct Decided {
    pub rows: Vec<DecisionAbout>,
    pub may_record: bool,
}

impl Decided {
    pub fn of(visit: &Visit<'_>, product: &Product, item: Uuid) -> Result<Self> {
        Ok(Self::with(visit, product, visit.tx.together(about_item(&visit.actor, item)?)?))
    }

    /// The rows that came together with the rest of a page.
    pub fn with(visit: &Visit<'_>, product: &Product, rows: Vec<DecisionAbout>) -> Self {
        Self { rows, may_record: visit.actor.may(Permission::RecordDecisions, product.id) }
    }
}

/// "decided 14 Nov 2026", "open".
pub fn stands(row: &DecisionAbout) -> String {
    match (row.state, row.decided_at) {
        (DecisionState::Decided, Some(at)) => at.day_in("UTC").strftime("decided %-d %b %Y").to_string(),
        (state, _) => state.as_str().to_owned(),
    }
}
