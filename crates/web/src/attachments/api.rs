//! The files of an item and what a workspace holds, as JSON.

use axum::extract::Path;
use axum::response::Response;
use domain::attachments::queries::{AttachmentRow, Total, attachments, carrier, total};
use domain::spine::refusal::Result;
use serde::Serialize;

use crate::answer;
use crate::caller::Caller;

pub async fn of_item(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| -> Result<Vec<AttachmentRow>> {
            let carrier = carrier(visit.tx, &visit.actor, &key, None)?;
            Ok(visit.tx.together(attachments(&visit.actor, carrier.item)?)?)
        })
        .await;
    answer::found(&caller, found)
}

#[derive(Serialize)]
struct Held {
    #[serde(flatten)]
    total: Total,
    file_bytes_max: i64,
    workspace_bytes_max: i64,
}

pub async fn total_of_workspace(caller: Caller, Path(slug): Path<String>) -> Response {
    let limits = caller.house.files.limits;
    let found = caller
        .visit(slug, move |visit| {
            Ok(Held {
                total: total(visit.tx, visit.actor.workspace)?,
                file_bytes_max: limits.file_bytes_max,
                workspace_bytes_max: limits.workspace_bytes_max,
            })
        })
        .await;
    answer::found(&caller, found)
}
