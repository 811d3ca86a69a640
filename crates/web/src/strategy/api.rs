//! Queries of direction as JSON.

use axum::extract::Path;
use axum::response::Response;
use domain::strategy::queries::{self, GoalRow, KeyResultRow};
use serde::Serialize;

use super::parts::GoalBlock;
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
    goal: GoalRow,
    key_results: Vec<KeyResultRow>,
}

pub async fn goals(caller: Caller, Path(slug): Path<String>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let prefix = &visit.workspace.prefix;
            let (goals, measured) =
                (queries::goals(visit.tx, &visit.actor)?, queries::key_results(visit.tx, &visit.actor)?);
            let whole = |block: GoalBlock| GoalWhole {
                key: format!("{prefix}-{}", block.goal.number),
                goal: block.goal,
                key_results: block.key_results,
            };
            Ok(GoalBlock::all(goals, measured).into_iter().map(whole).collect::<Vec<_>>())
        })
        .await;
    answer::found(&caller, found)
}
