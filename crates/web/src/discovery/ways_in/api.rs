//! The ways in as JSON.

use axum::extract::Path;
use axum::response::Response;
use domain::discovery::ways_in::queries;
use domain::discovery::ways_in::{FormOrigin, Mailbox};
use serde::Serialize;

use super::ways_in_page::address;
use crate::answer;
use crate::caller::Caller;

#[derive(Serialize)]
struct WaysInTold {
    /// Where mails go to; none while it is closed, or where the server takes no mails.
    address: Option<String>,
    mailbox: Option<Mailbox>,
    /// Where the form is; none while no site is named.
    form: Option<String>,
    origins: Vec<FormOrigin>,
}

pub async fn ways_in(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    let found = caller
        .visit(slug, move |visit| {
            let product = visit.product(&prefix)?;
            let found = queries::ways_in(visit.tx, &visit.actor, product.id)?;
            let form = format!("{}/{}/form/{}", visit.caller.origin, visit.workspace.slug, product.prefix);
            Ok(WaysInTold {
                address: address(visit, found.mailbox.as_ref()),
                form: (!found.origins.is_empty()).then_some(form),
                mailbox: found.mailbox,
                origins: found.origins,
            })
        })
        .await;
    answer::found(&caller, found)
}
