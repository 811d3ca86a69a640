//! Queries of direction as JSON.

use axum::extract::Path;
use axum::response::Response;
use domain::strategy::queries::{self, Served};
use domain::strategy::tree::{Placed, tree};
use serde::Serialize;

use crate::answer;
use crate::caller::Caller;

pub async fn vision(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| queries::vision(visit.tx, &visit.actor, visit.product(&prefix)?.id))
        .await;
    answer::found(&caller, found)
}

#[derive(Serialize)]
struct GoalWhole {
    key: String,
    #[serde(flatten)]
    placed: Placed,
    #[serde(flatten)]
    served: Served,
}

pub async fn goals(caller: Caller, Path(slug): Path<String>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let prefix = &visit.workspace.prefix;
            let actor = &visit.actor;
            let (goals, measured, served) = visit.tx.together((
                queries::goals(actor)?,
                queries::key_results(actor)?,
                queries::served(actor)?,
            ))?;
            let whole = |placed: Placed| {
                let served = Served::of(placed.goal.id, &served);
                GoalWhole { key: format!("{prefix}-{}", placed.goal.number), placed, served }
            };
            Ok(tree(goals, measured).into_iter().map(whole).collect::<Vec<_>>())
        })
        .await;
    answer::found(&caller, found)
}
