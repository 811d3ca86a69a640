//! Planning ahead as JSON.

use axum::extract::Path;
use axum::response::Response;
use domain::sprint::ahead::found::Found;
use domain::sprint::ahead::queries::{self, SearchRow};
use domain::sprint::ahead::{Ahead, SearchState};
use serde::Serialize;

use super::ahead_page::broken_by_now;
use crate::answer;
use crate::caller::Caller;

#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    ahead: Ahead,
    search: Option<Searched>,
}

#[derive(Serialize)]
struct Searched {
    #[serde(flatten)]
    row: SearchRow,
    /// What it found; nothing while it goes on.
    proposal: Option<Found>,
    /// What the proposal breaks by what is true now: empty where it can be taken.
    broken: Vec<String>,
}

pub async fn ahead(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            let ahead = queries::ahead(visit.tx, &visit.actor, product.id, &product.prefix)?;
            let search = queries::newest(visit.tx, &visit.actor, product.id)?.map(|row| {
                let ended = row.state != SearchState::Searching;
                let proposal = Found::read(&row.found).filter(|_| ended);
                let broken = match &proposal {
                    Some(found) if row.taken_at.is_none() => broken_by_now(visit, &ahead, found),
                    _ => Vec::new(),
                };
                Searched { row, proposal, broken }
            });
            Ok(Whole { ahead, search })
        })
        .await;
    answer::found(&caller, found)
}
