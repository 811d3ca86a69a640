//! Somebody says something in the form of a product, on one of the firm's own pages.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::said::{self, Said};
use super::{FormOrigin, queries, rules};
use crate::discovery::Channel;
use crate::discovery::add_feedback::FeedbackDone;
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::run::{Command, Gate};

/// Say what one needs, in the form of a product. Only the program does this, for whoever fills it in.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SendForm {
    pub product: ProductId,
    /// 1 to 5,000 characters.
    pub body: String,
    /// Who says it, if they like; at most 100 characters.
    #[serde(default)]
    pub name: String,
    /// Where to answer, if they like.
    #[serde(default)]
    pub email: String,
    /// Whether they agree that it is kept.
    #[serde(default)]
    pub consent: bool,
    /// The site from whose page it was sent, where that is not our own.
    #[serde(default)]
    pub origin: Option<String>,
}

impl Command for SendForm {
    const NAME: &'static str = "send_form";
    type Subject = (Product, Vec<FormOrigin>);
    type Done = FeedbackDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Self::Subject> {
        let product: Product = desk.load(self.product.0)?;
        let origins = queries::origins(desk.tx, desk.workspace(), product.id)?;
        if origins.is_empty() || product.archived_at.is_some() {
            return Refusal::not_found("form");
        }
        Ok((product, origins))
    }

    fn gate(&self, _: &Self::Subject) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, (product, origins): Self::Subject) -> Result<FeedbackDone> {
        rules::refuse_foreign(self.origin.as_deref(), origins.iter().map(|known| known.origin.as_str()))?;
        if !self.consent {
            return Refusal::invalid("consent", "Tick that you agree; without that we keep nothing.");
        }
        let said = Said { body: &self.body, name: &self.name, email: &self.email };
        said::take_in(desk, &product, said, said::by(Channel::Form, ""))
    }

    fn sentence(&self, _: &FeedbackDone) -> String {
        "Thank you. Somebody will read it.".into()
    }
}
