//! One-time links: an invitation, signing in without a password, a new password.

use askama::Template;
use axum::body::Bytes;
use axum::extract::Path;
use axum::response::Response;
use domain::people::join_workspace::JoinWorkspace;
use domain::people::password::HashedPassword;
use domain::people::queries::{person_by_email, workspace_by_slug};
use domain::people::reactions::MailLink;
use domain::people::sessions::{self, Link, Purpose};
use domain::people::visitor::actor_of_person;
use domain::people::{jobs, rules};
use domain::spine::actor::Door;
use domain::spine::refusal::{Found, Result};
use domain::spine::run::run;
use serde::Deserialize;

use super::sign_in::{blocking, count_tries, remember, start_session};
use crate::answer;
use crate::caller::Caller;
use crate::commands::tell;
use crate::house::random;
use crate::words::{Language, filters};

#[derive(Clone, Deserialize)]
pub struct Asked {
    #[serde(default)]
    email: String,
    /// `new_password` or nothing.
    #[serde(default)]
    purpose: String,
}

/// Asks for a link by mail. The answer is the same whether the address is known or not.
pub async fn ask(caller: Caller, Path(slug): Path<String>, body: Bytes) -> Response {
    let asked = serde_html_form::from_bytes::<Asked>(&body)
        .unwrap_or(Asked { email: String::new(), purpose: String::new() });
    match queue_mail(&caller, &slug, &asked).await {
        Ok(()) => answer::see_other(&format!("/{slug}/sign-in?asked=1")),
        Err(failure) => answer::refuse(&caller, &failure, &[("email".into(), asked.email)]),
    }
}

async fn queue_mail(caller: &Caller, slug: &str, asked: &Asked) -> Result<()> {
    let slug = slug.to_owned();
    let workspace = caller.read(move |tx| workspace_by_slug(tx, &slug)?.found("workspace")).await?;
    let email = domain::spine::text::email("email", &asked.email)?;
    count_tries(caller, workspace.id, &email).await?;
    let purpose = if asked.purpose == "new_password" { Purpose::NewPassword } else { Purpose::SignIn };
    let moment = caller.house.moment();
    caller
        .write(workspace.id.0, move |tx| {
            let moment = moment.again();
            let known = person_by_email(tx, workspace.id, &email)?;
            match known.filter(|person| person.archived_at.is_none()) {
                Some(person) => {
                    let body = MailLink { person: person.id, purpose: purpose.as_str().into() };
                    jobs::queue_link(tx, workspace.id, &moment, &body)
                }
                None => Ok(()),
            }
        })
        .await
}

#[derive(Template)]
#[template(path = "people/link.html")]
struct LinkPage {
    assets: String,
    theme: String,
    link: Link,
    /// Whether it asks for a password: an invitation or a new password does, signing in does not.
    sets_password: bool,
}

/// Shows what the link is for. Opening a link writes nothing: mail programs open them too.
pub async fn show(caller: Caller, Path((slug, token)): Path<(String, String)>) -> Response {
    let now = caller.house.clock.now();
    let found = caller
        .read(move |tx| {
            let link = sessions::open_link(tx, &token, now)?;
            (link.slug == slug).then_some(link).found("link")
        })
        .await;
    let rendered = found.and_then(|link| {
        let page = LinkPage {
            assets: caller.house.assets.root.clone(),
            theme: caller.cookies.theme.clone().unwrap_or_default(),
            sets_password: link.purpose != Purpose::SignIn.as_str(),
            link,
        };
        answer::render(&page, Language::default())
    });
    answer::page(&caller, rendered)
}

#[derive(Clone, Deserialize)]
pub struct Filled {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
}

/// Uses the link: signs in, and for an invitation joins first.
pub async fn open(caller: Caller, Path((slug, token)): Path<(String, String)>, body: Bytes) -> Response {
    let filled = serde_html_form::from_bytes::<Filled>(&body)
        .unwrap_or(Filled { name: String::new(), password: String::new() });
    match enter(&caller, &token, &filled).await {
        Ok((session, sentence)) => {
            let mut response = answer::see_other(&format!("/{slug}"));
            remember(&caller, &slug, response.headers_mut(), &session);
            tell(response.headers_mut(), &slug, None, &sentence);
            response
        }
        Err(failure) => answer::refuse(&caller, &failure, &[("name".into(), filled.name)]),
    }
}

async fn enter(caller: &Caller, token: &str, filled: &Filled) -> Result<(String, String)> {
    let (wanted, now) = (token.to_owned(), caller.house.clock.now());
    let link = caller.read(move |tx| sessions::open_link(tx, &wanted, now)).await?;
    let mut sentence = format!("You are signed in as {}.", link.name);
    let join =
        if link.purpose == Purpose::SignIn.as_str() { None } else { Some(joining(&link, filled).await?) };
    let (moment, used, again) = (caller.house.moment(), link.clone(), token.to_owned());
    let told = caller
        .write(link.workspace_id.0, move |tx| {
            // Opened again inside the write: of two who use it at once, one comes too late.
            sessions::open_link(tx, &again, now)?;
            sessions::use_link(tx, &used, now)?;
            let Some(join) = &join else { return Ok(None) };
            let actor =
                actor_of_person(tx, used.workspace_id, used.person_id, Door::Form)?.found("person")?;
            run(tx, &actor, &moment.again(), join).map(|ran| Some(ran.sentence))
        })
        .await?;
    if let Some(told) = told {
        sentence = told;
    }
    Ok((start_session(caller, link.workspace_id, link.person_id).await?, sentence))
}

async fn joining(link: &Link, filled: &Filled) -> Result<JoinWorkspace> {
    rules::password("password", &filled.password, &link.email)?;
    let name = if filled.name.trim().is_empty() { link.name.clone() } else { filled.name.clone() };
    let (password, salt) = (filled.password.clone(), random());
    let password = blocking(move || HashedPassword::make(&password, salt)).await?;
    Ok(JoinWorkspace { name, password })
}
