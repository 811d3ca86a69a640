//! Comments, followers and whom one can name, as JSON.

use axum::extract::Path;
use axum::response::Response;
use domain::communication::talk::place::Place;
use domain::communication::talk::queries::{self, CommentRow, FollowerRow, comments, followers, mentionable};
use domain::spine::refusal::Result;
use serde::Serialize;

use crate::answer;
use crate::caller::Caller;

#[derive(Serialize)]
struct Told {
    key: String,
    comments: Vec<CommentRow>,
    followers: Vec<FollowerRow>,
}

pub async fn comments_of_item(caller: Caller, Path((slug, key)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let item = Place::of_key(visit.tx, &visit.actor, &key)?.item;
            let mut followers = visit.tx.together(followers(&visit.actor, item, &[])?)?;
            followers.retain(|follower| follower.follows);
            Ok(Told {
                key: key.clone(),
                comments: visit.tx.together(comments(&visit.actor, item)?)?,
                followers,
            })
        })
        .await;
    answer::found(&caller, found)
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
