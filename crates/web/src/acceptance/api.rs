//! Queries of acceptance as JSON.

use axum::extract::Path;
use axum::response::Response;
use domain::acceptance::queries::{self, RulingRow, VerdictRow};
use domain::acceptance::rules::Standing;
use serde::Serialize;

use crate::answer;
use crate::backlog::by_key;
use crate::caller::Caller;

pub async fn waiting(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| queries::waiting(visit.tx, &visit.actor, visit.product(&prefix)?.id))
        .await;
    answer::found(&caller, found)
}

#[derive(Serialize)]
struct Judged {
    standing: Standing,
    verdicts: Vec<VerdictRow>,
    rulings: Vec<RulingRow>,
}

pub async fn of_story(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let story = by_key(visit, &key)?;
            Ok(Judged {
                standing: queries::standing(visit.tx, &visit.actor, &story)?,
                verdicts: queries::verdicts(visit.tx, &visit.actor, &story)?,
                rulings: queries::rulings(visit.tx, &visit.actor, &story)?,
            })
        })
        .await;
    answer::found(&caller, found)
}
