//! Queries of research as JSON.

use axum::extract::Path;
use axum::response::Response;
use domain::discovery::quotes::{QuoteRow, quotes_of_feedback};
use domain::discovery::research::queries::{self, InterviewRow};
use domain::discovery::research::{Interview, Study};
use domain::spine::refusal::{Found, Result};
use serde::Serialize;

use crate::answer;
use crate::caller::Caller;
use crate::visit::Visit;

pub async fn studies(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| queries::studies(visit.tx, &visit.actor, visit.product(&prefix)?.id))
        .await;
    answer::found(&caller, found)
}

#[derive(Serialize)]
struct StudyWhole {
    key: String,
    #[serde(flatten)]
    study: Study,
    interviews: Vec<InterviewRow>,
    quotes: Vec<QuoteRow>,
}

pub async fn study(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let (product, number) = named(visit, &key, "study")?;
            let study = queries::study(visit.tx, &visit.actor, product, number)?;
            Ok(StudyWhole {
                key: key.clone(),
                interviews: queries::interviews(visit.tx, &visit.actor, &study)?,
                quotes: queries::quotes_of_study(visit.tx, &visit.actor, &study)?,
                study,
            })
        })
        .await;
    answer::found(&caller, found)
}

#[derive(Serialize)]
struct InterviewWhole {
    key: String,
    #[serde(flatten)]
    interview: Interview,
    study: String,
    /// What was said.
    notes: Option<String>,
    quotes: Vec<QuoteRow>,
}

pub async fn interview(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let (product, number) = named(visit, &key, "interview")?;
            let (interview, study, notes) = queries::interview(visit.tx, &visit.actor, product, number)?;
            let quotes = match &notes {
                Some(notes) => quotes_of_feedback(visit.tx, &visit.actor, notes)?,
                None => Vec::new(),
            };
            let (key, notes) = (key.clone(), notes.map(|notes| notes.body));
            Ok(InterviewWhole { key, interview, study: study.question, notes, quotes })
        })
        .await;
    answer::found(&caller, found)
}

/// The product and the number that a key names.
fn named(visit: &Visit<'_>, key: &str, what: &'static str) -> Result<(domain::spine::id::ProductId, i64)> {
    let (prefix, number) = key.rsplit_once('-').found(what)?;
    Ok((visit.product(prefix)?.id, number.parse().ok().found(what)?))
}
