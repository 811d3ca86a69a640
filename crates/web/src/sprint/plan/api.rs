//! Queries of planning as JSON.

use axum::extract::Path;
use axum::response::Response;
use domain::spine::refusal::{Found, Refusal, Result};
use domain::sprint::plan::proposal::Proposal;
use domain::sprint::plan::queries::{self, PlanRow, VoiceRow};
use domain::sprint::{Sprint, SprintState};
use serde::Serialize;

use super::parts;
use crate::answer;
use crate::caller::Caller;
use crate::visit::Visit;

pub async fn sprints(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| queries::sprints(visit.tx, &visit.actor, visit.product(&prefix)?.id))
        .await;
    told(&caller, found)
}

#[derive(Serialize)]
struct Whole {
    #[serde(flatten)]
    sprint: Sprint,
    stories: Vec<PlanRow>,
    voices: Vec<VoiceRow>,
}

fn by_number(visit: &Visit<'_>, prefix: &str, number: &str) -> Result<Sprint> {
    let product = visit.product(prefix)?.id;
    queries::sprint(visit.tx, &visit.actor, product, number.parse().ok().found("sprint")?)
}

pub async fn sprint(
    caller: Caller,
    Path((slug, prefix, number)): Path<(String, String, String)>,
) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let sprint = by_number(visit, &prefix, &number)?;
            let stories = queries::stories(visit.tx, &visit.actor, &sprint)?;
            let voices = queries::voices(visit.tx, &visit.actor, &sprint)?;
            Ok(Whole { sprint, stories, voices })
        })
        .await;
    told(&caller, found)
}

/// Read in one transaction, searched for outside of it.
pub async fn proposal(
    caller: Caller,
    Path((slug, prefix, number)): Path<(String, String, String)>,
) -> Response {
    let read = caller
        .visit(slug, move |visit| {
            let sprint = by_number(visit, &prefix, &number)?;
            if sprint.state != SprintState::Planned {
                return Refusal::conflict("Only a planned sprint has a proposal.");
            }
            queries::inputs(visit.tx, &visit.actor, &sprint, &prefix)
        })
        .await;
    let found: Result<Proposal> = match read {
        Ok(inputs) => match parts::proposed(inputs).await {
            Ok(proposal) => Ok(proposal),
            Err(sentence) => Refusal::conflict(sentence),
        },
        Err(failure) => Err(failure),
    };
    told(&caller, found)
}

fn told<T: Serialize>(caller: &Caller, found: Result<T>) -> Response {
    match found {
        Ok(body) => answer::json(&body),
        Err(failure) => answer::refuse(caller, &failure, &[]),
    }
}
