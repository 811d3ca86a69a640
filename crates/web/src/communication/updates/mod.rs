//! Status updates: a list, and the page on which one is written beside what its audience will see.

pub mod update_page;
mod updates_page;

use axum::routing::get;
use domain::communication::updates::archive_update::ArchiveUpdate;
use domain::communication::updates::draft_update::DraftUpdate;
use domain::communication::updates::edit_update::EditUpdate;
use domain::communication::updates::judge_goal::JudgeGoal;
use domain::communication::updates::publish_update::PublishUpdate;
use domain::communication::updates::restore_update::RestoreUpdate;

use crate::routes::Routes;

pub fn routes(routes: Routes) -> Routes {
    routes
        .at("/{workspace}/{product}/updates", get(updates_page::show))
        .query(
            "/api/v1/{workspace}/{product}/updates",
            "The status updates of a product, newest first; `before` a number for earlier ones.",
            updates_page::api,
        )
        .query(
            "/api/v1/{workspace}/updates/{key}",
            "A status update with how the goals stand, what the leak check finds, and its revisions, by its key.",
            update_page::api,
        )
        .command::<DraftUpdate>()
        .command::<EditUpdate>()
        .command::<JudgeGoal>()
        .command::<PublishUpdate>()
        .command::<ArchiveUpdate>()
        .command::<RestoreUpdate>()
}
