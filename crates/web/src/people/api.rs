//! Queries of people and places as JSON.

use axum::extract::Path;
use axum::response::Response;
use domain::people::queries;
use domain::spine::id::ProductId;
use serde::Serialize;

use crate::answer;
use crate::caller::Caller;

#[derive(Serialize)]
struct ProductListed {
    id: ProductId,
    prefix: String,
    name: String,
    time_zone: String,
}

pub async fn products(caller: Caller, Path(slug): Path<String>) -> Response {
    let found = caller
        .visit(slug, |visit| {
            let listed = visit.products().iter().cloned().map(|product| ProductListed {
                id: product.id,
                prefix: product.prefix,
                name: product.name,
                time_zone: product.time_zone,
            });
            Ok(listed.collect::<Vec<_>>())
        })
        .await;
    answer::found(&caller, found)
}

pub async fn people(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            Ok(visit.tx.together(queries::people(&visit.actor, visit.product(&prefix)?.id)?)?)
        })
        .await;
    answer::found(&caller, found)
}
