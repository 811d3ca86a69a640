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
    /// Which mark it is shown with.
    kind: String,
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
        let kind = if one.noun == "feedback" { "need".into() } else { one.noun };
        Some(Item { kind, heading: one.heading, key, url })
    };
    Ok(found.into_iter().filter_map(item).collect())
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
