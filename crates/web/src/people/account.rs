//! One's own account: password, API tokens, signing out.

use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use domain::people::issue_token::IssueToken;
use domain::people::password::HashedPassword;
use domain::people::set_password::SetPassword;
use domain::people::tokens::{TokenListed, own_tokens};
use domain::people::{Person, rules, sessions};
use domain::spine::actor::Door;
use domain::spine::item::Item;
use domain::spine::refusal::{Found, Result};
use serde::Deserialize;

use super::sign_in::{blocking, remember, start_session};
use crate::answer;
use crate::caller::Caller;
use crate::commands::tell;
use crate::communication::notifications::settings_part::Settings;
use crate::house::{random, secret};
use crate::shell::{Frame, Here, thousands};
use crate::visit::Visit;
use crate::words::filters;

#[derive(Template)]
#[template(path = "people/account.html")]
struct AccountPage {
    frame: Frame,
    name: String,
    email: String,
    tokens: Vec<TokenListed>,
    settings: Settings,
    /// A token that was just made: shown this once.
    fresh: Option<String>,
}

impl AccountPage {
    fn load(visit: &Visit<'_>, fresh: Option<String>) -> Result<Self> {
        let id = visit.actor.person.found("person")?;
        let person = Person::load(visit.tx, visit.actor.workspace, id.0)?.found("person")?;
        Ok(Self {
            frame: Frame::of_workspace(visit, Here::Account, &["token", "notification_setting"])?,
            name: person.name,
            email: person.email,
            tokens: own_tokens(visit.tx, &visit.actor)?,
            settings: Settings::load(visit)?,
            fresh,
        })
    }
}

pub async fn show(caller: Caller, Path(slug): Path<String>) -> Response {
    shown(&caller, slug, None).await
}

async fn shown(caller: &Caller, slug: String, fresh: Option<String>) -> Response {
    let done = caller
        .visit(slug, move |visit| {
            let page = AccountPage::load(visit, fresh.clone())?;
            answer::render(&page, visit.language)
        })
        .await;
    answer::page(caller, done)
}

#[derive(Clone, Deserialize)]
struct NewToken {
    #[serde(default)]
    name: String,
    #[serde(default)]
    writes: bool,
}

/// Makes a token and shows it, this once, on the page that answers.
pub async fn issue_token(caller: Caller, Path(slug): Path<String>, body: Bytes) -> Response {
    let asked: NewToken = match serde_html_form::from_bytes(&body) {
        Ok(asked) => asked,
        Err(error) => return answer::refuse(&caller, &domain::spine::refusal::broken(error), &[]),
    };
    let token = format!("tl_{}", secret());
    let command =
        IssueToken { name: asked.name, writes: asked.writes, token_hash: sessions::token_hash(&token) };
    match caller.run(slug.clone(), Door::Form, command).await {
        Ok(_) => shown(&caller, slug, Some(token)).await,
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

#[derive(Clone, Deserialize)]
struct NewPassword {
    #[serde(default)]
    password: String,
}

pub async fn set_password(caller: Caller, Path(slug): Path<String>, body: Bytes) -> Response {
    match change_password(&caller, &slug, &body).await {
        Ok((session, sentence)) => {
            let mut response = answer::see_other(&format!("/{slug}/account"));
            remember(&caller, &slug, response.headers_mut(), &session);
            tell(response.headers_mut(), &slug, None, &sentence);
            response
        }
        Err(failure) => answer::refuse(&caller, &failure, &[]),
    }
}

/// The new password ends every session, this one too: the browser gets a new one.
async fn change_password(caller: &Caller, slug: &str, body: &[u8]) -> Result<(String, String)> {
    let asked: NewPassword = serde_html_form::from_bytes(body).map_err(domain::spine::refusal::broken)?;
    let (workspace, person) = caller
        .visit(slug.to_owned(), |visit| Ok((visit.actor.workspace, visit.actor.person.found("person")?)))
        .await?;
    rules::password("password", &asked.password, "")?;
    let salt = random();
    let password = blocking(move || HashedPassword::make(&asked.password, salt)).await?;
    let ran = caller.run(slug.to_owned(), Door::Form, SetPassword { password }).await?;
    Ok((start_session(caller, workspace, person).await?, ran.sentence))
}
