//! Queries of communication as JSON.

use axum::extract::Path;
use axum::response::Response;
use domain::communication::Release;
use domain::communication::outcomes;
use domain::communication::queries::{self, ReachRow, StoryRow};
use domain::communication::responses::{self, ResponseRow};
use domain::roadmap::Outcome;
use domain::spine::refusal::Found;
use serde::Serialize;

use super::release_page::by_key;
use crate::answer;
use crate::caller::Caller;

pub async fn releases(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| queries::releases(visit.tx, &visit.actor, visit.product(&prefix)?.id))
        .await;
    answer::found(&caller, found)
}

pub async fn outcomes_of_product(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| outcomes::outcomes(visit.tx, &visit.actor, visit.product(&prefix)?.id))
        .await;
    answer::found(&caller, found)
}

#[derive(Serialize)]
struct ReleaseWhole {
    key: String,
    #[serde(flatten)]
    release: Release,
    stories: Vec<StoryRow>,
    contacts: ReachRow,
}

pub async fn release(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let (_, release) = by_key(visit, &key)?;
            let stories = queries::stories(visit.tx, &visit.actor, &release)?;
            let contacts = queries::reach(visit.tx, &visit.actor, &release)?;
            Ok(ReleaseWhole { key: key.clone(), release, stories, contacts })
        })
        .await;
    answer::found(&caller, found)
}

#[derive(Serialize)]
struct Outcomes {
    key: String,
    outcome: Outcome,
    outcome_reason: String,
    responses: Vec<ResponseRow>,
}

pub async fn responses(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let (prefix, number) = key.rsplit_once('-').found("feature")?;
            let (product, number) = (visit.product(prefix)?, number.parse().ok().found("feature")?);
            let feature = responses::feature(visit.tx, &visit.actor, product.id, number)?;
            let responses = responses::of_feature(visit.tx, &visit.actor, &feature)?;
            let (outcome, outcome_reason) = (feature.outcome, feature.outcome_reason);
            Ok(Outcomes { key: key.clone(), outcome, outcome_reason, responses })
        })
        .await;
    answer::found(&caller, found)
}
