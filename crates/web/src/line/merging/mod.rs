//! Making one of two: which one is meant, what would come of it, and the list of customers and contacts that are likely one.

pub mod api;
mod doubles_page;
pub mod merge_page;

use std::sync::PoisonError;

use axum::routing::get;
use domain::discovery::{Feedback, Need};
use domain::line::merging::alike::{Candidates, candidates};
use domain::line::merging::merge_contacts::MergeContacts;
use domain::line::merging::merge_customers::MergeCustomers;
use domain::line::merging::merge_feedback::MergeFeedback;
use domain::line::merging::merge_needs::MergeNeeds;
use domain::market::{Contact, Customer};
use domain::spine::item::Item;
use domain::spine::refusal::{Found, Refusal, Result};
use domain::spine::rights::Permission;
use domain::spine::search::item_of_key;
use uuid::Uuid;

use crate::routes::Routes;
use crate::visit::Visit;

pub fn routes() -> Routes {
    Routes::default()
        .at("/{workspace}/merge/{key}", get(merge_page::show))
        .at("/{workspace}/doubles", get(doubles_page::show))
        .query(
            "/api/v1/{workspace}/merge/{key}",
            "Which ones could be merged with a feedback, need or customer by its key, or a contact by its id: likely \
             doubles, and what `?words=` find. With `?into=` what merging the two would do.",
            api::merge,
        )
        .query(
            "/api/v1/{workspace}/doubles",
            "Customers and contacts that are likely one, in pairs, each with why.",
            api::doubles,
        )
        .query(
            "/api/v1/{workspace}/feedback/{key}",
            "What a customer said, with its quotes and what was merged into it. The key of one that was merged is answered \
             with 308 and `merged_into`.",
            api::feedback,
        )
        .query(
            "/api/v1/{workspace}/customers/{key}",
            "A customer with its contacts and what was merged into it. The key of one that was merged is answered with 308 \
             and `merged_into`.",
            api::customer,
        )
        .command::<MergeFeedback>()
        .command::<MergeNeeds>()
        .command::<MergeContacts>()
        .command::<MergeCustomers>()
}

/// Which ones could be meant; of a feedback also by what was said before, once that is read.
pub(super) fn could_be_meant(
    visit: &Visit<'_>,
    (noun, one): (&str, Uuid),
    words: &str,
) -> Result<Candidates> {
    let (tx, actor) = (visit.tx, &visit.actor);
    let feedback = if noun == Feedback::NOUN { Feedback::load(tx, actor.workspace, one)? } else { None };
    let said = match feedback.filter(|feedback| actor.may(Permission::Read, feedback.product_id)) {
        Some(feedback) => visit.caller.house.similar_kept.of(visit, feedback.product_id)?,
        None => None,
    };
    let said = said.as_ref().map(|said| said.read().unwrap_or_else(PoisonError::into_inner));
    candidates(tx, actor, (noun, one), (words, said.as_deref()))
}

/// What is merged: by its key, a contact by its id.
pub(super) fn meant(visit: &Visit<'_>, key: &str) -> Result<(&'static str, Uuid)> {
    if let Ok(id) = key.parse::<Uuid>() {
        return Ok((Contact::NOUN, id));
    }
    let key = key.trim().to_uppercase();
    let (prefix, number) = key.rsplit_once('-').found("item")?;
    let number = number.parse().ok().found("item")?;
    let keyed = item_of_key(visit.tx, visit.actor.workspace, prefix, number)?.found("item")?;
    for noun in [Feedback::NOUN, Need::NOUN, Customer::NOUN] {
        if noun == keyed.noun {
            return Ok((noun, keyed.item_id));
        }
    }
    Refusal::not_found("item")
}
