//! Comments, followers and whom one can name, as JSON.

use axum::extract::Path;
use axum::response::Response;
use domain::communication::talk::queries::{self, CommentRow, FollowerRow, comments, followers, mentionable};
use domain::people::queries as people;
use domain::spine::refusal::{Found, Result};
use domain::spine::search::item_of_key;
use serde::Serialize;
use uuid::Uuid;

use crate::answer;
use crate::caller::Caller;
use crate::visit::Visit;

#[derive(Serialize)]
struct Told {
    key: String,
    comments: Vec<CommentRow>,
    followers: Vec<FollowerRow>,
}

pub async fn comments_of_item(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let item = item(visit, &key)?;
            let mut followers = followers(visit.tx, &visit.actor, item, &[])?;
            followers.retain(|follower| follower.follows);
            Ok(Told { key: key.clone(), comments: comments(visit.tx, &visit.actor, item)?, followers })
        })
        .await;
    answer::found(&caller, found)
}

/// The item with a key; one of a product that the visitor may not read is not found.
fn item(visit: &Visit<'_>, key: &str) -> Result<Uuid> {
    let (prefix, number) = key.rsplit_once('-').found("item")?;
    if prefix != visit.workspace.prefix {
        people::product(visit.tx, &visit.actor, prefix)?;
    }
    let number = number.parse().ok().found("item")?;
    Ok(item_of_key(visit.tx, visit.actor.workspace, prefix, number)?.found("item")?.item_id)
}

pub async fn mentionable_in_product(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
) -> Response {
    let found = caller
        .visit(slug, move |visit| -> Result<Vec<queries::Reader>> {
            mentionable(visit.tx, &visit.actor, visit.product(&prefix)?.id)
        })
        .await;
    answer::found(&caller, found)
}
