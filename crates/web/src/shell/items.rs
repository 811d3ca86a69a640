//! `/{workspace}/items/{key}`: whatever has that key.

use axum::extract::Path;
use axum::response::Response;
use domain::spine::refusal::{Found, Refusal, Result};
use domain::spine::search::{item_of_key, keys};

use crate::answer;
use crate::backlog::story_page;
use crate::caller::Caller;
use crate::communication::decisions::decisions_page;
use crate::communication::release_page;
use crate::communication::updates::update_page;
use crate::discovery::research::{interview_page, studies_page};
use crate::discovery::{inbox_page, need_page};
use crate::market::{
    comparison_page, competitors_page, customer_page, personas_page, segments_page, trends_page,
};
use crate::roadmap::{assumptions, feature_page};
use crate::strategy::goal_page;
use crate::visit::Visit;

enum Shown {
    Page(Vec<u8>),
    Elsewhere(String),
    /// For good: it was merged.
    Merged(String),
}

pub async fn show(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    match caller.visit(slug, move |visit| find(visit, &key)).await {
        Ok(Shown::Page(body)) => answer::page(&caller, Ok(body)),
        Ok(Shown::Elsewhere(place)) => answer::see_other(&place),
        Ok(Shown::Merged(place)) => answer::moved(&place),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

fn find(visit: &Visit<'_>, key: &str) -> Result<Shown> {
    let (prefix, number) = key.rsplit_once('-').found("item")?;
    let number = number.parse().ok().found("item")?;
    let keyed = item_of_key(visit.tx, visit.actor.workspace, prefix, number)?.found("item")?;
    if keyed.is_merged {
        let key =
            keys(visit.tx, visit.actor.workspace, &[keyed.item_id])?.remove(&keyed.item_id).found("item")?;
        return Ok(Shown::Merged(format!("/{}/items/{key}", visit.workspace.slug)));
    }
    match keyed.noun.as_str() {
        "story" => story_page::render(visit, key).map(Shown::Page),
        "feature" => feature_page::render(visit, key).map(Shown::Page),
        "goal" => goal_page::render(visit, key).map(Shown::Page),
        "vision" => Ok(Shown::Elsewhere(format!("/{}/{prefix}/vision", visit.workspace.slug))),
        "release" => release_page::render(visit, key).map(Shown::Page),
        "status_update" => update_page::render(visit, key).map(Shown::Page),
        "audience" => {
            Ok(Shown::Elsewhere(format!("/{}/{prefix}/audiences?open={number}", visit.workspace.slug)))
        }
        "decision" => Ok(Shown::Elsewhere(decisions_page::place_of(visit, prefix, number))),
        "need" => need_page::render(visit, key).map(Shown::Page),
        "feedback" => inbox_page::place_of(visit, number).map(Shown::Elsewhere),
        "study" => Ok(Shown::Elsewhere(studies_page::place_of(visit, prefix, number))),
        "interview" => interview_page::render(visit, key).map(Shown::Page),
        "assumption" | "experiment" => {
            assumptions::place_of(visit, prefix, (&keyed.noun, number)).map(Shown::Elsewhere)
        }
        "competitor" => Ok(Shown::Elsewhere(competitors_page::place_of(visit, number)?)),
        "capability" => Ok(Shown::Elsewhere(comparison_page::place_of(visit, prefix, number))),
        "trend" => Ok(Shown::Elsewhere(trends_page::place_of(visit, number)?)),
        "segment" => Ok(Shown::Elsewhere(segments_page::place_of(visit, number)?)),
        "persona" => Ok(Shown::Elsewhere(personas_page::place_of(visit, number)?)),
        "customer" => customer_page::render(visit, number).map(Shown::Page),
        _ => Refusal::not_found("item"),
    }
}
