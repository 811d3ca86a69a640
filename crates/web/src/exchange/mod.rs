//! Files that come in: received, looked at in a trial run, imported in the background.

mod import_page;
mod imports_page;
mod upload;

use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::routes::Routes;

pub fn routes() -> Routes {
    // The limit is the upload's own: it takes a whole file and says so in a sentence when one is too long.
    let unlimited = DefaultBodyLimit::disable();
    Routes::default()
        .at(
            "/{workspace}/{product}/import",
            get(imports_page::show).merge(post(upload::by_form).layer(unlimited)),
        )
        .at("/{workspace}/imports/{import}", get(import_page::show))
        .at("/{workspace}/imports/{import}/start", post(import_page::start))
        .at("/api/v1/{workspace}/{product}/imports", post(upload::by_api).layer(unlimited))
        .at("/api/v1/{workspace}/imports/{import}/start", post(import_page::start))
        .query(
            "/api/v1/{workspace}/imports/{import}",
            "An import: how far it is and what came of it, with the first hundred refused rows.",
            import_page::api,
        )
}
