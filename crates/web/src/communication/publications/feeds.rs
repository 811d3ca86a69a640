//! Atom feeds (RFC 4287) of what is published to everybody: status updates, and the notes of releases.

use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::communication::portal;
use domain::communication::publications::shared::{self, Shared};
use domain::communication::publications::{Publication, Shown};
use domain::spine::moment::Timestamp;
use domain::spine::refusal::{Found, Result};
use uuid::Uuid;

use super::shown::standing;
use crate::answer;
use crate::caller::Caller;
use crate::communication::note;
use crate::words::Language;

struct Entry {
    id: Uuid,
    title: String,
    at: Timestamp,
    url: String,
    /// HTML, which is text to the feed.
    content: String,
}

#[derive(Template)]
#[template(path = "communication/publications/feed.xml")]
struct Feed {
    id: Uuid,
    title: String,
    author: String,
    own_url: String,
    page_url: String,
    updated: Timestamp,
    entries: Vec<Entry>,
}

impl Feed {
    /// The time of the newest entry; an empty feed is as old as the product.
    fn updated_since(mut self, made: Timestamp) -> Self {
        self.updated = self.entries.iter().map(|entry| entry.at).max().unwrap_or(made);
        self
    }
}

/// The status updates that are published to everybody.
pub async fn updates(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let origin = caller.origin.clone();
    let rendered = caller
        .read(move |tx| {
            let portal = portal::open(tx, &slug, &prefix)?;
            let shared = shared::in_public(tx, &portal)?.found("page")?;
            let page_url = format!("{origin}/{slug}/portal/{prefix}/updates");
            let entry = |one: &Publication| update(one, &page_url);
            let entries = shared::updates(tx, &shared, None)?.iter().map(entry).collect::<Result<_>>()?;
            let Shared { workspace, product, audience } = shared;
            let feed = Feed {
                id: audience.id.0,
                title: format!("{}: where we stand", product.name),
                author: workspace.name,
                own_url: format!("{page_url}.atom"),
                page_url,
                updated: product.created_at,
                entries,
            };
            answer::render(&feed.updated_since(product.created_at), Language::default())
        })
        .await;
    atom(&caller, rendered)
}

/// The notes of what was released to everybody.
pub async fn changelog(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let origin = caller.origin.clone();
    let rendered = caller
        .read(move |tx| {
            let portal = portal::open(tx, &slug, &prefix)?;
            let page_url = format!("{origin}/{slug}/portal/{prefix}/changelog");
            let entries = portal::notes(tx, &portal, None)?.into_iter().map(|note| Entry {
                id: note.id.0,
                title: format!("{} {}", note.version, note.note_title),
                at: note.note_published_at,
                url: format!("{page_url}#release-{}", note.id),
                content: note::html(&note.note_body),
            });
            let feed = Feed {
                id: portal.product.id.0,
                title: format!("{}: changelog", portal.product.name),
                author: portal.workspace.name.clone(),
                own_url: format!("{page_url}.atom"),
                entries: entries.collect(),
                page_url,
                updated: portal.product.created_at,
            };
            answer::render(&feed.updated_since(portal.product.created_at), Language::default())
        })
        .await;
    atom(&caller, rendered)
}

fn update(publication: &Publication, page_url: &str) -> Result<Entry> {
    let Shown::StatusUpdate { body, goals } = Shown::read(publication)? else {
        return domain::spine::refusal::Refusal::not_found("page");
    };
    let goals = goals.iter().map(|goal| {
        format!("- **{}**, {}: {}", goal.title, standing(&goal.standing).to_lowercase(), goal.words)
    });
    let goals = goals.collect::<Vec<_>>().join("\n");
    Ok(Entry {
        id: publication.subject_id,
        title: publication.title.clone(),
        at: publication.created_at,
        url: format!("{page_url}#part-{}", publication.subject_id),
        content: note::html(&format!("{goals}\n\n{body}")),
    })
}

fn atom(caller: &Caller, rendered: Result<Vec<u8>>) -> Response {
    match rendered {
        Ok(body) => ([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], body).into_response(),
        Err(failure) => answer::refuse(caller, &failure, &[]),
    }
}
