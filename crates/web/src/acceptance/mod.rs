//! Accepting: the stories that wait, verdicts on their criteria, and what the owner ruled.

mod acceptance_page;
mod api;
pub mod story_parts;

use axum::routing::get;
use domain::acceptance::accept_story::AcceptStory;
use domain::acceptance::complete_feature::CompleteFeature;
use domain::acceptance::give_verdict::GiveVerdict;
use domain::acceptance::meet_all_criteria::MeetAllCriteria;
use domain::acceptance::send_back_story::SendBackStory;

use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default()
        .at("/{workspace}/{product}/acceptance", get(acceptance_page::show))
        .query(
            "/api/v1/{workspace}/{product}/acceptance",
            "The stories that wait to be accepted, with how their criteria stand.",
            api::waiting,
        )
        .query(
            "/api/v1/{workspace}/stories/{key}/acceptance",
            "The verdicts on a story's criteria and what was ruled on it, by its key.",
            api::of_story,
        )
        .command::<GiveVerdict>()
        .command::<MeetAllCriteria>()
        .command::<AcceptStory>()
        .command::<SendBackStory>()
        .command::<CompleteFeature>()
}
