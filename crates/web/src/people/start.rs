//! The first visit: the workspace, the first person, the first product.

use askama::Template;
use axum::body::Bytes;
use axum::response::Response;
use domain::people::found_workspace::{FoundWorkspace, found as found_in};
use domain::people::password::HashedPassword;
use domain::people::queries::workspaces;
use domain::people::rules;
use domain::spine::refusal::{Refusal, Result};
use domain::spine::rights::Role;
use serde::Deserialize;

use super::sign_in::{blocking, remember, start_session};
use crate::answer;
use crate::caller::Caller;
use crate::commands::{pairs, tell};
use crate::house::random;
use crate::words::{Language, filters};

#[derive(Template)]
#[template(path = "people/start.html")]
struct StartPage {
    assets: String,
    theme: String,
}

/// Only while the server has no workspace; afterwards it leads to signing in.
pub async fn show(caller: Caller) -> Response {
    match caller.read(|tx| workspaces(tx, 1)).await {
        Ok(found) if found.is_empty() => {
            let (assets, theme) =
                (caller.house.assets.root.clone(), caller.cookies.theme.clone().unwrap_or_default());
            answer::page(&caller, answer::render(&StartPage { assets, theme }, Language::default()))
        }
        Ok(_) => answer::see_other("/sign-in"),
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

#[derive(Clone, Deserialize)]
struct Filled {
    #[serde(default)]
    workspace: String,
    #[serde(default)]
    workspace_prefix: String,
    #[serde(default)]
    product: String,
    #[serde(default)]
    product_prefix: String,
    #[serde(default)]
    time_zone: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    roles: Vec<Role>,
}

pub async fn found(caller: Caller, body: Bytes) -> Response {
    match make(&caller, &body).await {
        Ok((slug, place, session, sentence)) => {
            let mut response = answer::see_other(&place);
            remember(&caller, &slug, response.headers_mut(), &session);
            tell(response.headers_mut(), &slug, None, &sentence);
            response
        }
        Err(failure) => {
            let typed: Vec<_> = pairs(&body).into_iter().filter(|(name, _)| name != "password").collect();
            answer::refuse(&caller, &failure, &typed)
        }
    }
}

async fn make(caller: &Caller, body: &[u8]) -> Result<(String, String, String, String)> {
    let filled: Filled = serde_html_form::from_bytes(body).map_err(domain::spine::refusal::broken)?;
    rules::password("password", &filled.password, &filled.email)?;
    let (password, salt) = (filled.password.clone(), random());
    let password = blocking(move || HashedPassword::make(&password, salt)).await?;
    let zone = filled.time_zone.trim();
    let command = FoundWorkspace {
        workspace: filled.workspace,
        workspace_prefix: filled.workspace_prefix,
        product: filled.product,
        product_prefix: filled.product_prefix,
        time_zone: if zone.is_empty() { "UTC".into() } else { zone.into() },
        name: filled.name,
        email: filled.email,
        password: Some(password),
        roles: filled.roles,
    };
    let moment = caller.house.moment();
    let ran = caller
        .write(uuid::Uuid::nil(), move |tx| {
            // Asked inside the write: of two who come first at once, one comes second.
            if !workspaces(tx, 1)?.is_empty() {
                return Refusal::conflict(
                    "This server has a workspace already. Sign in, or ask to be invited.",
                );
            }
            found_in(tx, &moment.again(), &command)
        })
        .await?;
    let session = start_session(caller, ran.done.workspace, ran.done.person).await?;
    let place = format!("/{}/{}/today", ran.done.slug, ran.done.product_prefix);
    Ok((ran.done.slug, place, session, ran.sentence))
}
