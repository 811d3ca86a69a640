//! Where a product is going: its vision, the goals, how they are measured.

mod api;
mod chart;
pub mod goal_page;
mod parts;
mod versions_page;
mod vision_page;

use axum::routing::get;
use domain::strategy::add_goal::AddGoal;
use domain::strategy::add_key_result::AddKeyResult;
use domain::strategy::assign_goal::AssignGoal;
use domain::strategy::check_in::CheckIn;
use domain::strategy::edit_goal::EditGoal;
use domain::strategy::edit_key_result::EditKeyResult;
use domain::strategy::place_goal::PlaceGoal;
use domain::strategy::remove_key_result::RemoveKeyResult;
use domain::strategy::settle_goal::SettleGoal;
use domain::strategy::write_positioning::WritePositioning;
use domain::strategy::write_vision::WriteVision;

use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default()
        .at("/{workspace}/{product}/vision", get(vision_page::show))
        .query("/api/v1/{workspace}/{product}/vision", "The vision board of a product.", api::vision)
        .query(
            "/api/v1/{workspace}/goals",
            "The goals of the workspace with their key results and newest check-ins.",
            api::goals,
        )
        .at("/{workspace}/{product}/vision/versions", get(versions_page::show))
        .query(
            "/api/v1/{workspace}/{product}/positioning",
            "The positioning of a product.",
            versions_page::positioning_of_product,
        )
        .query(
            "/api/v1/{workspace}/{product}/vision/versions",
            "What the vision board said at each time, newest first; `of=positioning`: the positioning.",
            versions_page::query,
        )
        .command::<WritePositioning>()
        .command::<WriteVision>()
        .command::<AddGoal>()
        .command::<EditGoal>()
        .command::<PlaceGoal>()
        .command::<AssignGoal>()
        .command::<SettleGoal>()
        .command::<AddKeyResult>()
        .command::<EditKeyResult>()
        .command::<RemoveKeyResult>()
        .command::<CheckIn>()
}
