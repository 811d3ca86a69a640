//! What anybody reads of what was published: in public from the portal, or by a secret link. Nobody signs in here.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use database::Tx;
use domain::communication::portal::{self, NOTES_MAX, NoteRow, Portal};
use domain::communication::publications::shared::{self, Shared, UPDATES_MAX};
use domain::communication::publications::{Publication, PublicationKind, Shown};
use domain::spine::moment::Timestamp;
use domain::spine::refusal::{Found, Refusal, Result};
use serde::Deserialize;

use super::shown::Paper;
use crate::answer;
use crate::caller::Caller;
use crate::communication::note;
use crate::words::{Language, filters};

#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// Of a secret link: `plan`, `updates`, or the roadmap.
    #[serde(default)]
    show: String,
    /// Only what was published before this: microseconds.
    #[serde(default)]
    before: Option<i64>,
}

/// A page of the public ones: what it is called, where it is, whether it is open.
pub struct Tab {
    pub label: &'static str,
    pub url: String,
    pub is_open: bool,
}

/// The pages of the portal; those of which nothing is published are left out.
pub fn tabs(tx: &Tx<'_>, portal: &Portal, open: &str) -> Result<Vec<Tab>> {
    let base = format!("/{}/portal/{}", portal.workspace.slug, portal.product.prefix);
    let tab = |label, page: &str| Tab { label, url: format!("{base}{page}"), is_open: open == page };
    let mut tabs = vec![tab("What is new", ""), tab("Changelog", "/changelog")];
    if let Some(shared) = shared::in_public(tx, portal)? {
        if shared::newest(tx, &shared, PublicationKind::Roadmap)?.is_some() {
            tabs.push(tab("Roadmap", "/roadmap"));
        }
        if shared::newest(tx, &shared, PublicationKind::ReleasePlan)?.is_some() {
            tabs.push(tab("Releases to come", "/plan"));
        }
        if shared::newest(tx, &shared, PublicationKind::StatusUpdate)?.is_some() {
            tabs.push(tab("Updates", "/updates"));
        }
    }
    Ok(tabs)
}

/// One publication on a page.
struct Part {
    id: String,
    title: String,
    day: String,
    at: String,
    /// From the second revision on it says so.
    revision: Option<i64>,
    shown: Shown,
}

impl Part {
    /// Whether it has a title of its own: a roadmap is called as its page is.
    fn is_told(&self) -> bool {
        matches!(self.shown, Shown::StatusUpdate { .. })
    }
}

#[derive(Template)]
#[template(path = "communication/publications/public.html")]
struct PublicPage {
    assets: String,
    theme: String,
    workspace: String,
    title: String,
    tabs: Vec<Tab>,
    parts: Vec<Part>,
    notes: Vec<NoteRow>,
    time_zone: String,
    /// Where the earlier ones are.
    earlier: Option<String>,
    /// Where a program reads it.
    feed: Option<String>,
    /// By a secret link: no search engine is to keep it.
    is_secret: bool,
}

impl PublicPage {
    fn of(caller: &Caller, shared: &Shared, title: &str) -> Self {
        Self {
            assets: caller.house.assets.root.clone(),
            theme: caller.cookies.theme.clone().unwrap_or_default(),
            workspace: shared.workspace.name.clone(),
            title: format!("{}: {title}", shared.product.name),
            tabs: Vec::new(),
            parts: Vec::new(),
            notes: Vec::new(),
            time_zone: shared.product.time_zone.clone(),
            earlier: None,
            feed: None,
            is_secret: false,
        }
    }

    fn paper<'p>(&'p self, part: &'p Part) -> Paper<'p> {
        Paper { shown: &part.shown, assets: &self.assets, items_at: None }
    }

    fn day(&self, at: &Timestamp) -> String {
        at.day_in(&self.time_zone).strftime("%-d %B %Y").to_string()
    }
}

fn part(shared: &Shared, publication: &Publication) -> Result<Part> {
    let at = publication.created_at;
    Ok(Part {
        id: publication.subject_id.to_string(),
        title: publication.title.clone(),
        day: at.day_in(&shared.product.time_zone).strftime("%-d %B %Y").to_string(),
        at: at.exact().to_string(),
        revision: (publication.number > 1).then_some(publication.number),
        shown: Shown::read(publication)?,
    })
}

/// Puts on a page what it shows.
fn fill(tx: &Tx<'_>, shared: &Shared, page: &mut PublicPage, asked: (Which, Option<i64>)) -> Result<()> {
    let (which, before) = asked;
    let publications = match which {
        Which::Updates => shared::updates(tx, shared, before.map(Timestamp))?,
        Which::Roadmap => shared::newest(tx, shared, PublicationKind::Roadmap)?.into_iter().collect(),
        Which::Plan => shared::newest(tx, shared, PublicationKind::ReleasePlan)?.into_iter().collect(),
    };
    if publications.len() as i64 == UPDATES_MAX {
        page.earlier = publications.last().map(|last| format!("before={}", last.created_at.0));
    }
    page.parts = publications.iter().map(|one| part(shared, one)).collect::<Result<_>>()?;
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Roadmap,
    Plan,
    Updates,
}

impl Which {
    fn title(self) -> &'static str {
        match self {
            Self::Roadmap => "what comes",
            Self::Plan => "releases",
            Self::Updates => "where we stand",
        }
    }

    fn page(self) -> &'static str {
        match self {
            Self::Roadmap => "/roadmap",
            Self::Plan => "/plan",
            Self::Updates => "/updates",
        }
    }
}

pub async fn roadmap(caller: Caller, path: Path<(String, String)>, asked: Query<Asked>) -> Response {
    in_public(caller, path, asked, Which::Roadmap).await
}

pub async fn plan(caller: Caller, path: Path<(String, String)>, asked: Query<Asked>) -> Response {
    in_public(caller, path, asked, Which::Plan).await
}

pub async fn updates(caller: Caller, path: Path<(String, String)>, asked: Query<Asked>) -> Response {
    in_public(caller, path, asked, Which::Updates).await
}

async fn in_public(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    which: Which,
) -> Response {
    let reader = caller.clone();
    let rendered = caller
        .read(move |tx| {
            let portal = portal::open(tx, &slug, &prefix)?;
            let shared = shared::in_public(tx, &portal)?.found("page")?;
            let mut page = PublicPage::of(&reader, &shared, which.title());
            fill(tx, &shared, &mut page, (which, asked.before))?;
            if page.parts.is_empty() {
                return Refusal::not_found("page");
            }
            page.tabs = tabs(tx, &portal, which.page())?;
            page.feed = (which == Which::Updates).then(|| format!("/{slug}/portal/{prefix}/updates.atom"));
            answer::render(&page, Language::default())
        })
        .await;
    answer::page(&caller, rendered)
}

/// The notes of what was released, one after the other, with a feed.
pub async fn changelog(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let reader = caller.clone();
    let rendered = caller
        .read(move |tx| {
            let portal = portal::open(tx, &slug, &prefix)?;
            let notes = portal::notes(tx, &portal, asked.before.map(Timestamp))?;
            let full = notes.len() as i64 == NOTES_MAX;
            let last = notes.last().filter(|_| full);
            let page = PublicPage {
                assets: reader.house.assets.root.clone(),
                theme: reader.cookies.theme.clone().unwrap_or_default(),
                workspace: portal.workspace.name.clone(),
                title: format!("{}: changelog", portal.product.name),
                tabs: tabs(tx, &portal, "/changelog")?,
                parts: Vec::new(),
                earlier: last.map(|last| format!("before={}", last.note_published_at.0)),
                notes,
                time_zone: portal.product.time_zone.clone(),
                feed: Some(format!("/{slug}/portal/{prefix}/changelog.atom")),
                is_secret: false,
            };
            answer::render(&page, Language::default())
        })
        .await;
    answer::page(&caller, rendered)
}

/// What a secret link opens: the roadmap, the plan and the updates of its audience, without an account.
pub async fn by_link(
    caller: Caller,
    Path((slug, token)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let (reader, now) = (caller.clone(), caller.house.clock.now());
    let rendered = caller
        .read(move |tx| {
            let shared = shared::by_link(tx, &slug, &token, now)?;
            let which = match asked.show.as_str() {
                "plan" => Which::Plan,
                "updates" => Which::Updates,
                _ => Which::Roadmap,
            };
            let mut page = PublicPage::of(&reader, &shared, which.title());
            fill(tx, &shared, &mut page, (which, asked.before))?;
            let tab = |label, show: &str, own: Which| Tab {
                label,
                url: format!("/{slug}/shared/{token}{show}"),
                is_open: own == which,
            };
            page.tabs = vec![
                tab("Roadmap", "", Which::Roadmap),
                tab("Releases to come", "?show=plan", Which::Plan),
                tab("Updates", "?show=updates", Which::Updates),
            ];
            page.earlier = page.earlier.map(|earlier| format!("show=updates&{earlier}"));
            page.is_secret = true;
            answer::render(&page, Language::default())
        })
        .await;
    answer::page(&caller, rendered)
}
