//! What was decided: the question, what stood to choose, the choice and its reasons, and when it is looked at again.
//!
//! Not the decision of a feature, which is a field of that feature: what people decided about building it.

pub mod add_decision;
pub mod archive_decision;
pub mod edit_decision;
pub mod link_decision;
pub mod make_decision;
pub mod queries;
pub mod restore_decision;
pub mod review_decision;
pub mod rules;
pub mod supersede_decision;
pub mod unlink_decision;

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::{Upkeep, Words};
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::{Refusal, Result};

ids! {
    /// Something that was, or is to be, decided.
    DecisionId,
    /// That a decision is about an item.
    DecisionItemId,
}

item! {
    /// What was decided and why. It has a key of its product.
    Decision, noun "decision", table "decision" {
        Key id: DecisionId,
        Public product_id: ProductId,
        Public number: i64,
        /// What it is about, in one line.
        Public title: String,
        /// Why it has to be decided.
        Large context: String,
        /// What stands to choose.
        Large options: String,
        Large choice: String,
        Large reasons: String,
        Public state: DecisionState,
        /// When it is looked at again; none: never, unless somebody does.
        Public review_on: Option<Day>,
        Public decided_at: Option<Timestamp>,
        Public decided_by: Option<PersonId>,
        /// The decision that stands in its place.
        Public superseded_by_id: Option<DecisionId>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That a decision is about an item: a goal, need, feature, story or release.
    DecisionItem, noun "decision_item", table "decision_item" {
        Key id: DecisionItemId,
        Public product_id: ProductId,
        Public decision_id: DecisionId,
        /// The noun of the item, such as `feature`.
        Public item_noun: String,
        Public item_id: Uuid,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// How far a decision is.
    DecisionState { Open = "open", Decided = "decided", Superseded = "superseded" }
}

impl Upkeep for Decision {
    fn tally(&self) -> Option<&'static str> {
        Some(if self.archived_at.is_some() { "archived" } else { self.state.as_str() })
    }

    fn words(&self) -> Option<Words> {
        let rest = [&self.context, &self.options, &self.choice, &self.reasons];
        let rest = rest.into_iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join("\n");
        self.archived_at.is_none().then(|| Words { heading: self.title.clone(), rest })
    }
}

impl Upkeep for DecisionItem {}

/// What a caller learns of a decision.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct DecisionDone {
    pub id: DecisionId,
    /// Such as `INV-58`.
    pub key: String,
    /// After the dash of its key.
    pub number: i64,
    pub title: String,
}

impl DecisionDone {
    fn of(decision: &Decision, product: &Product) -> Self {
        let key = format!("{}-{}", product.prefix, decision.number);
        Self { id: decision.id, key, number: decision.number, title: decision.title.clone() }
    }
}

/// A decision with its product: what the commands on decisions work on.
fn load(desk: &Desk<'_>, id: DecisionId) -> Result<(Decision, Product)> {
    let decision: Decision = desk.load(id)?;
    let product = desk.load(decision.product_id.0)?;
    Ok((decision, product))
}

fn refuse_archived(decision: &Decision) -> Result<()> {
    match decision.archived_at {
        None => Ok(()),
        Some(_) => Refusal::conflict("This decision is archived. Restore it first."),
    }
}

/// The day that it is where the product is made.
fn today(desk: &Desk<'_>, product: &Product) -> Day {
    Day::of(desk.now().day_in(&product.time_zone))
}
