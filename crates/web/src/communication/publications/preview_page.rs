//! The roadmap or the plan of releases as an audience sees it now, what should not be read in it, and what was published.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::communication::audiences::Audience;
use domain::communication::audiences::queries::audience;
use domain::communication::publications::leaks::{Leak, Sort};
use domain::communication::publications::publish_roadmap::RoadmapKind;
use domain::communication::publications::queries::{self, RevisionRow};
use domain::communication::publications::{PublicationKind, Shown};
use domain::people::Product;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use serde::{Deserialize, Serialize};

use super::shown::Paper;
use crate::answer;
use crate::caller::Caller;
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

const SHOWS: [&str; 6] = ["audience", "audience_item", "publication", "feature", "release", "story"];

/// What is asked for in the address.
#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// A revision as it was published; what they would see now, if left out.
    #[serde(default)]
    revision: Option<i64>,
}

#[derive(Template)]
#[template(path = "communication/publications/preview.html")]
struct PreviewPage {
    frame: Frame,
    product: Product,
    audience: Audience,
    what: RoadmapKind,
    shown: Shown,
    leaks: Vec<Leak>,
    revisions: Vec<RevisionRow>,
    /// The revision that is shown, where one was asked for.
    revision: Option<i64>,
    /// Whether the newest revision says the same.
    is_published: bool,
    may_tell: bool,
}

/// What an audience sees, as it is told to a page and to a program.
struct Read {
    product: Product,
    audience: Audience,
    shown: Shown,
    leaks: Vec<Leak>,
    revisions: Vec<RevisionRow>,
}

fn read(visit: &Visit<'_>, place: (&str, i64), what: RoadmapKind) -> Result<Read> {
    let product = visit.product(place.0)?;
    let audience = audience(visit.tx, &visit.actor, product.id, place.1)?;
    let preview = queries::preview(visit.tx, &visit.actor, (&audience, &product), what)?;
    let of = (audience.id.0, what.kind());
    let revisions = queries::revisions(visit.tx, &visit.actor, &audience, of)?;
    Ok(Read { product, audience, shown: preview.shown, leaks: preview.leaks, revisions })
}

impl PreviewPage {
    fn load(visit: &Visit<'_>, place: (&str, i64), what: RoadmapKind, asked: &Asked) -> Result<Self> {
        let read = read(visit, place, what)?;
        let of = |number| queries::revision(visit.tx, &visit.actor, &read.audience, (what.kind(), number));
        let newest = match read.revisions.first() {
            Some(newest) => Some(Shown::read(&of(newest.number)?)?),
            None => None,
        };
        let is_published = newest.as_ref() == Some(&read.shown);
        let shown = match asked.revision {
            Some(number) => Shown::read(&of(number)?)?,
            None => read.shown,
        };
        Ok(Self {
            frame: Frame::of_product(visit, &read.product, Here::Updates, &SHOWS)?,
            may_tell: visit.actor.may(Permission::TellAudiences, read.product.id),
            product: read.product,
            audience: read.audience,
            what,
            shown,
            leaks: read.leaks,
            revisions: read.revisions,
            revision: asked.revision,
            is_published,
        })
    }

    fn paper(&self) -> Paper<'_> {
        let items_at = format!("/{}/items/", self.frame.slug);
        let items_at = (!self.audience.is_outside()).then_some(items_at);
        Paper { shown: &self.shown, assets: &self.frame.assets, items_at }
    }

    fn word(&self) -> &'static str {
        match self.what {
            RoadmapKind::Roadmap => "Roadmap",
            RoadmapKind::ReleasePlan => "Release plan",
        }
    }

    fn is_roadmap(&self) -> bool {
        self.what == RoadmapKind::Roadmap
    }

    fn kind(&self) -> &'static str {
        self.what.kind().as_str()
    }

    fn base(&self) -> String {
        format!("{}/audiences/{}", self.frame.base(), self.audience.number)
    }

    fn here(&self) -> Option<String> {
        Some(format!("{}/{}", self.base(), if self.is_roadmap() { "roadmap" } else { "plan" }))
    }

    fn may_publish(&self) -> bool {
        self.may_tell && self.revision.is_none() && self.audience.archived_at.is_none() && !self.is_published
    }

    /// Where everybody reads it.
    fn public_url(&self) -> Option<String> {
        let page = if self.is_roadmap() { "roadmap" } else { "plan" };
        let is_read = self.audience.is_public && self.product.portal && !self.revisions.is_empty();
        is_read.then(|| format!("/{}/portal/{}/{page}", self.frame.slug, self.product.prefix))
    }
}

/// What sort of thing a leak is, as the middle of a sentence.
pub fn sort(sort: &Sort) -> &'static str {
    match sort {
        Sort::Customer => "a customer, named",
        Sort::Hidden => "what they do not see, named",
        Sort::Note => "a note of ours",
    }
}

pub async fn roadmap(caller: Caller, path: Path<(String, String, i64)>, asked: Query<Asked>) -> Response {
    show(caller, path, asked, RoadmapKind::Roadmap).await
}

pub async fn plan(caller: Caller, path: Path<(String, String, i64)>, asked: Query<Asked>) -> Response {
    show(caller, path, asked, RoadmapKind::ReleasePlan).await
}

async fn show(
    caller: Caller,
    Path((slug, prefix, number)): Path<(String, String, i64)>,
    Query(asked): Query<Asked>,
    what: RoadmapKind,
) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            let page = PreviewPage::load(visit, (&prefix, number), what, &asked)?;
            answer::render(&page, visit.language)
        })
        .await;
    answer::page(&caller, done)
}

#[derive(Serialize)]
struct Told {
    audience: String,
    kind: PublicationKind,
    shown: Shown,
    leaks: Vec<Leak>,
    revisions: Vec<RevisionRow>,
}

pub async fn roadmap_api(caller: Caller, path: Path<(String, String, i64)>) -> Response {
    api(caller, path, RoadmapKind::Roadmap).await
}

pub async fn plan_api(caller: Caller, path: Path<(String, String, i64)>) -> Response {
    api(caller, path, RoadmapKind::ReleasePlan).await
}

async fn api(
    caller: Caller,
    Path((slug, prefix, number)): Path<(String, String, i64)>,
    what: RoadmapKind,
) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let Read { audience, shown, leaks, revisions, .. } = read(visit, (&prefix, number), what)?;
            Ok(Told { audience: audience.name, kind: what.kind(), shown, leaks, revisions })
        })
        .await;
    answer::found(&caller, found)
}
