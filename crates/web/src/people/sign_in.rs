//! Signing in with a password, and out.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{Path, Query};
use axum::http::HeaderMap;
use axum::response::Response;
use domain::people::password::HashedPassword;
use domain::people::queries::{WorkspaceHead, person_by_email, workspace_by_slug, workspaces};
use domain::people::sessions;
use domain::spine::id::{PersonId, WorkspaceId};
use domain::spine::refusal::{Failure, Found, Refusal, Result};
use serde::Deserialize;

use crate::answer::{self, set_cookie};
use crate::caller::{Caller, Cookies, SESSION};
use crate::house::secret;
use crate::words::{Language, filters};

/// Tries within [`WINDOW_SECONDS`], for one address and for one host.
const TRIES_MAX: i64 = 10;
const TRIES_OF_HOST_MAX: i64 = 100;
const WINDOW_SECONDS: i64 = 15 * 60;

#[derive(Clone, Default, Deserialize)]
pub struct Asked {
    /// Where to go after signing in.
    #[serde(default)]
    to: String,
    #[serde(default)]
    asked: String,
}

#[derive(Template)]
#[template(path = "people/sign_in.html")]
struct SignInPage {
    assets: String,
    theme: String,
    workspace: Option<WorkspaceHead>,
    to: String,
    /// Whether a link was just asked for.
    asked: bool,
}

pub async fn show(caller: Caller, Path(slug): Path<String>, Query(asked): Query<Asked>) -> Response {
    let found = caller.read(move |tx| workspace_by_slug(tx, &slug)?.found("workspace")).await;
    shown(&caller, found.map(Some), &asked)
}

/// Where a server holds more than one workspace: which one?
pub async fn which(caller: Caller, Query(asked): Query<Asked>) -> Response {
    let found = caller.read(|tx| workspaces(tx, 2)).await;
    match found {
        Ok(found) if found.is_empty() => answer::see_other("/start"),
        Ok(found) if found.len() == 1 => answer::see_other(&format!("/{}/sign-in", found[0].slug)),
        Ok(_) => shown(&caller, Ok(None), &asked),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

#[derive(Deserialize)]
pub struct Which {
    #[serde(default)]
    workspace: String,
}

pub async fn go_to(caller: Caller, body: Bytes) -> Response {
    let slug = serde_html_form::from_bytes::<Which>(&body).map(|which| which.workspace).unwrap_or_default();
    let slug = slug.trim().to_lowercase();
    let wanted = slug.clone();
    match caller.read(move |tx| workspace_by_slug(tx, &wanted)).await {
        Ok(Some(_)) => answer::see_other(&format!("/{slug}/sign-in")),
        Ok(None) => {
            let sentence =
                "No workspace of this server has that short address. It stands in your invitation.".into();
            answer::refuse(&caller, &Failure::Refused(Refusal::Invalid { field: "workspace", sentence }), &[])
        }
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

fn shown(caller: &Caller, workspace: Result<Option<WorkspaceHead>>, asked: &Asked) -> Response {
    let rendered = workspace.and_then(|workspace| {
        let page = SignInPage {
            assets: caller.house.assets.root.clone(),
            theme: caller.cookies.theme.clone().unwrap_or_default(),
            workspace,
            to: asked.to.clone(),
            asked: !asked.asked.is_empty(),
        };
        answer::render(&page, Language::default())
    });
    answer::page(caller, rendered)
}

#[derive(Clone, Deserialize)]
pub struct Credentials {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    to: String,
}

pub async fn sign_in(caller: Caller, Path(slug): Path<String>, body: Bytes) -> Response {
    let Ok(form) = serde_html_form::from_bytes::<Credentials>(&body) else {
        return answer::refuse(&caller, &wrong(TRIES_MAX), &[]);
    };
    match enter(&caller, &slug, &form).await {
        Ok(token) => {
            let fine = form.to.starts_with(&format!("/{slug}"));
            let mut response = answer::see_other(if fine { &form.to } else { "/" });
            if !fine {
                response = answer::see_other(&format!("/{slug}"));
            }
            remember(&caller, &slug, response.headers_mut(), &token);
            response
        }
        Err(failure) => answer::refuse(&caller, &failure, &[("email".into(), form.email)]),
    }
}

async fn enter(caller: &Caller, slug: &str, form: &Credentials) -> Result<String> {
    let email = form.email.trim().to_lowercase();
    let wanted = slug.to_owned();
    let workspace = caller.read(move |tx| workspace_by_slug(tx, &wanted)?.found("workspace")).await?;
    let tries = count_tries(caller, workspace.id, &email).await?;
    let (id, address) = (workspace.id, email.clone());
    let person = caller.read(move |tx| person_by_email(tx, id, &address)).await?;
    let person = person.filter(|person| person.archived_at.is_none());
    let (stored, password) =
        (person.as_ref().and_then(|person| person.password_hash.clone()), form.password.clone());
    let right = blocking(move || HashedPassword::verify(stored.as_deref(), &password)).await?;
    match person.filter(|_| right) {
        Some(person) => start_session(caller, workspace.id, person.id).await,
        None => Err(wrong(TRIES_MAX - tries)),
    }
}

/// Counts this try and refuses one too many, by address and by host.
pub async fn count_tries(caller: &Caller, workspace: WorkspaceId, email: &str) -> Result<i64> {
    let now = caller.house.clock.now();
    let by_email = format!("sign-in {} {email}", workspace);
    let by_host = caller.address.map(|address| format!("sign-in from {address}"));
    let (tries, of_host) = caller
        .write(workspace.0, move |tx| {
            let tries = sessions::count_try(tx, &by_email, WINDOW_SECONDS, now)?;
            let of_host = match &by_host {
                Some(bucket) => sessions::count_try(tx, bucket, WINDOW_SECONDS, now)?,
                None => 0,
            };
            Ok((tries, of_host))
        })
        .await?;
    if tries > TRIES_MAX || of_host > TRIES_OF_HOST_MAX {
        return Refusal::over_limit("Too many tries. Wait a quarter of an hour, or have a link sent to you.");
    }
    Ok(tries)
}

fn wrong(left: i64) -> Failure {
    let left = match left {
        i64::MIN..=0 => "That was the last try before a pause.".to_owned(),
        1 => "One try is left before a pause.".to_owned(),
        left if left <= 3 => format!("{left} tries are left before a pause."),
        _ => String::new(),
    };
    let sentence = format!("Email and password do not match. {left}").trim().to_owned();
    Failure::Refused(Refusal::Invalid { field: "password", sentence })
}

/// Runs work that takes tens of milliseconds of a core, such as a password hash, off the async threads.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(domain::spine::refusal::broken)?
}

pub async fn start_session(caller: &Caller, workspace: WorkspaceId, person: PersonId) -> Result<String> {
    let (token, now) = (secret(), caller.house.clock.now());
    let kept = token.clone();
    caller.write(workspace.0, move |tx| sessions::start(tx, workspace, person, &kept, now)).await?;
    Ok(token)
}

/// Gives the browser its session.
pub fn remember(caller: &Caller, slug: &str, headers: &mut HeaderMap, token: &str) {
    let secure = if caller.origin.starts_with("https://") { "; Secure" } else { "" };
    let age = sessions::SESSION_DAYS * 86_400;
    set_cookie(headers, slug, &format!("{SESSION}={token}"), &format!("Max-Age={age}; HttpOnly{secure}"));
}

pub async fn sign_out(caller: Caller, Path(slug): Path<String>) -> Response {
    let Cookies { session: Some(token), .. } = caller.cookies.clone() else {
        return answer::see_other(&format!("/{slug}/sign-in"));
    };
    let ended = caller.write(uuid::Uuid::nil(), move |tx| sessions::end(tx, &token)).await;
    if let Err(failure) = ended {
        return answer::refuse(&caller, &failure, &[]);
    }
    let mut response = answer::see_other(&format!("/{slug}/sign-in"));
    set_cookie(response.headers_mut(), &slug, &format!("{SESSION}="), "Max-Age=0; HttpOnly");
    response
}
