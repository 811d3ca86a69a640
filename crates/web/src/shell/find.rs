//! What the palette finds: items first, then pages.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::people::queries::products;
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;
use domain::spine::search;
use serde::Deserialize;

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
    noun: String,
    heading: String,
    key: String,
    url: String,
}

struct Place {
    icon: &'static str,
    label: &'static str,
    keys: &'static str,
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
    let products = products(visit.tx, &visit.actor)?;
    let by_key = search::by_key(visit.tx, visit.actor.workspace, words)?;
    let found = search::find(visit.tx, visit.actor.workspace, words, FOUND_MAX)?;
    let mut items: Vec<Item> = Vec::new();
    for one in by_key.into_iter().chain(found) {
        let Some(product) = products.iter().find(|product| Some(product.id) == one.product_id) else {
            continue;
        };
        if !visit.actor.may(Permission::Read, product.id) {
            continue;
        }
        let key = format!("{}-{}", product.prefix, one.number);
        if items.iter().all(|known| known.key != key) {
            let url = format!("/{}/items/{key}", visit.workspace.slug);
            items.push(Item { noun: one.noun, heading: one.heading, key, url });
        }
    }
    Ok(items)
}

fn places(visit: &Visit<'_>, words: &str) -> Result<Vec<Place>> {
    let slug = &visit.workspace.slug;
    let mut places = Vec::new();
    for product in products(visit.tx, &visit.actor)?.into_iter().take(1) {
        let base = format!("/{slug}/{}", product.prefix);
        places.push(Place {
            icon: "list-ordered",
            label: "Backlog",
            keys: "G S",
            url: format!("{base}/backlog"),
        });
        places.push(Place {
            icon: "plus",
            label: "New story",
            keys: "C",
            url: format!("{base}/backlog?new=story"),
        });
        places.push(Place { icon: "history", label: "History", keys: "G H", url: format!("{base}/history") });
        places.push(Place {
            icon: "settings",
            label: "People and settings",
            keys: "G P",
            url: format!("{base}/people"),
        });
    }
    places.push(Place {
        icon: "key-round",
        label: "Your account",
        keys: "",
        url: format!("/{slug}/account"),
    });
    let words = words.trim().to_lowercase();
    places.retain(|place| place.label.to_lowercase().contains(&words));
    Ok(places)
}
