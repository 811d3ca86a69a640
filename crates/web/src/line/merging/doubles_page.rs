//! Customers and contacts that are likely one, to be merged one after the other.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::line::merging::alike::Candidate;
use domain::line::merging::doubles::{Pair, pairs};
use domain::spine::refusal::Result;

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

#[derive(Template)]
#[template(path = "line/merging/doubles.html")]
struct DoublesPage {
    frame: Frame,
    pairs: Vec<Pair>,
}

impl DoublesPage {
    fn load(visit: &Visit<'_>) -> Result<Self> {
        Ok(Self {
            frame: Frame::of_workspace(visit, Here::Customers, &["customer", "contact"])?,
            pairs: pairs(visit.tx, &visit.actor)?,
        })
    }

    fn place(&self, pair: &Pair) -> String {
        let name = |one: &Candidate| one.key.clone().unwrap_or_else(|| one.id.to_string());
        format!("/{}/merge/{}?into={}", self.frame.slug, name(&pair.one), name(&pair.into))
    }
}

pub async fn show(caller: Caller, Path(slug): Path<String>) -> Response {
    let done = caller.visit(slug, |visit| answer::render(&DoublesPage::load(visit)?, visit.language)).await;
    answer::page(&caller, done)
}
