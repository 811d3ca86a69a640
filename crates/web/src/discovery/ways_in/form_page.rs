//! The form of a product within a page of the firm's own site: no account, no cookie, and no script is needed.
//!
//! Which sites may show it says the policy of the answer; which may send to it as JSON say its CORS headers.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::discovery::ways_in::queries::{self, OpenForm};
use domain::discovery::ways_in::rules::refuse_foreign;
use domain::discovery::ways_in::send_form::SendForm;
use domain::spine::actor::{Actor, Door};
use domain::spine::refusal::{Failure, Refusal, Result};
use domain::spine::run::run;
use serde::Deserialize;

use super::typed::Typed;
use crate::answer;
use crate::caller::{Caller, Wants};
use crate::communication::too_often::{Measure, refuse_too_often};
use crate::security::FrameAncestors;
use crate::words::{Language, filters};

/// Within an hour: by one address to one product, and to it in all.
const MEASURE: Measure = Measure { by_address: 20, in_all: 500 };
const SCRIPT: &str = include_str!("../../assets/js/embed.js");

#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// `light` or `dark`; else as the system of whoever reads it.
    #[serde(default)]
    theme: String,
    /// Whether something was just sent.
    #[serde(default)]
    said: String,
}

impl Asked {
    fn theme(&self) -> &str {
        if ["light", "dark"].contains(&self.theme.as_str()) { &self.theme } else { "" }
    }
}

#[derive(Template)]
#[template(path = "discovery/ways_in/form.html")]
struct FormPage {
    assets: String,
    theme: String,
    form: OpenForm,
    typed: Typed,
    /// Why it was not taken.
    refused: Option<String>,
    said: bool,
}

impl FormPage {
    fn answer(self, status: StatusCode) -> Response {
        let origins = self.form.origins.join(" ");
        let rendered = answer::render(&self, Language::default());
        let mut response = match rendered {
            Ok(body) => (status, answer::html(body)).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        };
        response.extensions_mut().insert(FrameAncestors(origins));
        response
    }
}

fn page(caller: &Caller, form: OpenForm, asked: &Asked) -> FormPage {
    let (assets, theme) = (caller.house.assets.root.clone(), asked.theme().to_owned());
    FormPage { assets, theme, form, typed: Typed::default(), refused: None, said: !asked.said.is_empty() }
}

async fn open(caller: &Caller, slug: String, prefix: String) -> Result<OpenForm> {
    caller.read(move |tx| queries::form(tx, &slug, &prefix)).await
}

pub async fn show(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Response {
    match open(&caller, slug, prefix).await {
        Ok(form) => page(&caller, form, &asked).answer(StatusCode::OK),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

/// Puts the form where the script stands. It is the same for every form; a form that is closed has none.
pub async fn script(caller: Caller, Path((slug, prefix)): Path<(String, String)>) -> Response {
    match open(&caller, slug, prefix).await {
        Ok(_) => {
            let headers = [
                (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
                (header::CACHE_CONTROL, "public, max-age=3600"),
            ];
            (headers, SCRIPT).into_response()
        }
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

/// Whether a page of another site may send JSON: asked by its browser beforehand.
pub async fn may_send(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let form = match open(&caller, slug, prefix).await {
        Ok(form) => form,
        Err(failure) => return answer::refuse(&caller, &failure, &[]),
    };
    match from(&caller, &headers) {
        Some(origin) if form.origins.contains(&origin) => {
            let mut response = StatusCode::NO_CONTENT.into_response();
            let fixed = [
                (header::ACCESS_CONTROL_ALLOW_METHODS, "POST"),
                (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type"),
                (header::ACCESS_CONTROL_MAX_AGE, "600"),
            ];
            for (name, value) in fixed {
                response.headers_mut().insert(name, HeaderValue::from_static(value));
            }
            shared(response, &form, Some(&origin))
        }
        _ => shared(StatusCode::FORBIDDEN.into_response(), &form, None),
    }
}

/// Puts what somebody sent into the inbox.
pub async fn send(
    caller: Caller,
    Path((slug, prefix)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let place = format!("/{slug}/form/{prefix}?said=1&theme={}", asked.theme());
    let by_script = is_json(&headers);
    let caller = if by_script { Caller { wants: Wants::Json, ..caller } } else { caller };
    let form = match open(&caller, slug, prefix).await {
        Ok(form) => form,
        Err(failure) => return answer::refuse(&caller, &failure, &[]),
    };
    let origin = from(&caller, &headers);
    if by_script {
        let done = match serde_json::from_slice::<Typed>(&body) {
            Ok(typed) => take_in(&caller, &form, typed, origin.clone()).await,
            Err(_) => {
                Refusal::invalid("", "This cannot be read: send an object with body, and consent: true.")
            }
        };
        let response = answer::found(&caller, done.map(|()| Thanks::default()));
        return shared(response, &form, origin.as_deref());
    }
    let typed: Typed = serde_html_form::from_bytes(&body).unwrap_or_default();
    match take_in(&caller, &form, typed.clone(), origin).await {
        Ok(()) => {
            let mut response = answer::see_other(&place);
            response.extensions_mut().insert(FrameAncestors(form.origins.join(" ")));
            response
        }
        Err(Failure::Refused(refusal)) => {
            let status = answer::status(&refusal);
            let refused = Some(refusal.to_string());
            FormPage { refused, typed, said: false, ..page(&caller, form, &asked) }.answer(status)
        }
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

#[derive(serde::Serialize)]
struct Thanks {
    sentence: &'static str,
}

impl Default for Thanks {
    fn default() -> Self {
        Self { sentence: "Thank you. Somebody will read it." }
    }
}

async fn take_in(caller: &Caller, form: &OpenForm, typed: Typed, origin: Option<String>) -> Result<()> {
    let (workspace, product, moment) = (form.workspace.id, form.product.id, caller.house.moment());
    // Before it is counted: whoever sends from elsewhere takes nothing off the measure of those who may.
    refuse_foreign(origin.as_deref(), form.origins.iter().map(String::as_str))?;
    refuse_too_often(caller, workspace, &format!("form {product}"), MEASURE).await?;
    if !typed.website.is_empty() {
        // A program filled in what people do not see. It is thanked, so that it does not try otherwise.
        tracing::info!(%product, "what a program sent to a form was left aside");
        return Ok(());
    }
    let Typed { body, name, email, consent, .. } = typed;
    let command = SendForm { product, body, name, email, consent, origin };
    let program = Actor::program(workspace, Door::Form);
    caller.write(workspace.0, move |tx| run(tx, &program, &moment.again(), &command).map(drop)).await
}

/// The site whose page sent this, where that is another one than ours. Browsers say it truly; others need not.
fn from(caller: &Caller, headers: &HeaderMap) -> Option<String> {
    let origin = headers.get(header::ORIGIN)?.to_str().unwrap_or("null").to_lowercase();
    let host = |url: &str| url.split_once("://").map(|(_, host)| host.to_owned());
    (host(&origin).is_none() || host(&origin) != host(&caller.origin)).then_some(origin)
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

/// Lets the pages of a site read the answer, if it is one of those that are named.
fn shared(mut response: Response, form: &OpenForm, origin: Option<&str>) -> Response {
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    let named = origin.filter(|origin| form.origins.iter().any(|known| known == origin));
    if let Some(Ok(origin)) = named.map(HeaderValue::from_str) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    }
    response
}
