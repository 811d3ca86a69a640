//! Planning ahead: the planned sprints of a product beside each other, what stands fast, and one proposal for all of them.

mod ahead_page;
mod api;
mod lanes;
mod load_chart;
mod told;

use axum::routing::get;
use domain::sprint::ahead::keep_story_out::KeepStoryOut;
use domain::sprint::ahead::pin_story::PinStory;
use domain::sprint::ahead::propose_plan::ProposePlan;
use domain::sprint::ahead::stop_plan_search::StopPlanSearch;
use domain::sprint::ahead::take_plan::TakePlan;
use domain::sprint::ahead::unpin_story::UnpinStory;

use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default()
        .at("/{workspace}/{product}/sprints/ahead", get(ahead_page::show))
        .query(
            "/api/v1/{workspace}/{product}/sprints/ahead",
            "The planned sprints of a product with what may be chosen for them, what stands fast, and the newest proposal for all.",
            api::ahead,
        )
        .command::<PinStory>()
        .command::<KeepStoryOut>()
        .command::<UnpinStory>()
        .command::<ProposePlan>()
        .command::<StopPlanSearch>()
        .command::<TakePlan>()
}
