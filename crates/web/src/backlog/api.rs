//! Queries of the backlog as JSON.

use axum::extract::{Path, Query};
use axum::response::Response;
use domain::backlog::hints::Hint;
use domain::backlog::queries::{self, Page};
use domain::backlog::{Criterion, Story};
use domain::spine::refusal::{Found, Result};
use serde::Serialize;

use super::backlog_page::Asked;
use super::in_words::hints;
use crate::answer;
use crate::caller::Caller;
use crate::visit::Visit;

pub async fn backlog(
    caller: Caller,
    Path((slug, product)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let page = caller
        .visit(slug, move |visit| {
            let product = visit.product(&product)?;
            queries::page(visit.tx, &visit.actor, product.id, &asked.filter(visit.actor.person)?)
        })
        .await;
    answer::found::<Page>(&caller, page)
}

#[derive(Serialize)]
struct StoryWhole {
    key: String,
    #[serde(flatten)]
    story: Story,
    criteria: Vec<Criterion>,
    /// What could be asked of how it is written.
    hints: Vec<Hint>,
}

pub async fn story(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let whole = caller
        .visit(slug, move |visit| {
            let story = by_key(visit, &key)?;
            let criteria = queries::criteria(visit.tx, &visit.actor, &story)?;
            let prefix = key.rsplit_once('-').found("story")?.0;
            let hints = hints(visit, prefix, &story, &criteria)?;
            Ok(StoryWhole { key: key.clone(), story, criteria, hints })
        })
        .await;
    answer::found(&caller, whole)
}

/// The story with a key such as `INV-248`.
pub fn by_key(visit: &Visit<'_>, key: &str) -> Result<Story> {
    let (prefix, number) = key.rsplit_once('-').found("story")?;
    let product = visit.product(prefix)?;
    queries::story(visit.tx, &visit.actor, product.id, number.parse().ok().found("story")?)
}
