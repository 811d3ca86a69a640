//! The link in a mail that stops such mails: a page with one button, and what mail programs post by themselves (RFC 8058).

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use domain::communication::notifications::queries::{Unsubscribing, unsubscribing};
use domain::communication::notifications::stop_mails::StopMails;
use domain::people::sessions::token_hash;
use domain::spine::actor::{Actor, Door};
use domain::spine::refusal::{Found, Result};
use domain::spine::run::run;

use crate::answer;
use crate::caller::Caller;
use crate::words::{Language, filters};

#[derive(Template)]
#[template(path = "communication/notifications/unsubscribe.html")]
struct UnsubscribePage {
    assets: String,
    theme: String,
    of: Unsubscribing,
    stopped: bool,
}

/// Opening it stops nothing: mail programs open links, too.
pub async fn show(caller: Caller, Path((slug, token)): Path<(String, String)>) -> Response {
    let found = whose(&caller, slug, token).await;
    answer::page(&caller, found.and_then(|of| page(&caller, of, false)))
}

/// Stops the mails of whoever holds the link. A link that is used again does nothing more.
pub async fn unsubscribe(caller: Caller, Path((slug, token)): Path<(String, String)>) -> Response {
    let done = stop(&caller, slug, token).await;
    answer::page(&caller, done.and_then(|of| page(&caller, of, true)))
}

async fn whose(caller: &Caller, slug: String, token: String) -> Result<Unsubscribing> {
    let now = caller.house.clock.now();
    caller.read(move |tx| unsubscribing(tx, &slug, &token_hash(&token), now)?.found("link")).await
}

async fn stop(caller: &Caller, slug: String, token: String) -> Result<Unsubscribing> {
    let of = whose(caller, slug, token).await?;
    let (moment, program) = (caller.house.moment(), Actor::program(of.workspace_id, Door::Form));
    let command = StopMails { person: of.person_id };
    caller.write(of.workspace_id.0, move |tx| run(tx, &program, &moment.again(), &command).map(drop)).await?;
    Ok(of)
}

fn page(caller: &Caller, of: Unsubscribing, stopped: bool) -> Result<Vec<u8>> {
    let page = UnsubscribePage {
        assets: caller.house.assets.root.clone(),
        theme: caller.cookies.theme.clone().unwrap_or_default(),
        of,
        stopped,
    };
    answer::render(&page, Language::default())
}
