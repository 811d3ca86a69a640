//! Queries of discovery as JSON.

use axum::extract::{Path, Query};
use axum::response::Response;
use domain::discovery::Need;
use domain::discovery::queries::{self, Demand, QuoteRow};
use domain::spine::refusal::Result;
use serde::Serialize;

use super::inbox_page::Asked;
use super::need_page::by_key;
use crate::answer;
use crate::caller::Caller;

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
    told(&caller, found)
}

pub async fn needs(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| queries::needs(visit.tx, &visit.actor, visit.product(&prefix)?.id))
        .await;
    told(&caller, found)
}

#[derive(Serialize)]
struct NeedWhole {
    key: String,
    #[serde(flatten)]
    need: Need,
    demand: Demand,
    quotes: Vec<QuoteRow>,
}

pub async fn need(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let (_, need) = by_key(visit, &key)?;
            let demand = queries::demand_of_need(visit.tx, &visit.actor, &need)?;
            let quotes = queries::quotes_of_need(visit.tx, &visit.actor, &need)?;
            Ok(NeedWhole { key: key.clone(), need, demand, quotes })
        })
        .await;
    told(&caller, found)
}

fn told<T: Serialize>(caller: &Caller, found: Result<T>) -> Response {
    match found {
        Ok(body) => answer::json(&body),
        Err(failure) => answer::refuse(caller, &failure, &[]),
    }
}
