//! The comparison for programs: as a file, and as JSON.

use axum::extract::Path;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use domain::exchange::comparison;
use domain::market::comparison::Rating;
use domain::market::comparison::queries::{self, CompetitorRow, Linked};
use serde::Serialize;

use super::comparison_page::read;
use super::table::Row;
use crate::answer;
use crate::caller::Caller;

/// The comparison as a file.
pub async fn csv(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            comparison::write((visit.tx, &visit.actor), product.id)
        })
        .await;
    match done {
        Ok(text) => ([(CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response(),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

#[derive(Serialize)]
struct Told {
    competitors: Vec<CompetitorRow>,
    capabilities: Vec<Row>,
    ratings: Vec<Rating>,
    links: Vec<Linked>,
}

pub async fn api(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            let read = read(visit, &product)?;
            let ratings = visit.tx.together(queries::ratings(&visit.actor, product.id)?)?;
            let capabilities = read.rows();
            Ok(Told { capabilities, competitors: read.compared, ratings, links: read.links })
        })
        .await;
    answer::found(&caller, found)
}
