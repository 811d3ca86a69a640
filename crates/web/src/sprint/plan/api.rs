//! Queries of planning as JSON.

use axum::extract::{Path, Query};
use axum::response::Response;
use domain::spine::refusal::{Found, Refusal, Result};
use domain::sprint::plan::proposal::Proposal;
use domain::sprint::plan::queries::{self, PlanRow, VoiceRow};
use domain::sprint::plan::sureness::Percent;
use domain::sprint::skills::Skill;
use domain::sprint::skills::queries::{Has, Share, had, shares, skills as all_skills};
use domain::sprint::{Sprint, SprintState};
use serde::{Deserialize, Serialize};

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
    /// Which shares of the stories need a skill.
    shares: Vec<Share>,
    voices: Vec<VoiceRow>,
}

/// The skills of a product, and who has them.
#[derive(Serialize)]
struct Skills {
    skills: Vec<Skill>,
    has: Vec<Has>,
}

pub async fn skills(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let (workspace, product) = (visit.actor.workspace, visit.product(&prefix)?.id);
            let asked = (all_skills(workspace, product), had(workspace, product));
            let (skills, has) = visit.tx.together(asked)?;
            Ok(Skills { skills, has })
        })
        .await;
    told(&caller, found)
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
            let ids = stories.iter().map(|row| row.id);
            let shares = shares(visit.actor.workspace, ids).all(visit.tx)?;
            Ok(Whole { sprint, stories, shares, voices })
        })
        .await;
    told(&caller, found)
}

#[derive(Deserialize)]
pub struct Wanted {
    /// How sure the proposal is to be, in percent.
    #[serde(default)]
    sure: String,
}

/// Read in one transaction, searched for outside of it.
pub async fn proposal(
    caller: Caller,
    Path((slug, prefix, number)): Path<(String, String, String)>,
    Query(Wanted { sure }): Query<Wanted>,
) -> Response {
    let read = caller
        .visit(slug, move |visit| {
            let wanted = Percent::parse(&sure)?;
            let sprint = by_number(visit, &prefix, &number)?;
            if sprint.state != SprintState::Planned {
                return Refusal::conflict("Only a planned sprint has a proposal.");
            }
            Ok((queries::inputs(visit.tx, &visit.actor, &sprint, &prefix)?, wanted))
        })
        .await;
    let found: Result<Proposal> = match read {
        Ok((inputs, wanted)) => match parts::proposed(inputs, wanted).await {
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
