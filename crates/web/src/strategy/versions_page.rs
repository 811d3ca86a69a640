//! Any two versions of the vision board or of the positioning, compared in words.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::people::Product;
use domain::spine::refusal::Result;
use domain::spine::wording::{Part, Sort, compared};
use domain::strategy::queries::positioning;
use domain::strategy::versions::{Of, Version, versions};
use serde::Deserialize;

use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    #[serde(default)]
    of: Of,
    /// The changes after which the two versions stood there; the newest and the one before it, if left out.
    #[serde(default)]
    old: Option<i64>,
    #[serde(default)]
    new: Option<i64>,
}

#[derive(Template)]
#[template(path = "strategy/versions.html")]
struct VersionsPage {
    frame: Frame,
    product: Product,
    of: Of,
    versions: Vec<Version>,
    old: Option<Version>,
    new: Option<Version>,
}

impl VersionsPage {
    fn load(visit: &Visit<'_>, prefix: &str, asked: &Asked) -> Result<Self> {
        let product = visit.product(prefix)?;
        let versions = versions(visit.tx, &visit.actor, product.id, asked.of)?;
        let at = |seq: Option<i64>, usual: usize| match seq {
            Some(seq) => versions.iter().find(|version| version.seq == seq).cloned(),
            None => versions.get(usual).cloned(),
        };
        let (new, old) = (at(asked.new, 0), at(asked.old, 1));
        Ok(Self {
            frame: Frame::of_product(visit, &product, Here::Vision, &["vision", "positioning"])?,
            of: asked.of,
            old,
            new,
            versions,
            product,
        })
    }

    fn is_positioning(&self) -> bool {
        self.of == Of::Positioning
    }

    fn heading(&self) -> &'static str {
        if self.is_positioning() { "Positioning, compared" } else { "Vision, compared" }
    }

    fn word(&self) -> &'static str {
        if self.is_positioning() { "positioning" } else { "vision" }
    }

    /// "18 November 2026, 09:00, by Ines".
    fn told(&self, version: &Version) -> String {
        let at = version.at.clock_in(&self.product.time_zone).strftime("%-d %B %Y, %H:%M");
        match &version.by {
            Some(by) => format!("{at}, by {by}"),
            None => at.to_string(),
        }
    }

    fn is_old(&self, version: &Version) -> bool {
        self.old.as_ref().is_some_and(|old| old.seq == version.seq)
    }

    fn is_new(&self, version: &Version) -> bool {
        self.new.as_ref().is_some_and(|new| new.seq == version.seq)
    }

    /// Each text: how the page calls it, whether it differs, and its words in both versions.
    fn texts(&self) -> Vec<(&'static str, bool, Vec<Part>)> {
        let (Some(old), Some(new)) = (&self.old, &self.new) else { return Vec::new() };
        let pairs = old.texts.iter().zip(&new.texts).zip(self.of.texts());
        pairs.map(|((old, new), (_, name))| (name, old != new, compared(old, new))).collect()
    }

    fn differs(&self) -> usize {
        self.texts().iter().filter(|(_, differs, _)| *differs).count()
    }
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            answer::render(&VersionsPage::load(visit, &prefix, &asked)?, visit.language)
        })
        .await;
    answer::page(&caller, done)
}

pub async fn query(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let found = caller
        .visit(slug, move |visit| versions(visit.tx, &visit.actor, visit.product(&prefix)?.id, asked.of))
        .await;
    answer::found(&caller, found)
}

pub async fn positioning_of_product(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
) -> Response {
    let found = caller
        .visit(slug, move |visit| positioning(visit.tx, &visit.actor, visit.product(&prefix)?.id))
        .await;
    answer::found(&caller, found)
}
