//! The frame of every page: sidebar, line bar, palette, keys, toasts; and the way to the first page.

mod find;
mod frame;
mod items;
mod mark;
mod sidebar;
mod toast;

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::people::queries;

pub use frame::{Frame, Here, Stop, money, thousands};
pub use mark::{NamedMark, hue, initials};

use crate::answer;
use crate::caller::Caller;
use crate::routes::Routes;

pub fn routes() -> Routes {
    Routes::default()
        .at("/", get(front_door))
        .at("/{workspace}", get(landing))
        .at("/{workspace}/find", get(find::find))
        .at("/{workspace}/items/{key}", get(items::show))
}

/// `/`: the first run, the only workspace, or the question which one.
async fn front_door(caller: Caller) -> Response {
    let found = caller.read(|tx| queries::workspaces(tx, 2)).await;
    match found.as_deref() {
        Ok([]) => answer::see_other("/start"),
        Ok([only]) => answer::see_other(&format!("/{}", only.slug)),
        Ok(_) => answer::see_other("/sign-in"),
        Err(failure) => answer::refuse(&caller, failure, &[]),
    }
}

/// `/{workspace}`: what waits for the person in the first product.
async fn landing(caller: Caller, Path(slug): Path<String>) -> Response {
    let place = caller
        .visit(slug, |visit| {
            let products = visit.products();
            let own = products.iter().find(|product| !visit.actor.roles_in(product.id).is_empty());
            Ok(match own.or(products.first()) {
                Some(product) => format!("/{}/{}/today", visit.workspace.slug, product.prefix),
                None => format!("/{}/account", visit.workspace.slug),
            })
        })
        .await;
    match place {
        Ok(place) => answer::see_other(&place),
        Err(failure) => answer::refuse(&caller, &failure, &[]).into_response(),
    }
}
