//! The board of a team, and what a story shows of the work on it.

mod api;
mod board_page;
pub mod story_parts;

use axum::routing::get;
use domain::sprint::board::add_column::AddColumn;
use domain::sprint::board::add_task::AddTask;
use domain::sprint::board::archive_column::ArchiveColumn;
use domain::sprint::board::edit_column::EditColumn;
use domain::sprint::board::move_on_board::MoveOnBoard;
use domain::sprint::board::raise_impediment::RaiseImpediment;
use domain::sprint::board::remove_task::RemoveTask;
use domain::sprint::board::resolve_impediment::ResolveImpediment;
use domain::sprint::board::tick_task::TickTask;
use domain::sprint::board::untick_task::UntickTask;

use crate::routes::Routes;

pub fn routes(routes: Routes) -> Routes {
    routes
        .at("/{workspace}/{product}/board", get(board_page::show))
        .query(
            "/api/v1/{workspace}/{product}/board",
            "The board of a team: its columns with the stories in them. `team` chooses one by its id.",
            api::board,
        )
        .query(
            "/api/v1/{workspace}/stories/{key}/work",
            "The tasks of a story and what is in its way, by its key.",
            api::of_story,
        )
        .command::<AddColumn>()
        .command::<EditColumn>()
        .command::<ArchiveColumn>()
        .command::<MoveOnBoard>()
        .command::<AddTask>()
        .command::<TickTask>()
        .command::<UntickTask>()
        .command::<RemoveTask>()
        .command::<RaiseImpediment>()
        .command::<ResolveImpediment>()
}
