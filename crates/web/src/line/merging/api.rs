//! Merging as JSON: who could be meant, what would come of it, and what was merged.

use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::discovery::Feedback;
use domain::discovery::merged::parts;
use domain::discovery::queries;
use domain::discovery::quotes::{QuoteRow, quotes_of_feedback};
use domain::line::merging::alike::Candidates;
use domain::line::merging::doubles::pairs;
use domain::line::merging::preview::{Preview, preview};
use domain::market::queries::{contacts, customer_numbered, merged_into};
use domain::market::{Contact, Customer};
use domain::spine::item::Item;
use domain::spine::refusal::{Found, Result};
use domain::spine::search::keys;
use serde::Serialize;

use super::merge_page::Asked;
use super::{could_be_meant, meant};
use crate::answer;
use crate::caller::Caller;
use crate::visit::Visit;

#[derive(Serialize)]
#[serde(untagged)]
enum Told {
    Candidates(Candidates),
    Preview(Preview),
}

pub async fn merge(
    caller: Caller,
    Path((slug, key)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let (noun, one) = meant(visit, &key)?;
            if asked.into.is_empty() {
                return could_be_meant(visit, (noun, one), &asked.words).map(Told::Candidates);
            }
            let (other, into) = meant(visit, &asked.into)?;
            if other != noun {
                return domain::spine::refusal::Refusal::not_found(noun);
            }
            preview(visit.tx, &visit.actor, (noun, one, into), visit.now).map(Told::Preview)
        })
        .await;
    answer::found(&caller, found)
}

pub async fn doubles(caller: Caller, Path(slug): Path<String>) -> Response {
    let found = caller.visit(slug, |visit| pairs(visit.tx, &visit.actor)).await;
    answer::found(&caller, found)
}

/// A part of something: what was merged into it.
#[derive(Serialize)]
struct Part<T> {
    key: String,
    #[serde(flatten)]
    item: T,
}

#[derive(Serialize)]
struct FeedbackWhole {
    key: String,
    #[serde(flatten)]
    feedback: Feedback,
    quotes: Vec<QuoteRow>,
    merged: Vec<Part<Feedback>>,
}

#[derive(Serialize)]
struct CustomerWhole {
    key: String,
    #[serde(flatten)]
    customer: Customer,
    contacts: Vec<Contact>,
    merged: Vec<Part<Customer>>,
}

/// What a key leads to: the item itself, or the one that it was merged into.
pub enum Led<T> {
    Here(T),
    /// The key of the one that stands for it.
    Merged(String),
}

/// The key of the one that an item was merged into.
pub fn stands_in<T: Item>(visit: &Visit<'_>, item: &T) -> Result<Option<String>> {
    let Some(into) = item.merged_into() else { return Ok(None) };
    keys(visit.tx, visit.actor.workspace, &[into])?.remove(&into).found(T::NOUN).map(Some)
}

/// The item as JSON, or where it is now.
pub fn answered<T: Serialize>(caller: &Caller, place: &str, found: Result<Led<T>>) -> Response {
    match found {
        Ok(Led::Here(item)) => answer::json(&item),
        Ok(Led::Merged(key)) => {
            let place = format!("{place}/{key}");
            let place = HeaderValue::from_str(&place).unwrap_or_else(|_| HeaderValue::from_static("/"));
            let body = axum::Json(serde_json::json!({ "merged_into": key }));
            (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, place)], body).into_response()
        }
        Err(failure) => answer::refuse(caller, &failure, &[]),
    }
}

fn number(visit: &Visit<'_>, key: &str, noun: &'static str) -> Result<i64> {
    let (prefix, number) = key.rsplit_once('-').found(noun)?;
    (prefix == visit.workspace.prefix).then_some(()).found(noun)?;
    number.parse().ok().found(noun)
}

fn named(visit: &Visit<'_>, number: i64) -> String {
    format!("{}-{number}", visit.workspace.prefix)
}

pub async fn feedback(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let place = format!("/api/v1/{slug}/feedback");
    let found = caller
        .visit(slug, move |visit| {
            let (tx, actor) = (visit.tx, &visit.actor);
            let feedback = queries::feedback(tx, actor, number(visit, &key, Feedback::NOUN)?)?;
            if let Some(into) = stands_in(visit, &feedback)? {
                return Ok(Led::Merged(into));
            }
            let merged = parts(tx, actor.workspace, feedback.id)?;
            Ok(Led::Here(FeedbackWhole {
                key: named(visit, feedback.number),
                quotes: quotes_of_feedback(tx, actor, &feedback)?,
                merged: merged
                    .into_iter()
                    .map(|item| Part { key: named(visit, item.number), item })
                    .collect(),
                feedback,
            }))
        })
        .await;
    answered(&caller, &place, found)
}

pub async fn customer(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let place = format!("/api/v1/{slug}/customers");
    let found = caller
        .visit(slug, move |visit| {
            let (tx, actor) = (visit.tx, &visit.actor);
            let customer = customer_numbered(tx, actor, number(visit, &key, Customer::NOUN)?)?;
            if let Some(into) = stands_in(visit, &customer)? {
                return Ok(Led::Merged(into));
            }
            let merged = merged_into(tx, actor, customer.id)?;
            Ok(Led::Here(CustomerWhole {
                key: named(visit, customer.number),
                contacts: contacts(tx, actor, customer.id)?,
                merged: merged
                    .into_iter()
                    .map(|item| Part { key: named(visit, item.number), item })
                    .collect(),
                customer,
            }))
        })
        .await;
    answered(&caller, &place, found)
}
