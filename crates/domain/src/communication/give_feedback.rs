//! Somebody says something on the portal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::discovery::Channel;
use crate::discovery::add_feedback::FeedbackDone;
use crate::discovery::ways_in::said::{self, Said};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::run::{Command, Gate};

/// Say what one needs, on the open portal of a product. Only the program does this, for whoever visits it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct GiveFeedback {
    pub product: ProductId,
    /// 1 to 5,000 characters.
    pub body: String,
    /// Who says it, if they like; at most 100 characters.
    #[serde(default)]
    pub name: String,
    /// Where to answer, if they like. A contact whom we know by it is the one who says it.
    #[serde(default)]
    pub email: String,
}

impl Command for GiveFeedback {
    const NAME: &'static str = "give_feedback";
    type Subject = Product;
    type Done = FeedbackDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, _: &Product) -> Gate {
        Gate::Program
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<FeedbackDone> {
        if !product.portal {
            return Refusal::not_found("portal");
        }
        let said = Said { body: &self.body, name: &self.name, email: &self.email };
        said::take_in(desk, &product, said, said::by(Channel::Portal, "portal"))
    }

    fn sentence(&self, _: &FeedbackDone) -> String {
        "Thank you. Somebody will read it.".into()
    }
}
