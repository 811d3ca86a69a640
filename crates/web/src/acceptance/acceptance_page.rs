//! What waits to be accepted: the stories that are done, one of them open with its criteria and the decision.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::acceptance::queries::{self, WaitingRow};
use domain::backlog::State;
use domain::backlog::queries::story;
use domain::people::Product;
use domain::spine::refusal::Result;
use serde::Deserialize;

use super::story_parts::{self, StoryParts};
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, hue, initials, thousands};
use crate::visit::Visit;
use crate::words::filters;

#[derive(Clone, Debug, Default, Deserialize)]
pub struct Asked {
    /// The number of the story that is open; the first one if left out.
    #[serde(default)]
    open: Option<i64>,
}

#[derive(Template)]
#[template(path = "acceptance/acceptance.html")]
struct AcceptancePage {
    frame: Frame,
    product: Product,
    rows: Vec<WaitingRow>,
    /// The story that is open.
    open: Option<StoryParts>,
    /// Whether one was chosen: on a phone the list gives way to it.
    chosen: bool,
}

impl AcceptancePage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let rows = queries::waiting(visit.tx, &visit.actor, product.id)?;
        // The one asked for may have been ruled upon meanwhile: then the next one that waits is open.
        let number = asked.open.filter(|open| rows.iter().any(|row| row.number == *open));
        let frame = Frame::of_product(visit, &product, Here::Acceptance, &story_parts::SHOWS)?;
        let open = match number.or(rows.first().map(|row| row.number)) {
            Some(number) => {
                let story = story(visit.tx, &visit.actor, product.id, number)?;
                let back = format!("{}/acceptance?open={number}", frame.base());
                let mut parts = story_parts::load(visit, &story, &back)?;
                // Criteria are judged here; they are written on the story's own page.
                parts.may_write = false;
                Some(parts)
            }
            None => None,
        };
        Ok(Self { chosen: number.is_some(), frame, product, rows, open })
    }

    fn is_open(&self, row: &WaitingRow) -> bool {
        self.open.as_ref().is_some_and(|open| open.story.id == row.id)
    }

    fn place(&self) -> usize {
        self.rows.iter().position(|row| self.is_open(row)).unwrap_or_default()
    }

    /// `j` on the story that follows the open one, `k` on the one before it.
    fn key(&self, nth: &usize) -> &'static str {
        match (*nth, self.place()) {
            (nth, place) if nth == place + 1 => "j",
            (nth, place) if nth + 1 == place => "k",
            _ => "",
        }
    }

    fn open_url(&self, row: &WaitingRow) -> String {
        format!("{}/acceptance?open={}", self.frame.base(), row.number)
    }
}

/// "3 of 4 met, 1 not met".
fn standing(row: &WaitingRow) -> String {
    match (row.criteria, row.not_met) {
        (0, _) => "no criteria".into(),
        (all, 0) => format!("{} of {all} met", row.met),
        (all, not_met) => format!("{} of {all} met, {not_met} not met", row.met),
    }
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            answer::render(&AcceptancePage::load(visit, &prefix, &asked)?, visit.language)
        })
        .await;
    answer::page(&caller, done)
}
