//! The public portal of a product: what was released, and where anybody may say what they need.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::communication::give_feedback::GiveFeedback;
use domain::communication::portal::{self, NOTES_MAX, NoteRow, Portal};
use domain::people::sessions;
use domain::spine::actor::{Actor, Door};
use domain::spine::id::WorkspaceId;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::{Refusal, Result};
use domain::spine::run::run;
use serde::Deserialize;

use super::note;
use super::publications::public_pages::{Tab, tabs};
use crate::answer;
use crate::caller::Caller;
use crate::commands::pairs;
use crate::words::{Language, filters};

/// How often something may be sent to a workspace without being signed in: within an hour by one address, and in all.
const WINDOW_SECONDS: i64 = 60 * 60;
const SENT_BY_ADDRESS_MAX: i64 = 20;
const SENT_MAX: i64 = 1_000;

#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// Only notes before this: microseconds.
    #[serde(default)]
    before: Option<i64>,
    /// Whether something was just said.
    #[serde(default)]
    said: String,
}

#[derive(Template)]
#[template(path = "communication/portal.html")]
struct PortalPage {
    assets: String,
    theme: String,
    portal: Portal,
    notes: Vec<NoteRow>,
    /// Where the earlier ones are.
    earlier: Option<i64>,
    said: bool,
    tabs: Vec<Tab>,
}

impl PortalPage {
    fn day(&self, at: &Timestamp) -> String {
        at.day_in(&self.portal.product.time_zone).strftime("%-d %B %Y").to_string()
    }
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    let (assets, theme) =
        (caller.house.assets.root.clone(), caller.cookies.theme.clone().unwrap_or_default());
    let rendered = caller
        .read(move |tx| {
            let portal = portal::open(tx, &slug, &prefix)?;
            let notes = portal::notes(tx, &portal, asked.before.map(Timestamp))?;
            let full = notes.len() as i64 == NOTES_MAX;
            let earlier = notes.last().filter(|_| full).map(|last| last.note_published_at.0);
            let (assets, theme, said) = (assets.clone(), theme.clone(), !asked.said.is_empty());
            let tabs = tabs(tx, &portal, "")?;
            let page = PortalPage { assets, theme, portal, notes, earlier, said, tabs };
            answer::render(&page, Language::default())
        })
        .await;
    answer::page(&caller, rendered)
}

#[derive(Clone, Default, Deserialize)]
struct Said {
    #[serde(default)]
    body: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
}

/// Puts what somebody said into the inbox.
pub async fn say(caller: Caller, Path((slug, prefix)): Path<(String, String)>, body: Bytes) -> Response {
    let said: Said = serde_html_form::from_bytes(&body).unwrap_or_default();
    let place = format!("/{slug}/portal/{prefix}?said=1#said");
    match take_in(&caller, slug, prefix, said).await {
        Ok(()) => answer::see_other(&place),
        Err(failure) => answer::refuse(&caller, &failure, &pairs(&body)),
    }
}

async fn take_in(caller: &Caller, slug: String, prefix: String, said: Said) -> Result<()> {
    let portal = caller.read(move |tx| portal::open(tx, &slug, &prefix)).await?;
    let (workspace, moment) = (portal.workspace.id, caller.house.moment());
    refuse_too_often(caller, workspace).await?;
    let Said { body, name, email } = said;
    let command = GiveFeedback { product: portal.product.id, body, name, email };
    let program = Actor::program(workspace, Door::Form);
    caller.write(workspace.0, move |tx| run(tx, &program, &moment.again(), &command).map(drop)).await
}

/// Counts what is sent without being signed in, and refuses too much of it.
pub(super) async fn refuse_too_often(caller: &Caller, workspace: WorkspaceId) -> Result<()> {
    let now = caller.house.clock.now();
    let in_all = format!("public {workspace}");
    let by_address = caller.address.map(|address| format!("public {workspace} {address}"));
    let (sent, of_address) = caller
        .write(workspace.0, move |tx| {
            let sent = sessions::count_try(tx, &in_all, WINDOW_SECONDS, now)?;
            let of_address = match &by_address {
                Some(bucket) => sessions::count_try(tx, bucket, WINDOW_SECONDS, now)?,
                None => 0,
            };
            Ok((sent, of_address))
        })
        .await?;
    if sent > SENT_MAX || of_address > SENT_BY_ADDRESS_MAX {
        return Refusal::over_limit("That is a lot at once. Wait an hour, then go on.");
    }
    Ok(())
}
