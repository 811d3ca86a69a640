//! Somebody says something on the portal.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::discovery::Channel;
use crate::discovery::add_feedback::{AddFeedback, FeedbackDone};
use crate::market::queries::contact_by_email;
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::run::{Command, Gate};
use crate::spine::text;

const WORDS_MAX: usize = 5_000;

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
        let body = text::body("body", "your words", &self.body, WORDS_MAX)?;
        if body.is_empty() {
            return Refusal::invalid("body", "Write what you need, in your own words.");
        }
        let name = text::optional_line("name", "the name", &self.name, text::NAME_MAX)?;
        let email = match self.email.trim() {
            "" => String::new(),
            address => text::email("email", address)?,
        };
        let contact = contact_by_email(desk.tx, desk.workspace(), &email)?.map(|contact| contact.id);
        // Who says it stands with the words, where it can be erased with them.
        let from = match (name.as_str(), email.as_str()) {
            ("", "") => String::new(),
            (name, "") => format!("\n\n{name}"),
            ("", email) => format!("\n\n{email}"),
            (name, email) => format!("\n\n{name}, {email}"),
        };
        let command = AddFeedback {
            product: product.id,
            body: format!("{body}{from}"),
            channel: Some(Channel::Portal),
            contact,
            customer: None,
            said_as: String::new(),
            tags: "portal".into(),
            said_at: None,
        };
        command.carry_out(desk, product)
    }

    fn sentence(&self, _: &FeedbackDone) -> String {
        "Thank you. Somebody will read it.".into()
    }
}
