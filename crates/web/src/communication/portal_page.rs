//! The public portal of a product: what was released, and where anybody may say what they need.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::communication::give_feedback::GiveFeedback;
use domain::communication::kano::KanoSurveyId;
use domain::communication::kano::ask_for_kano::AskForKano;
use domain::communication::portal::{self, NOTES_MAX, NoteRow, Offered, Portal};
use domain::spine::actor::{Actor, Door};
use domain::spine::id::WorkspaceId;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::{Refusal, Result};
use domain::spine::run::run;
use serde::Deserialize;

use super::note;
use super::publications::public_pages::{Tab, tabs};
use super::too_often::{Measure, refuse_too_often};
use crate::answer;
use crate::caller::Caller;
use crate::commands::pairs;
use crate::discovery::ways_in::typed::Typed;
use crate::words::{Language, filters};

/// How often something may be sent to a workspace without being signed in.
const MEASURE: Measure = Measure { by_address: 20, in_all: 1_000 };

#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// Only notes before this: microseconds.
    #[serde(default)]
    before: Option<i64>,
    /// Whether something was just said.
    #[serde(default)]
    said: String,
    /// Whether the questions of a survey were just asked for.
    #[serde(default)]
    asked: String,
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
    surveys: Vec<Offered>,
    asked: bool,
    tabs: Vec<Tab>,
    typed: Typed,
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
            let typed = Typed::default();
            let (surveys, asked) = (portal::surveys(tx, &portal)?, !asked.asked.is_empty());
            let page =
                PortalPage { assets, theme, portal, notes, earlier, said, surveys, asked, tabs, typed };
            answer::render(&page, Language::default())
        })
        .await;
    answer::page(&caller, rendered)
}

/// Puts what somebody said into the inbox.
pub async fn say(caller: Caller, Path((slug, prefix)): Path<(String, String)>, body: Bytes) -> Response {
    let said: Typed = serde_html_form::from_bytes(&body).unwrap_or_default();
    let place = format!("/{slug}/portal/{prefix}?said=1#said");
    match take_in(&caller, slug, prefix, said).await {
        Ok(()) => answer::see_other(&place),
        Err(failure) => answer::refuse(&caller, &failure, &pairs(&body)),
    }
}

async fn take_in(caller: &Caller, slug: String, prefix: String, said: Typed) -> Result<()> {
    let portal = caller.read(move |tx| portal::open(tx, &slug, &prefix)).await?;
    let (workspace, moment) = (portal.workspace.id, caller.house.moment());
    refuse_public(caller, workspace).await?;
    let Typed { body, name, email, .. } = said;
    let command = GiveFeedback { product: portal.product.id, body, name, email };
    let program = Actor::program(workspace, Door::Form);
    caller.write(workspace.0, move |tx| run(tx, &program, &moment.again(), &command).map(drop)).await
}

/// What whoever asks for the questions of a survey types.
#[derive(Deserialize)]
struct Wanted {
    survey: KanoSurveyId,
    #[serde(default)]
    email: String,
}

/// Mails the questions of a survey to whoever we know by the address.
pub async fn ask(caller: Caller, Path((slug, prefix)): Path<(String, String)>, body: Bytes) -> Response {
    let place = format!("/{slug}/portal/{prefix}?asked=1#asked");
    match mail_questions(&caller, (slug, prefix), &body).await {
        Ok(()) => answer::see_other(&place),
        Err(failure) => answer::refuse(&caller, &failure, &pairs(&body)),
    }
}

async fn mail_questions(caller: &Caller, (slug, prefix): (String, String), body: &Bytes) -> Result<()> {
    let Ok(Wanted { survey, email }) = serde_html_form::from_bytes(body) else {
        return Refusal::invalid("survey", "Choose a survey of this page.");
    };
    let portal = caller.read(move |tx| portal::open(tx, &slug, &prefix)).await?;
    let (workspace, moment) = (portal.workspace.id, caller.house.moment());
    refuse_public(caller, workspace).await?;
    let (command, program) = (AskForKano { survey, email }, Actor::program(workspace, Door::Form));
    caller.write(workspace.0, move |tx| run(tx, &program, &moment.again(), &command).map(drop)).await
}

/// Counts what is sent without being signed in, and refuses too much of it.
pub(super) async fn refuse_public(caller: &Caller, workspace: WorkspaceId) -> Result<()> {
    refuse_too_often(caller, workspace, &format!("public {workspace}"), MEASURE).await
}
