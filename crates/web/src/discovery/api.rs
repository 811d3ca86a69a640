//! Queries of discovery as JSON.

use axum::extract::{Path, Query};
use axum::response::Response;
use domain::discovery::Need;
use domain::discovery::demand::{self, Demand};
use domain::discovery::queries;
use domain::discovery::quotes::{OF_NEED_MAX, QuoteRow, askers_of_need, quotes_of_need};
use domain::market::segments::queries::{Counted, demand_of_need, segments};
use serde::Serialize;

use super::inbox_page::Asked;
use super::need_page::by_key;
use crate::answer;
use crate::caller::Caller;
use crate::line::merging::api::{Led, answered, stands_in};

pub async fn inbox(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            queries::inbox(visit.tx, &visit.actor, product.id, &asked.filter()?)
        })
        .await;
    answer::found(&caller, found)
}

pub async fn needs(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| queries::needs(visit.tx, &visit.actor, visit.product(&prefix)?.id))
        .await;
    answer::found(&caller, found)
}

#[derive(Serialize)]
struct NeedWhole {
    key: String,
    #[serde(flatten)]
    need: Need,
    demand: Demand,
    quotes: Vec<QuoteRow>,
    /// How much each segment asks for it, each account once.
    segments: Vec<Counted>,
}

pub async fn need(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let place = format!("/api/v1/{slug}/needs");
    let found = caller
        .visit(slug, move |visit| {
            let (_, need) = by_key(visit, &key)?;
            if let Some(into) = stands_in(visit, &need)? {
                return Ok(Led::Merged(into));
            }
            let actor = &visit.actor;
            let (demand, askers, known) = visit.tx.together((
                demand::demand_of_need(actor, &need)?,
                askers_of_need(actor, &need, OF_NEED_MAX)?,
                segments(actor)?,
            ))?;
            let (quotes, segments) = visit.tx.together((
                quotes_of_need(actor, &need, &askers, OF_NEED_MAX)?,
                demand_of_need(actor, &need.id, &known)?,
            ))?;
            Ok(Led::Here(NeedWhole { key: key.clone(), need, demand, quotes, segments }))
        })
        .await;
    answered(&caller, &place, found)
}
