//! Queries of the board as JSON.

use axum::extract::{Path, Query};
use axum::response::Response;
use domain::spine::refusal::Result;
use domain::sprint::board::queries::{impediments, tasks};
use domain::sprint::{Impediment, Task};
use serde::Serialize;

use super::board_page::{Asked, chosen};
use crate::answer;
use crate::backlog::by_key;
use crate::caller::Caller;

/// The board; nothing where no team works on the product.
pub async fn board(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            Ok(chosen(visit, product.id, &asked)?.1)
        })
        .await;
    told(&caller, found)
}

#[derive(Serialize)]
struct Work {
    tasks: Vec<Task>,
    impediments: Vec<Impediment>,
}

pub async fn of_story(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let story = by_key(visit, &key)?;
            Ok(Work {
                tasks: tasks(visit.tx, &visit.actor, &story)?,
                impediments: impediments(visit.tx, &visit.actor, &story)?,
            })
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
