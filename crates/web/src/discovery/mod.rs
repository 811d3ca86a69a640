//! The inbox of what customers said, and the needs that it leads to.

mod api;
mod asking_page;
pub mod in_words;
pub mod inbox_page;
mod intake_page;
mod letter;
pub mod need_page;
mod needs_page;
mod passages;
pub mod research;
pub mod similar;
pub mod ways_in;

use axum::routing::get;
use domain::discovery::add_feedback::AddFeedback;
use domain::discovery::add_need::AddNeed;
use domain::discovery::back_persona::BackPersona;
use domain::discovery::edit_need::EditNeed;
use domain::discovery::link_capability::LinkCapability;
use domain::discovery::link_quote::LinkQuote;
use domain::discovery::link_trend::LinkTrend;
use domain::discovery::put_feedback_aside::PutFeedbackAside;
use domain::discovery::serve_goal::ServeGoal;
use domain::discovery::settle_need::SettleNeed;
use domain::discovery::stop_backing_persona::StopBackingPersona;
use domain::discovery::stop_serving_goal::StopServingGoal;
use domain::discovery::unlink_capability::UnlinkCapability;
use domain::discovery::unlink_quote::UnlinkQuote;
use domain::discovery::unlink_trend::UnlinkTrend;

use crate::routes::Routes;

pub fn routes() -> Routes {
    ways_in::routes(research::routes(Routes::default()))
        .at("/{workspace}/{product}/inbox", get(inbox_page::show))
        .at("/{workspace}/{product}/needs", get(needs_page::show))
        .at("/{workspace}/asking/{key}", get(asking_page::show))
        .at("/{workspace}/{product}/intake", get(intake_page::show))
        .query(
            "/api/v1/{workspace}/{product}/inbox",
            "What customers said, newest first, a page at a time.",
            api::inbox,
        )
        .query("/api/v1/{workspace}/{product}/needs", "The needs of a product by demand.", api::needs)
        .query(
            "/api/v1/{workspace}/needs/{key}",
            "A need with its quotes and its demand, by its key.",
            api::need,
        )
        .query(
            "/api/v1/{workspace}/needs/{key}/asking",
            "What does not lead to a need yet and may ask for it: said in the words of its title, or in `?words=`, and like the \
             passages that lead to it; twenty of each, the likeliest first, with the sentence that says the most of it.",
            asking_page::told,
        )
        .command::<AddFeedback>()
        .command::<PutFeedbackAside>()
        .command::<LinkQuote>()
        .command::<UnlinkQuote>()
        .command::<BackPersona>()
        .command::<StopBackingPersona>()
        .command::<AddNeed>()
        .command::<LinkCapability>()
        .command::<UnlinkCapability>()
        .command::<LinkTrend>()
        .command::<UnlinkTrend>()
        .command::<ServeGoal>()
        .command::<StopServingGoal>()
        .command::<EditNeed>()
        .command::<SettleNeed>()
}
