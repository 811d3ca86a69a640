//! The addresses of the backlog.

use axum::routing::get;
use domain::backlog::add_criterion::AddCriterion;
use domain::backlog::add_story::AddStory;
use domain::backlog::archive_story::ArchiveStory;
use domain::backlog::assign_story::AssignStory;
use domain::backlog::classify_story::ClassifyStory;
use domain::backlog::edit_criterion::EditCriterion;
use domain::backlog::edit_story::EditStory;
use domain::backlog::estimate_story::EstimateStory;
use domain::backlog::finish_story::FinishStory;
use domain::backlog::hints::bring_hint_back::BringHintBack;
use domain::backlog::hints::put_hint_aside::PutHintAside;
use domain::backlog::link_story::LinkStory;
use domain::backlog::move_story::MoveStory;
use domain::backlog::remove_criterion::RemoveCriterion;
use domain::backlog::restore_story::RestoreStory;
use domain::backlog::take_in_story::TakeInStory;

use super::{api, backlog_page};
use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default()
        .at("/{workspace}/{product}/backlog", get(backlog_page::show))
        .query(
            "/api/v1/{workspace}/{product}/backlog",
            "A page of the backlog in the owner's order.",
            api::backlog,
        )
        .query(
            "/api/v1/{workspace}/stories/{key}",
            "A story with its criteria and hints on how it is written, by its key.",
            api::story,
        )
        .command::<AddStory>()
        .command::<TakeInStory>()
        .command::<EditStory>()
        .command::<ClassifyStory>()
        .command::<EstimateStory>()
        .command::<AssignStory>()
        .command::<FinishStory>()
        .command::<MoveStory>()
        .command::<LinkStory>()
        .command::<ArchiveStory>()
        .command::<RestoreStory>()
        .command::<AddCriterion>()
        .command::<EditCriterion>()
        .command::<RemoveCriterion>()
        .command::<PutHintAside>()
        .command::<BringHintBack>()
}
