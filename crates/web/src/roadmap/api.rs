//! Queries of features as JSON.

use axum::extract::Path;
use axum::response::Response;
use domain::discovery::demand::Demand;
use domain::roadmap::Feature;
use domain::roadmap::agreement::{self, ChangedSince, EntryRow};
use domain::roadmap::assumptions::Experiment;
use domain::roadmap::assumptions::queries::AssumptionRow;
use domain::roadmap::queries::{self, NeedAnswered, StoryOfFeature};
use domain::roadmap::rules;
use domain::roadmap::scoring::queries as scoring;
use serde::Serialize;

use super::assumptions::{Cited, Rests};
use super::facts::by_key;
use super::score::Score;
use crate::answer;
use crate::caller::Caller;

#[derive(Serialize)]
struct FeatureListed {
    key: String,
    score: Option<f64>,
    #[serde(flatten)]
    feature: Feature,
}

pub async fn features(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            let features = queries::features(visit.tx, &visit.actor, product.id)?;
            let scores = scoring::scores(visit.tx, &visit.actor, &product, &features)?;
            let listed = |feature: Feature| FeatureListed {
                key: format!("{}-{}", product.prefix, feature.number),
                score: scores.get(&feature.id).copied(),
                feature,
            };
            Ok(features.into_iter().map(listed).collect::<Vec<_>>())
        })
        .await;
    answer::found(&caller, found)
}

#[derive(Serialize)]
struct FeatureWhole {
    key: String,
    /// Its score, the terms it is made of, and its place among the others.
    scored: Score,
    score: Option<f64>,
    /// The names of the fields in which nothing stands.
    empty: Vec<&'static str>,
    #[serde(flatten)]
    feature: Feature,
    needs: Vec<NeedAnswered>,
    stories: Vec<StoryOfFeature>,
    demand: Demand,
    thread: Vec<EntryRow>,
    changed_since_taken: Vec<ChangedSince>,
    /// The riskiest first.
    assumptions: Vec<AssumptionRow>,
    experiments: Vec<Experiment>,
    /// The concluded experiments, as its evidence cites them.
    cited: Vec<Cited>,
    /// Its riskiest assumption, where nothing has tried it.
    untested: Option<AssumptionRow>,
}

pub async fn feature(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let (product, feature) = by_key(visit, &key)?;
            let rests = Rests::of(visit, &product.prefix, &feature)?;
            let scored = Score::of(visit, &product, &feature)?;
            Ok(FeatureWhole {
                key: key.clone(),
                score: scored.score,
                scored,
                empty: rules::empty_fields(&feature, rests.is_cited()),
                needs: queries::needs_of_feature(visit.tx, &visit.actor, &feature)?,
                stories: queries::stories_of_feature(visit.tx, &visit.actor, &feature)?,
                demand: queries::demand_of_feature(visit.tx, &visit.actor, &feature)?,
                thread: agreement::thread(visit.tx, &visit.actor, &feature)?,
                changed_since_taken: agreement::changed_since(visit.tx, &visit.actor, &feature)?,
                untested: rests.untested().cloned(),
                assumptions: rests.assumptions,
                experiments: rests.experiments,
                cited: rests.cited,
                feature,
            })
        })
        .await;
    answer::found(&caller, found)
}
