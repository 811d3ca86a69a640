//! Kano surveys: the public page on which a contact answers, what stands beside the feature, and the same as JSON.

mod kano_page;
pub mod survey_part;

use axum::extract::{DefaultBodyLimit, Path};
use axum::response::Response;
use axum::routing::get;
use domain::communication::kano::end_kano_survey::EndKanoSurvey;
use domain::communication::kano::queries::{self, Surveyed};
use domain::communication::kano::start_kano_survey::StartKanoSurvey;
use serde::Serialize;

use crate::answer;
use crate::caller::Caller;
use crate::roadmap::facts::by_key;
use crate::routes::Routes;

/// Two words fit in far less.
const ANSWER_MAX_BYTES: usize = 4 * 1024;

pub fn routes(routes: Routes) -> Routes {
    routes
        .at(
            "/{workspace}/kano/{token}",
            get(kano_page::show).post(kano_page::answer).layer(DefaultBodyLimit::max(ANSWER_MAX_BYTES)),
        )
        .query(
            "/api/v1/{workspace}/features/{key}/kano",
            "The Kano surveys of a feature, newest first: who was asked and answered, the categories, and how sure they are.",
            surveys,
        )
        .command::<StartKanoSurvey>()
        .command::<EndKanoSurvey>()
}

#[derive(Serialize)]
struct Surveys {
    key: String,
    surveys: Vec<Surveyed>,
}

async fn surveys(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let (_, feature) = by_key(visit, &key)?;
            let surveys = visit.tx.together(queries::of_feature(&visit.actor, &feature)?)?;
            Ok(Surveys { key: key.clone(), surveys })
        })
        .await;
    answer::found(&caller, found)
}
