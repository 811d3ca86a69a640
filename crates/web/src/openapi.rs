//! The API's own description (OpenAPI 3.1), made from the same lines that route it.

use serde_json::{Map, Value as Json, json};

use crate::commands::Register;

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
    let mut schemas = Map::new();
    for command in register.iter() {
        let (takes, answers) = command.schemas();
        let (takes, answers) = (inlined(takes, &mut schemas), inlined(answers, &mut schemas));
        let path = format!("/api/v1/{{workspace}}/commands/{}", command.name());
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
            "operationId": command.name(),
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
            "schemas": schemas,
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

/// Moves a schema's own definitions to the document's, where its references will look for them.
fn inlined(mut schema: Json, schemas: &mut Map<String, Json>) -> Json {
    let Some(object) = schema.as_object_mut() else { return schema };
    object.remove("$schema");
    if let Some(Json::Object(definitions)) = object.remove("$defs") {
        for (name, definition) in definitions {
            schemas.insert(name, moved(definition));
        }
    }
    moved(schema)
}

fn moved(schema: Json) -> Json {
    match schema {
        Json::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| match (name.as_str(), value) {
                ("$ref", Json::String(place)) => {
                    (name, place.replace("#/$defs/", "#/components/schemas/").into())
                }
                (_, value) => (name, moved(value)),
            })
            .collect::<Map<_, _>>()
            .into(),
        Json::Array(items) => items.into_iter().map(moved).collect(),
        other => other,
    }
}
