//! A question that is to be decided, or a decision that was made.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::link_decision::link;
use super::{Decision, DecisionDone, DecisionId, DecisionState, rules, today};
use crate::people::Product;
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Write down a decision. With a choice it is decided, and needs its reasons; without one it is open.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddDecision {
    pub product: ProductId,
    /// What it is about: 1 to 200 characters.
    pub title: String,
    /// Why it has to be decided; at most 50,000 characters. So too the next three.
    #[serde(default)]
    pub context: String,
    /// What stands to choose.
    #[serde(default)]
    pub options: String,
    /// What was chosen; empty: it is still open.
    #[serde(default)]
    pub choice: String,
    #[serde(default)]
    pub reasons: String,
    /// When it is looked at again, a day to come; empty: never.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub review_on: Option<Day>,
    /// The keys of goals, needs, features, stories and releases that it is about, such as `INV-34 INV-17`; 20 at most.
    #[serde(default)]
    pub about: String,
}

impl Command for AddDecision {
    const NAME: &'static str = "add_decision";
    type Subject = Product;
    type Done = DecisionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::RecordDecisions, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<DecisionDone> {
        let id: DecisionId = desk.moment.id();
        let about = rules::keys(&self.about)?;
        let choice = text::body("choice", "the choice", &self.choice, text::BODY_MAX)?;
        let reasons = text::body("reasons", "the reasons", &self.reasons, text::BODY_MAX)?;
        let is_decided = !choice.is_empty();
        if is_decided {
            rules::may_make(DecisionState::Open, &choice, &reasons)?;
        }
        let decision = Decision {
            id,
            product_id: product.id,
            number: desk.next_number::<Decision>(product.id, id)?,
            title: text::line("title", "what is decided", &self.title, text::TITLE_MAX)?,
            context: text::body("context", "the context", &self.context, text::BODY_MAX)?,
            options: text::body("options", "the options", &self.options, text::BODY_MAX)?,
            choice,
            reasons,
            state: if is_decided { DecisionState::Decided } else { DecisionState::Open },
            review_on: rules::review_on(self.review_on, today(desk, &product))?,
            decided_at: is_decided.then(|| desk.now()),
            decided_by: desk.actor.person.filter(|_| is_decided),
            superseded_by_id: None,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&decision)?;
        for key in &about {
            link(desk, &decision, "about", key)?;
        }
        Ok(DecisionDone::of(&decision, &product))
    }

    fn sentence(&self, done: &DecisionDone) -> String {
        format!("{} is written down.", done.key)
    }
}
