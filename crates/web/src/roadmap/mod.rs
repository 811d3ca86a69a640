//! Our answers to the needs: features, the roadmap, and the agreement between manager and owner.

mod agreement_page;
mod api;
pub mod assumptions;
pub(crate) mod facts;
pub mod feature_page;
mod roadmap_page;
pub mod score;
mod scores_page;
mod timeline;
mod window;

use axum::routing::get;
use domain::roadmap::acknowledge_feature::AcknowledgeFeature;
use domain::roadmap::add_feature::AddFeature;
use domain::roadmap::answer_need::AnswerNeed;
use domain::roadmap::archive_feature::ArchiveFeature;
use domain::roadmap::bring_capability::BringCapability;
use domain::roadmap::discuss_feature::DiscussFeature;
use domain::roadmap::edit_feature::EditFeature;
use domain::roadmap::move_feature::MoveFeature;
use domain::roadmap::offer_feature::OfferFeature;
use domain::roadmap::restore_feature::RestoreFeature;
use domain::roadmap::schedule_feature::ScheduleFeature;
use domain::roadmap::score_feature::ScoreFeature;
use domain::roadmap::scoring::add_score_input::AddScoreInput;
use domain::roadmap::scoring::edit_score_input::EditScoreInput;
use domain::roadmap::scoring::remove_score_input::RemoveScoreInput;
use domain::roadmap::scoring::score_by_formula::ScoreByFormula;
use domain::roadmap::scoring::set_formula::SetFormula;
use domain::roadmap::send_back_feature::SendBackFeature;
use domain::roadmap::settle_feature::SettleFeature;
use domain::roadmap::stop_answering_need::StopAnsweringNeed;
use domain::roadmap::stop_bringing_capability::StopBringingCapability;
use domain::roadmap::take_feature::TakeFeature;
use domain::roadmap::withdraw_offer::WithdrawOffer;

use crate::routes::Routes;

pub fn routes() -> Routes {
    assumptions::routes(Routes::default())
        .at("/{workspace}/{product}/roadmap", get(roadmap_page::show))
        .at("/{workspace}/{product}/scores", get(scores_page::show))
        .query(
            "/api/v1/{workspace}/{product}/scores",
            "By what the features of a product are scored, and those still to come in order, with how sure the order is.",
            scores_page::told,
        )
        .at("/{workspace}/items/{key}/agreement", get(agreement_page::show))
        .query("/api/v1/{workspace}/{product}/features", "The features of a product.", api::features)
        .query(
            "/api/v1/{workspace}/features/{key}",
            "A feature with its needs, stories, demand, thread and what changed since it was taken.",
            api::feature,
        )
        .command::<AddFeature>()
        .command::<EditFeature>()
        .command::<AnswerNeed>()
        .command::<BringCapability>()
        .command::<StopBringingCapability>()
        .command::<StopAnsweringNeed>()
        .command::<ScoreFeature>()
        .command::<ScoreByFormula>()
        .command::<AddScoreInput>()
        .command::<EditScoreInput>()
        .command::<RemoveScoreInput>()
        .command::<SetFormula>()
        .command::<MoveFeature>()
        .command::<ScheduleFeature>()
        .command::<OfferFeature>()
        .command::<WithdrawOffer>()
        .command::<DiscussFeature>()
        .command::<SendBackFeature>()
        .command::<TakeFeature>()
        .command::<AcknowledgeFeature>()
        .command::<SettleFeature>()
        .command::<ArchiveFeature>()
        .command::<RestoreFeature>()
}
