//! The API's own description (OpenAPI 3.1), made from the same lines that route it.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json, json};

use crate::commands::Register;

/// Where what several schemas have in common stands.
const DEFINITIONS: &str = "/components/schemas";

/// A query of the API.
pub struct Query {
    pub path: &'static str,
    pub summary: &'static str,
}

pub fn document(register: &Register, queries: &[Query]) -> Json {
    let mut paths = Map::new();
    for query in queries.iter().filter(|query| query.path.starts_with("/api/v1/")) {
        let get = json!({
            "summary": query.summary,
            "parameters": parameters(query.path),
            "responses": { "200": { "description": "Found.", "content": { "application/json": {} } }, "default": problem() },
        });
        paths.insert(query.path.to_owned(), json!({ "get": get }));
    }
    let settings = SchemaSettings::draft2020_12().with(|made| made.definitions_path = DEFINITIONS.into());
    let mut generator = settings.into_generator();
    for command in register.iter() {
        let (takes, answers) = (command.schemas)(&mut generator);
        let path = format!("/api/v1/{{workspace}}/commands/{}", command.name);
        let told = json!({
            "type": "object",
            "properties": {
                "seq": { "type": ["integer", "null"], "description": "The number of the change; null if nothing had to be changed." },
                "done": answers,
                "sentence": { "type": "string", "description": "What was done, in words." },
                "undo": { "type": "boolean", "description": "Whether it can be taken back by undo_change." },
            },
        });
        let post = json!({
            "operationId": command.name,
            "summary": takes.get("description").cloned().unwrap_or_default(),
            "parameters": parameters(&path),
            "requestBody": { "required": true, "content": { "application/json": { "schema": takes } } },
            "responses": {
                "200": { "description": "Done.", "content": { "application/json": { "schema": told } } },
                "default": problem(),
            },
        });
        paths.insert(path, json!({ "post": post }));
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Throughline", "version": env!("CARGO_PKG_VERSION") },
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": generator.take_definitions(true),
        },
    })
}

fn problem() -> Json {
    json!({
        "description": "Refused; `title` is the kind of refusal, `detail` a sentence, `field` the field it is about.",
        "content": { "application/problem+json": {} },
    })
}

fn parameters(path: &str) -> Vec<Json> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect()
}
