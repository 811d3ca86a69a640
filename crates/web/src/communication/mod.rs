//! Releases and their notes, the portal, and what customers answer.

mod api;
pub mod audiences;
pub mod decisions;
pub mod kano;
mod launch;
mod note;
pub mod notifications;
mod outcomes_page;
mod portal_page;
pub mod publications;
pub mod release_page;
mod releases_page;
mod respond_page;
pub mod talk;
pub mod too_often;
pub mod updates;

use axum::routing::{get, post};
use domain::communication::add_release::AddRelease;
use domain::communication::archive_release::ArchiveRelease;
use domain::communication::conclude_outcome::ConcludeOutcome;
use domain::communication::draft_note::DraftNote;
use domain::communication::edit_release::EditRelease;
use domain::communication::publish_release::PublishRelease;
use domain::communication::put_in_release::PutInRelease;
use domain::communication::restore_release::RestoreRelease;
use domain::communication::take_out_of_release::TakeOutOfRelease;

use crate::routes::Routes;

pub fn routes() -> Routes {
    let parts = launch::routes(decisions::routes(Routes::default()));
    let parts = kano::routes(parts);
    let parts = updates::routes(publications::routes(audiences::routes(parts)));
    parts
        .at("/{workspace}/{product}/releases", get(releases_page::show))
        .at("/{workspace}/{product}/outcomes", get(outcomes_page::show))
        .at("/{workspace}/portal/{product}", get(portal_page::show).post(portal_page::say))
        .at("/{workspace}/portal/{product}/kano", post(portal_page::ask))
        .at("/{workspace}/respond/{token}", get(respond_page::show).post(respond_page::answer))
        .query(
            "/api/v1/{workspace}/{product}/releases",
            "The releases of a product, newest first.",
            api::releases,
        )
        .query(
            "/api/v1/{workspace}/{product}/outcomes",
            "The features of which something is released, with what those said who were asked.",
            api::outcomes_of_product,
        )
        .query(
            "/api/v1/{workspace}/releases/{key}",
            "A release with its stories and how many contacts it reaches, by its key.",
            api::release,
        )
        .query(
            "/api/v1/{workspace}/features/{key}/responses",
            "What contacts answered when they were asked whether a feature helped, by its key.",
            api::responses,
        )
        .command::<AddRelease>()
        .command::<EditRelease>()
        .command::<ArchiveRelease>()
        .command::<RestoreRelease>()
        .command::<PutInRelease>()
        .command::<TakeOutOfRelease>()
        .command::<DraftNote>()
        .command::<PublishRelease>()
        .command::<ConcludeOutcome>()
        .and(talk::routes())
        .and(notifications::routes())
}
