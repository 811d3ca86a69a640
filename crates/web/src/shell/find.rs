//! What the palette finds: items first, then pages.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use domain::spine::search;
use serde::Deserialize;

use super::frame::Counts;
use super::sidebar::desks;
use crate::answer;
use crate::caller::Caller;
use crate::visit::Visit;
use crate::words::filters;

const FOUND_MAX: i64 = 12;

#[derive(Clone, Deserialize)]
pub struct Asked {
    #[serde(default)]
    q: String,
}

struct Item {
    /// Which mark it is shown with.
    kind: String,
    heading: String,
    key: String,
    url: String,
}

struct Place {
    icon: &'static str,
    label: &'static str,
    keys: String,
    url: String,
}

#[derive(Template)]
#[template(path = "shell/find.html")]
struct Found {
    assets: String,
    items: Vec<Item>,
    places: Vec<Place>,
    asked: String,
}

pub async fn find(caller: Caller, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            let found = Found {
                assets: visit.caller.house.assets.root.clone(),
                items: items(visit, &asked.q)?,
                places: places(visit, &asked.q)?,
                asked: asked.q.trim().to_owned(),
            };
            answer::render(&found, visit.language)
        })
        .await;
    match done {
        Ok(body) => answer::html(body),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

fn items(visit: &Visit<'_>, words: &str) -> Result<Vec<Item>> {
    let workspace = visit.actor.workspace;
    let mut found = search::by_key(visit.tx, workspace, words)?;
    for one in search::find(visit.tx, workspace, words, FOUND_MAX * 3)? {
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found.retain(|one| one.product_id.is_none_or(|product| visit.actor.may(Permission::Read, product)));
    found.truncate(FOUND_MAX as usize);
    let ids: Vec<_> = found.iter().map(|one| one.item_id).collect();
    let keys = search::keys(visit.tx, workspace, &ids)?;
    let item = |one: search::Found| {
        let key = keys.get(&one.item_id)?.clone();
        let url = format!("/{}/items/{key}", visit.workspace.slug);
        let kind = match one.noun.as_str() {
            // What stands on no stop of the line is marked as what it is about.
            "decision" => "feature".into(),
            "audience" | "status_update" => "release".into(),
            "feedback" | "trend" | "competitor" | "capability" | "study" | "segment" | "persona" => {
                "need".into()
            }
            "assumption" | "experiment" => "feature".into(),
            _ => one.noun,
        };
        Some(Item { kind, heading: one.heading, key, url })
    };
    Ok(found.into_iter().filter_map(item).collect())
}

/// The pages of the sidebar, what one begins most often, and what stands beside the sidebar.
fn places(visit: &Visit<'_>, words: &str) -> Result<Vec<Place>> {
    let slug = &visit.workspace.slug;
    let place = |icon, label, keys: &str, url| Place { icon, label, keys: keys.to_uppercase(), url };
    let mut places = Vec::new();
    if let Some(product) = visit.products().first() {
        let base = format!("/{slug}/{}", product.prefix);
        for entry in desks(&base, slug, &Counts::default()).into_iter().flat_map(|(_, entries)| entries) {
            places.push(place(entry.icon, entry.label, entry.key, entry.url));
        }
        places.push(place("plus", "New story", "c", format!("{base}/backlog?new=story")));
        places.push(place("plus", "What a customer said", "+", format!("{base}/intake")));
        places.push(place("list-tree", "Tree", "", format!("{base}/tree")));
        places.push(place("upload", "Import", "", format!("{base}/import")));
        places.push(place("settings", "People and settings", "g p", format!("{base}/people")));
    }
    places.push(place("message-square", "What you recorded", "", format!("/{slug}/recorded")));
    places.push(place("key-round", "Your account", "", format!("/{slug}/account")));
    let words = words.trim().to_lowercase();
    places.retain(|place| place.label.to_lowercase().contains(&words));
    Ok(places)
}
