//! "Erase…": what would go for good, what stays, and where else the name stands. It opens in a dialog where there are scripts.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::discovery::Feedback;
use domain::line::erasing::preview::{NamedIn, Preview, preview};
use domain::market::{Contact, Customer};
use domain::spine::item::Item;
use domain::spine::refusal::Result;

use crate::answer;
use crate::caller::Caller;
use crate::line::merging::meant;
use crate::line::merging::merge_page::{frame, place};
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

#[derive(Template)]
#[template(path = "line/erasing/erase.html")]
struct ErasePage {
    frame: Frame,
    preview: Preview,
    /// Where it is read.
    back: String,
}

impl ErasePage {
    fn load(visit: &Visit<'_>, key: &str) -> Result<Self> {
        let (noun, id) = meant(visit, key)?;
        Ok(Self {
            preview: preview(visit.tx, &visit.actor, (noun, id))?,
            frame: frame(visit, noun, id)?,
            back: place(visit, noun, id)?,
        })
    }

    fn noun(&self) -> &'static str {
        match self.preview.noun {
            Customer::NOUN => "the customer",
            Contact::NOUN => "the contact",
            _ => "the feedback",
        }
    }

    fn stays(&self) -> &'static str {
        match self.preview.noun {
            Customer::NOUN => {
                "That there was a customer stays, with what it pays and how often it asked for what, so that demand is what it was."
            }
            Contact::NOUN => {
                "That somebody was there stays, and how often they asked for what, so that demand is what it was."
            }
            _ => "That somebody said something stays, and for which needs it counts.",
        }
    }

    fn href(&self, named: &NamedIn) -> Option<String> {
        named.key.as_ref().map(|key| format!("/{}/items/{key}", self.frame.slug))
    }

    fn is_feedback(&self) -> bool {
        self.preview.noun == Feedback::NOUN
    }
}

pub async fn show(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let done =
        caller.visit(slug, move |visit| answer::render(&ErasePage::load(visit, &key)?, visit.language)).await;
    answer::page(&caller, done)
}

pub async fn api(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let meant = meant(visit, &key)?;
            preview(visit.tx, &visit.actor, meant)
        })
        .await;
    answer::found(&caller, found)
}
