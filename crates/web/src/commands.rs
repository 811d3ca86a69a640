//! The one way in for writes: a form, a JSON body or a program's call becomes a command value and is run.
//!
//! `POST /{workspace}/commands/{name}` takes a form, `POST /api/v1/{workspace}/commands/{name}` takes JSON. The
//! field names are the command's own. A form may also carry `back`, where to go on: a path of this server, in
//! which `{key}` stands for the key of what was made and `{number}` for its number.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use database::Tx;
use domain::spine::actor::{Actor, Door};
use domain::spine::moment::Moment;
use domain::spine::refusal::{Failure, Refusal, Result, broken};
use domain::spine::run::{Command, Ran, run};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde_json::Value as Json;

use crate::answer;
use crate::caller::{Caller, TOLD, Wants};

/// A command that was read and is yet to be carried out. What it answers is JSON by then: from here on there is one way
/// for all commands, and not one for each.
type Call = Box<dyn Fn(&Tx<'_>, &Actor, &Moment) -> Result<Ran<Json>> + Send>;

/// A command of any type, as the routes see it.
#[derive(Clone, Copy)]
pub struct AnyCommand {
    pub name: &'static str,
    /// The JSON schemas of what it takes and of what it answers.
    pub schemas: fn(&mut SchemaGenerator) -> (Json, Json),
    form: fn(&[u8]) -> Result<Call>,
    json: fn(&[u8]) -> Result<Call>,
}

/// The commands that can be called, by name.
#[derive(Clone, Default)]
pub struct Register {
    commands: BTreeMap<&'static str, AnyCommand>,
}

impl Register {
    pub fn add<C: Command>(&mut self) {
        self.commands.insert(C::NAME, AnyCommand::of::<C>());
    }

    pub fn extend(&mut self, other: Self) {
        self.commands.extend(other.commands);
    }

    pub fn iter(&self) -> impl Iterator<Item = &AnyCommand> {
        self.commands.values()
    }
}

/// What a caller learns of a command that was carried out.
#[derive(Serialize)]
struct Told<'r> {
    /// The number of the change, with which it can be taken back. None: nothing had to be changed.
    seq: Option<i64>,
    done: &'r Json,
    sentence: &'r str,
    undo: bool,
}

impl AnyCommand {
    fn of<C: Command>() -> Self {
        Self { name: C::NAME, schemas: schemas::<C>, form: form::<C>, json: json::<C> }
    }

    async fn by_form(self, caller: Caller, slug: String, body: Bytes) -> Response {
        let typed = pairs(&body);
        let call = match (self.form)(&body) {
            Ok(call) => call,
            Err(failure) => return answer::refuse(&caller, &failure, &typed),
        };
        match caller.carry_out(slug.clone(), Door::Form, call).await {
            Ok(ran) if caller.wants == Wants::Json => told(&ran),
            Ok(ran) => go_on(&slug, &typed, &ran),
            Err(failure) => answer::refuse(&caller, &failure, &typed),
        }
    }

    async fn by_json(self, caller: Caller, slug: String, body: Bytes) -> Response {
        let call = match (self.json)(&body) {
            Ok(call) => call,
            Err(failure) => return answer::refuse(&caller, &failure, &[]),
        };
        match caller.carry_out(slug, Door::Api, call).await {
            Ok(ran) => told(&ran),
            Err(failure) => answer::refuse(&caller, &failure, &[]),
        }
    }
}

fn schemas<C: Command>(generator: &mut SchemaGenerator) -> (Json, Json) {
    let takes = titled(C::schema_name(), C::json_schema(generator));
    (takes, titled(C::Done::schema_name(), C::Done::json_schema(generator)))
}

fn titled(name: Cow<'static, str>, mut schema: Schema) -> Json {
    schema.ensure_object().entry("title").or_insert_with(|| name.into_owned().into());
    schema.to_value()
}

fn form<C: Command>(body: &[u8]) -> Result<Call> {
    serde_html_form::from_bytes(body).map(call::<C>).map_err(|error| unreadable(&error))
}

fn json<C: Command>(body: &[u8]) -> Result<Call> {
    serde_json::from_slice(body).map(call::<C>).map_err(|error| unreadable(&error))
}

fn call<C: Command>(command: C) -> Call {
    Box::new(move |tx, actor, moment| {
        let Ran { seq, done, sentence, undo } = run(tx, actor, moment, &command)?;
        Ok(Ran { seq, done: serde_json::to_value(done).map_err(broken)?, sentence, undo })
    })
}

/// A body that is no command: the reader's words say which field and why.
fn unreadable(error: &dyn std::fmt::Display) -> Failure {
    let words = error.to_string();
    let what = words.split(" at line").next().unwrap_or_default().to_owned();
    Failure::Refused(Refusal::Invalid { field: "", sentence: format!("This cannot be read: {what}.") })
}

fn told(ran: &Ran<Json>) -> Response {
    answer::json(&Told { seq: ran.seq, done: &ran.done, sentence: &ran.sentence, undo: ran.undo.is_some() })
}

/// Back to the page the form says, with a toast of what was done.
fn go_on(slug: &str, typed: &[(String, String)], ran: &Ran<Json>) -> Response {
    let back = typed.iter().find(|(name, _)| name == "back").map(|(_, value)| value.as_str());
    let done = &ran.done;
    let key = done.get("key").and_then(Json::as_str).unwrap_or_default();
    let number = done.get("number").and_then(Json::as_i64).unwrap_or_default();
    let made = |back: &str| back.replace("{key}", key).replace("{number}", &number.to_string());
    let place = back.filter(|back| !back.is_empty()).map_or(format!("/{slug}"), made);
    let mut response = answer::see_other(&place);
    if ran.seq.is_some() {
        tell(response.headers_mut(), slug, ran.undo, &ran.sentence);
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
        Some(command) => command.by_form(caller, slug, body).await,
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
        Some(command) => command.by_json(caller, slug, body).await,
        None => unknown(&caller),
    }
}

fn unknown(caller: &Caller) -> Response {
    answer::refuse(caller, &Failure::Refused(Refusal::NotFound { what: "command" }), &[])
}
