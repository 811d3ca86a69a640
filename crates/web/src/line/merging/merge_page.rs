//! "Merge into…": which one is meant, then what would come of it. Both parts open in a dialog where there are scripts.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::discovery::{Feedback, Need};
use domain::line::merging::alike::{Candidate, Candidates};
use domain::line::merging::preview::{Preview, Side, preview};
use domain::market::{Contact, Customer};
use domain::people::Product;
use domain::spine::item::Item;
use domain::spine::refusal::{Found, Refusal, Result};
use domain::spine::search::keys;
use serde::Deserialize;
use serde_json::Value as Json;
use uuid::Uuid;

use super::{could_be_meant, meant};
use crate::answer::{self, percent};
use crate::caller::Caller;
use crate::shell::{Frame, Here, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

/// Letters of a text that are shown beside another.
const SHOWN_MAX: usize = 400;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// The key of the one that stays, a contact's id; empty: it is still to be chosen.
    #[serde(default)]
    pub into: String,
    /// What to look for.
    #[serde(default)]
    pub words: String,
}

#[derive(Template)]
#[template(path = "line/merging/merge.html")]
struct MergePage {
    frame: Frame,
    noun: &'static str,
    /// Key of the one that goes, a contact's id.
    key: String,
    called: String,
    words: String,
    candidates: Candidates,
    preview: Option<Preview>,
    /// Where the one that stays is read.
    back: String,
}

impl MergePage {
    fn load(visit: &Visit<'_>, key: &str, asked: &Asked) -> Result<Self> {
        let (tx, actor) = (visit.tx, &visit.actor);
        let (noun, one) = meant(visit, key)?;
        let found = could_be_meant(visit, (noun, one), &asked.words)?;
        let into = match asked.into.as_str() {
            "" => None,
            other => match meant(visit, other)? {
                (same, into) if same == noun => Some(into),
                _ => return Refusal::not_found(noun),
            },
        };
        let preview = into.map(|into| preview(tx, actor, (noun, one, into), visit.now)).transpose()?;
        let called = match noun {
            Contact::NOUN => Contact::load(tx, actor.workspace, one)?.found(noun)?.name,
            _ => keys(tx, actor.workspace, &[one])?.remove(&one).found(noun)?,
        };
        Ok(Self {
            frame: frame(visit, noun, one)?,
            back: into.map(|into| place(visit, noun, into)).transpose()?.unwrap_or_default(),
            key: if noun == Contact::NOUN { one.to_string() } else { called.clone() },
            noun,
            called,
            words: asked.words.clone(),
            candidates: found,
            preview,
        })
    }

    fn command(&self) -> &'static str {
        match self.noun {
            Feedback::NOUN => "merge_feedback",
            Need::NOUN => "merge_needs",
            Customer::NOUN => "merge_customers",
            _ => "merge_contacts",
        }
    }

    /// The preview of merging into this one.
    fn with(&self, candidate: &Candidate) -> String {
        let other = candidate.key.clone().unwrap_or_else(|| candidate.id.to_string());
        format!("/{}/merge/{}?into={}", self.frame.slug, self.key, percent(&other))
    }

    /// The same two, the other way round.
    fn swapped(&self, preview: &Preview) -> String {
        let name = |id: Uuid, called: &str| match self.noun {
            Contact::NOUN => id.to_string(),
            _ => called.to_owned(),
        };
        let (one, into) =
            (name(preview.one.id, &preview.one.called), name(preview.into.id, &preview.into.called));
        format!("/{}/merge/{into}?into={one}", self.frame.slug)
    }

    fn label(&self, side: &Side) -> &'static str {
        match side.field {
            "body" => "What was said",
            "title" => "Title",
            "description" => "More",
            "state" => "State",
            "tags" => "Tags",
            "name" => "Name",
            "revenue_minor" => "Revenue a year",
            "currency" => "Currency",
            "seats" => "Seats",
            "plan" => "Plan",
            "email" => "Address",
            "may_contact" => "We may write",
            _ => "Known from",
        }
    }

    fn one(&self, side: &Side) -> String {
        shown(side.field, &side.one)
    }

    fn into(&self, side: &Side) -> String {
        shown(side.field, &side.into)
    }

    fn kept(&self, side: &Side) -> String {
        shown(side.field, &side.kept)
    }

    /// What becomes of the words of the one that goes.
    fn stays(&self) -> &'static str {
        match self.noun {
            Feedback::NOUN => "What was said stays readable as a part, with who said it and when.",
            Need::NOUN => "Its title stays in the history, and its key leads on.",
            Customer::NOUN => "Its key leads on, and its name stays in the history.",
            _ => "The address of the one that goes leads on.",
        }
    }
}

fn shown(field: &str, value: &Json) -> String {
    match value {
        Json::Bool(true) => "yes".into(),
        Json::Bool(false) => "no".into(),
        Json::Number(number) if field == "revenue_minor" => {
            let amount = money(number.as_i64().unwrap_or_default(), "EUR");
            amount.trim_start_matches('€').into()
        }
        Json::Number(number) => number.to_string(),
        Json::String(text) if text.chars().count() > SHOWN_MAX => {
            text.chars().take(SHOWN_MAX).chain("…".chars()).collect()
        }
        Json::String(text) => text.clone(),
        _ => String::new(),
    }
}

pub fn frame(visit: &Visit<'_>, noun: &str, one: Uuid) -> Result<Frame> {
    let (tx, workspace) = (visit.tx, visit.actor.workspace);
    let product = match noun {
        Feedback::NOUN => Feedback::load(tx, workspace, one)?.map(|feedback| feedback.product_id),
        Need::NOUN => Need::load(tx, workspace, one)?.map(|need| need.product_id),
        _ => None,
    };
    let Some(product) = product else { return Frame::of_workspace(visit, Here::Customers, &[]) };
    let product = Product::load(tx, workspace, product.0)?.found("product")?;
    let here = if noun == Need::NOUN { Here::Needs } else { Here::Inbox };
    Frame::of_product(visit, &product, here, &[])
}

/// Where an item is read.
pub fn place(visit: &Visit<'_>, noun: &'static str, id: Uuid) -> Result<String> {
    let (tx, workspace, slug) = (visit.tx, visit.actor.workspace, &visit.workspace.slug);
    let (item, part) = match noun {
        Contact::NOUN => {
            (Contact::load(tx, workspace, id)?.found(noun)?.customer_id.0, format!("#contact-{id}"))
        }
        _ => (id, String::new()),
    };
    let key = keys(tx, workspace, &[item])?.remove(&item).found(noun)?;
    Ok(format!("/{slug}/items/{key}{part}"))
}

pub async fn show(
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| answer::render(&MergePage::load(visit, &key, &asked)?, visit.language))
        .await;
    answer::page(&caller, done)
}
