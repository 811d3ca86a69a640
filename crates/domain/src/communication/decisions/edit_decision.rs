//! The words of a decision.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, DecisionDone, DecisionId, DecisionState, load, refuse_archived};
use crate::people::Product;
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit one text of a decision. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditDecision {
    pub decision: DecisionId,
    pub field: DecisionText,
    /// The title: 1 to 200 characters. The others: 50,000. What is decided keeps a choice and reasons.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

/// Which text of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DecisionText {
    Title,
    Context,
    Options,
    Choice,
    Reasons,
}

impl Command for EditDecision {
    const NAME: &'static str = "edit_decision";
    type Subject = (Decision, Product);
    type Done = DecisionDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Decision, Product)> {
        load(desk, self.decision)
    }

    fn gate(&self, (decision, _): &(Decision, Product)) -> Gate {
        Gate::Product(Permission::RecordDecisions, decision.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Decision, Product)) -> Result<DecisionDone> {
        refuse_archived(&before)?;
        let new = match self.field {
            DecisionText::Title => text::line("text", "what is decided", &self.text, text::TITLE_MAX)?,
            _ => text::body("text", "the text", &self.text, text::BODY_MAX)?,
        };
        let mut after = before.clone();
        let place = match self.field {
            DecisionText::Title => &mut after.title,
            DecisionText::Context => &mut after.context,
            DecisionText::Options => &mut after.options,
            DecisionText::Choice => &mut after.choice,
            DecisionText::Reasons => &mut after.reasons,
        };
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        let holds = matches!(self.field, DecisionText::Choice | DecisionText::Reasons);
        if holds && new.is_empty() && before.state != DecisionState::Open {
            return Refusal::invalid("text", "It is decided: say what was chosen, and why.");
        }
        *place = new;
        desk.change(&before, &after)?;
        Ok(DecisionDone::of(&after, &product))
    }

    fn sentence(&self, done: &DecisionDone) -> String {
        format!("{} was edited.", done.key)
    }
}
