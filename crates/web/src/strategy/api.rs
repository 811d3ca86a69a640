//! Queries of direction as JSON.

use axum::extract::Path;
use axum::response::Response;
use domain::strategy::queries;
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
}

pub async fn goals(caller: Caller, Path(slug): Path<String>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let prefix = &visit.workspace.prefix;
            let (goals, measured) = (
                visit.tx.together(queries::goals(&visit.actor)?)?,
                visit.tx.together(queries::key_results(&visit.actor)?)?,
            );
            let whole =
                |placed: Placed| GoalWhole { key: format!("{prefix}-{}", placed.goal.number), placed };
            Ok(tree(goals, measured).into_iter().map(whole).collect::<Vec<_>>())
        })
        .await;
    answer::found(&caller, found)
}
