//! The one way in for writes: a form, a JSON body or a program's call becomes a command value and is run.
//!
//! `POST /{workspace}/commands/{name}` takes a form, `POST /api/v1/{workspace}/commands/{name}` takes JSON. The
//! field names are the command's own. A form may also carry `back`, where to go on: a path of this server, in
//! which `{key}` stands for the key of what was made and `{number}` for its number.

use std::collections::BTreeMap;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use domain::spine::actor::Door;
use domain::spine::refusal::{Failure, Refusal};
use domain::spine::run::{Command, Ran};
use serde::Serialize;
use serde_json::Value as Json;

use crate::answer;
use crate::caller::{Caller, TOLD, Wants};

type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// A command of any type, as the routes see it.
pub trait AnyCommand: Send + Sync {
    fn name(&self) -> &'static str;
    /// The JSON schemas of what it takes and of what it answers.
    fn schemas(&self) -> (Json, Json);
    fn form(&self, caller: Caller, slug: String, body: Bytes) -> Answering;
    fn json(&self, caller: Caller, slug: String, body: Bytes) -> Answering;
}

struct Typed<C>(PhantomData<fn() -> C>);

/// The commands that can be called, by name.
#[derive(Clone, Default)]
pub struct Register {
    commands: BTreeMap<&'static str, Arc<dyn AnyCommand>>,
}

impl Register {
    pub fn add<C: Command>(&mut self) {
        self.commands.insert(C::NAME, Arc::new(Typed::<C>(PhantomData)));
    }

    pub fn extend(&mut self, other: Self) {
        self.commands.extend(other.commands);
    }

    pub fn iter(&self) -> impl Iterator<Item = &Arc<dyn AnyCommand>> {
        self.commands.values()
    }
}

/// What a caller learns of a command that was carried out.
#[derive(Serialize)]
struct Told<'r, D> {
    /// The number of the change, with which it can be taken back. None: nothing had to be changed.
    seq: Option<i64>,
    done: &'r D,
    sentence: &'r str,
    undo: bool,
}

impl<C: Command> AnyCommand for Typed<C> {
    fn name(&self) -> &'static str {
        C::NAME
    }

    fn schemas(&self) -> (Json, Json) {
        let schema = |schema: schemars::Schema| schema.to_value();
        (schema(schemars::schema_for!(C)), schema(schemars::schema_for!(C::Done)))
    }

    fn form(&self, caller: Caller, slug: String, body: Bytes) -> Answering {
        Box::pin(async move {
            let typed = pairs(&body);
            let command = match serde_html_form::from_bytes::<C>(&body) {
                Ok(command) => command,
                Err(error) => return answer::refuse(&caller, &unreadable(&error), &typed),
            };
            match caller.run(slug.clone(), Door::Form, command).await {
                Ok(ran) if caller.wants == Wants::Json => told(&ran),
                Ok(ran) => go_on(&slug, &typed, &ran),
                Err(failure) => answer::refuse(&caller, &failure, &typed),
            }
        })
    }

    fn json(&self, caller: Caller, slug: String, body: Bytes) -> Answering {
        Box::pin(async move {
            let command = match serde_json::from_slice::<C>(&body) {
                Ok(command) => command,
                Err(error) => return answer::refuse(&caller, &unreadable(&error), &[]),
            };
            match caller.run(slug, Door::Api, command).await {
                Ok(ran) => told(&ran),
                Err(failure) => answer::refuse(&caller, &failure, &[]),
            }
        })
    }
}

/// A body that is no command: the reader's words say which field and why.
fn unreadable(error: &dyn std::fmt::Display) -> Failure {
    let words = error.to_string();
    let what = words.split(" at line").next().unwrap_or_default().to_owned();
    Failure::Refused(Refusal::Invalid { field: "", sentence: format!("This cannot be read: {what}.") })
}

fn told<D: Serialize>(ran: &Ran<D>) -> Response {
    answer::json(&Told { seq: ran.seq, done: &ran.done, sentence: &ran.sentence, undo: ran.seq.is_some() })
}

/// Back to the page the form says, with a toast of what was done.
fn go_on<D: Serialize>(slug: &str, typed: &[(String, String)], ran: &Ran<D>) -> Response {
    let back = typed.iter().find(|(name, _)| name == "back").map(|(_, value)| value.as_str());
    let done = serde_json::to_value(&ran.done).unwrap_or_default();
    let key = done.get("key").and_then(Json::as_str).unwrap_or_default();
    let number = done.get("number").and_then(Json::as_i64).unwrap_or_default();
    let made = |back: &str| back.replace("{key}", key).replace("{number}", &number.to_string());
    let place = back.filter(|back| !back.is_empty()).map_or(format!("/{slug}"), made);
    let mut response = answer::see_other(&place);
    if let Some(seq) = ran.seq {
        tell(response.headers_mut(), slug, Some(seq), &ran.sentence);
    }
    response
}

/// Leaves a toast for the next page.
pub fn tell(headers: &mut HeaderMap, slug: &str, seq: Option<i64>, sentence: &str) {
    let told = format!("{TOLD}={}~{}", seq.unwrap_or_default(), answer::percent(sentence));
    answer::set_cookie(headers, slug, &told, "Max-Age=60; HttpOnly");
}

/// The names and values of a form, as they were typed.
pub fn pairs(body: &[u8]) -> Vec<(String, String)> {
    serde_html_form::from_bytes(body).unwrap_or_default()
}

pub async fn by_form(
    register: Arc<Register>,
    caller: Caller,
    Path((slug, name)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    match register.commands.get(name.as_str()) {
        Some(command) => command.form(caller, slug, body).await,
        None => unknown(&caller),
    }
}

pub async fn by_json(
    register: Arc<Register>,
    caller: Caller,
    Path((slug, name)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    match register.commands.get(name.as_str()) {
        Some(command) => command.json(caller, slug, body).await,
        None => unknown(&caller),
    }
}

fn unknown(caller: &Caller) -> Response {
    answer::refuse(caller, &Failure::Refused(Refusal::NotFound { what: "command" }), &[])
}
