//! What somebody says in a form without being signed in: the same on the portal and on the firm's own pages.

use super::messages::Sender;
use super::take_in_mail::{Arrived, arrive};
use crate::discovery::Channel;
use crate::discovery::add_feedback::FeedbackDone;
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::text;

/// Of what is written in a form, in characters.
pub const WORDS_MAX: usize = 5_000;

/// What the form holds. Name and address may be left empty.
#[derive(Clone, Copy, Debug)]
pub struct Said<'s> {
    pub body: &'s str,
    pub name: &'s str,
    pub email: &'s str,
}

/// Puts it into the inbox of the product.
pub fn take_in(desk: &Desk<'_>, product: &Product, said: Said<'_>, arrived: Arrived) -> Result<FeedbackDone> {
    let body = text::body("body", "your words", said.body, WORDS_MAX)?;
    if body.is_empty() {
        return Refusal::invalid("body", "Write what you need, in your own words.");
    }
    let name = text::optional_line("name", "the name", said.name, text::NAME_MAX)?;
    let email = match said.email.trim() {
        "" => String::new(),
        address => text::email("email", address)?,
    };
    arrive(desk, product, Arrived { body, sender: Sender { name, email }, ..arrived })
}

/// Through which form it came.
pub fn by(channel: Channel, tags: &str) -> Arrived {
    Arrived { tags: tags.into(), ..Arrived::by(channel) }
}
