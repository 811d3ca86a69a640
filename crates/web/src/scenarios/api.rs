//! Queries of scenarios as JSON.

use axum::extract::{Path, Query};
use axum::response::Response;
use domain::scenarios::queries;

use super::trial::{Asked, Trial};
use crate::answer;
use crate::caller::Caller;

pub async fn scenarios(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            queries::scenarios(visit.tx, &visit.actor, product.id)
        })
        .await;
    answer::found(&caller, found)
}

pub async fn scenario(
    caller: Caller,
    Path((slug, prefix, number)): Path<(String, String, i64)>,
    Query(asked): Query<Asked>,
) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            Trial::of(visit, &product, number, &asked)
        })
        .await;
    answer::found(&caller, found)
}
