//! Files on items: they come in over a form or the API, are listed on the page of their item, and go out as they came.

mod api;
pub mod attached_part;
mod ranges;
mod serve;
mod taken;
mod upload;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};
use domain::attachments::erase_attachment::EraseAttachment;
use domain::attachments::remove_attachment::RemoveAttachment;
use domain::attachments::restore_attachment::RestoreAttachment;

use crate::routes::Routes;

pub fn routes() -> Routes {
    // The limit is the store's own: it reads a file to its end and says in a sentence when one is too large.
    let unlimited = DefaultBodyLimit::disable();
    Routes::default()
        .at("/{workspace}/items/{key}/attachments", post(upload::by_form).layer(unlimited))
        .at("/api/v1/{workspace}/items/{key}/attachments", post(upload::by_api).layer(unlimited))
        .at("/{workspace}/attachments/{attachment}", get(serve::serve))
        .at("/api/v1/{workspace}/attachments/{attachment}", get(serve::serve))
        .query(
            "/api/v1/{workspace}/items/{key}/attachments",
            "The files of an item, oldest first, by its key; with when they were removed, for those who may restore them.",
            api::of_item,
        )
        .query(
            "/api/v1/{workspace}/attachments",
            "How many files the workspace has, how many bytes they hold, and how many they may.",
            api::total_of_workspace,
        )
        .command::<RemoveAttachment>()
        .command::<RestoreAttachment>()
        .command::<EraseAttachment>()
}
