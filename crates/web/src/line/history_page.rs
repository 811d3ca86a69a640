//! Everything that was changed in a product, a page of it at a time, and the log for programs.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::spine::change;
use domain::spine::rights::Permission;
use serde::Deserialize;

use super::history::{Entry, before_of_product};
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::words::filters;

const SHOWN: i64 = 100;

#[derive(Template)]
#[template(path = "line/history.html")]
struct HistoryPage {
    frame: Frame,
    entries: Vec<Entry>,
    earlier: Option<i64>,
}

#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    before: Option<i64>,
    since: Option<i64>,
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            let before = asked.before.unwrap_or(i64::MAX);
            let (entries, earlier) = before_of_product(visit, product.id, before, SHOWN)?;
            let page = HistoryPage {
                frame: Frame::of_product(visit, &product, Here::History, &SHOWS)?,
                entries,
                earlier,
            };
            answer::render(&page, visit.language)
        })
        .await;
    answer::page(&caller, done)
}

/// What the history follows without being reloaded: what people work on all day.
const SHOWS: [&str; 15] = [
    "story",
    "criterion",
    "role",
    "feature",
    "need",
    "quote",
    "feedback",
    "sprint",
    "task",
    "acceptance",
    "release",
    "goal",
    "trend",
    "capability",
    "rating",
];

/// The log as JSON: what the actor may read, never more than `SHOWN` rows.
pub async fn api(caller: Caller, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            let readable: Vec<_> = visit.products().iter().map(|product| product.id).collect();
            let since = asked.since.unwrap_or_default();
            let news = change::news_since(visit.tx, visit.actor.workspace, since, SHOWN)?;
            let may = |product| visit.actor.may(Permission::Read, product) && readable.contains(&product);
            let next = news.last().map_or(since, |last| last.seq);
            let seen: Vec<_> = news.into_iter().filter(|one| one.product_id.is_none_or(may)).collect();
            Ok(serde_json::json!({ "changes": seen, "next": next }))
        })
        .await;
    match done {
        Ok(news) => answer::json(&news),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}
