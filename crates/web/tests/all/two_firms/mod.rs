//! Two firms on one server, each with one of everything, and every way in: the commands as the API describes them, and
//! the addresses as the lines say that make them.

mod rooms;

use axum::Router;
use domain::people::issue_token::IssueToken;
use domain::people::sessions::token_hash;
use domain::people::set_role::SetRole;
use domain::spine::actor::Actor;
use domain::spine::id::WorkspaceId;
use domain::spine::rights::Role;
use domain::testing::Office;
use rooms::{align, audience, build, compare, plan, send_files, weigh};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use crate::browser::{Answered, Browser};

/// Stands in every text of the other firm.
pub const THEIRS: &str = "Heronsgate";

/// A firm with one of everything, and somebody who may do everything in it.
pub struct Firm {
    pub slug: &'static str,
    pub prefix: &'static str,
    pub workspace: WorkspaceId,
    pub all: Actor,
    pub token: String,
    /// A file that came in.
    pub import: String,
    pub attachment: String,
}

pub struct World<'o> {
    pub office: &'o Office,
    pub router: &'o Router,
    pub ours: Firm,
    pub theirs: Firm,
    pub document: Json,
}

impl<'o> World<'o> {
    pub async fn of(office: &'o Office, router: &'o Router) -> Self {
        let (ada, stranger) = (office.ada(), office.stranger());
        let slug = Box::leak(slug(office, stranger.workspace).into_boxed_str());
        let ours = Firm::furnish(office, router, ("larkbill", "INV", "our"), ada).await;
        let theirs = Firm::furnish(office, router, (slug, "SAL", THEIRS), stranger).await;
        let document = Browser::of_nobody(router).get("/api/v1/openapi.json").await.json();
        Self { office, router, ours, theirs, document }
    }

    /// The commands of the API, each with the schema of what it takes.
    pub fn commands(&self) -> Vec<(&str, &Json)> {
        let paths = self.document["paths"].as_object().unwrap().iter();
        paths
            .filter(|(_, methods)| methods.get("post").is_some())
            .map(|(path, methods)| {
                let schema = &methods["post"]["requestBody"]["content"]["application/json"]["schema"];
                (path.rsplit('/').next().unwrap(), schema)
            })
            .collect()
    }

    /// What a command takes at least, with ids of `firm`.
    pub fn least(&self, schema: &Json, firm: &Firm) -> Map<String, Json> {
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        let names = required.iter().map(|name| name.as_str().unwrap().to_owned());
        names.map(|name| (name.clone(), self.value(&name, &schema["properties"][&name], firm))).collect()
    }

    /// The same with every id that it can take.
    pub fn with_every_id(&self, schema: &Json, firm: &Firm) -> Map<String, Json> {
        let mut body = self.least(schema, firm);
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if noun(property).is_some() {
                body.insert(name.clone(), self.value(name, property, firm));
            }
        }
        body
    }

    fn value(&self, name: &str, property: &Json, firm: &Firm) -> Json {
        if let Some(noun) = noun(property) {
            return json!(self.id(firm, &noun));
        }
        let named =
            property["$ref"].as_str().map(|place| &self.document["components"]["schemas"][last(place)]);
        let schema = named.unwrap_or(property);
        let one = &schema["oneOf"][0];
        let first =
            [&schema["enum"][0], &one["const"], &one["enum"][0]].into_iter().find(|word| word.is_string());
        match (first, schema["type"].as_str(), name) {
            (Some(word), _, _) => word.clone(),
            (None, Some("boolean"), _) => json!(true),
            (None, Some("integer" | "number"), _) => json!(1),
            (None, Some("array"), _) => json!([]),
            (None, ..) if schema["format"] == "date" => json!("2026-01-05"),
            (None, _, "email") => json!("somebody@larkbill.example"),
            (None, _, "prefix") => json!("QQ"),
            (None, _, "time_zone") => json!("UTC"),
            _ => json!("words"),
        }
    }

    /// The first item of a noun in a firm.
    pub fn id(&self, firm: &Firm, noun: &str) -> Uuid {
        let (workspace, wanted) = (firm.workspace, noun.to_owned());
        let sql = "select item_id as value from change
                    where workspace_id = $1 and noun = $2 and verb = 'added' order by seq, n limit 1";
        let found: Option<Uuid> = self.office.reads(move |tx| Ok(tx.value(sql, &[&workspace, &wanted])?));
        found.unwrap_or_else(|| panic!("the firm has no {noun} yet: make one in Firm::furnish"))
    }

    /// How much each firm has written.
    pub fn written(&self) -> Vec<i64> {
        self.office.reads(|tx| Ok(tx.values("select seq as value from workspace order by id", &[])?))
    }

    pub async fn call(&self, token: &str, slug: &str, command: &str, body: &Json) -> Answered {
        let path = format!("/api/v1/{slug}/commands/{command}");
        Browser::of_nobody(self.router).with_token(token).call(&path, body).await
    }
}

impl Firm {
    /// Gives somebody every role, and the firm one of each noun; every text of it holds `mark`.
    async fn furnish(
        office: &Office,
        router: &Router,
        firm: (&'static str, &'static str, &str),
        all: Actor,
    ) -> Self {
        let (slug, prefix, mark) = firm;
        let token = format!("tl_{slug}");
        let command = IssueToken { name: mark.into(), writes: true, token_hash: token_hash(&token) };
        office.does(&all, command).unwrap();
        let program = Browser::of_nobody(router).with_token(&token);
        let product = program.get(&format!("/api/v1/{slug}/products")).await.json()[0]["id"].clone();
        for role in Role::ALL {
            let (person, product) = (all.person.unwrap(), serde_json::from_value(product.clone()).unwrap());
            office.does(&all, SetRole { person, product, role, holds: true }).unwrap();
        }
        let make = async |command: &str, body: Json| {
            let done = program.call(&format!("/api/v1/{slug}/commands/{command}"), &body).await;
            assert_eq!(done.status, 200, "{command}: {}", done.body);
            done.json()["done"]["id"].clone()
        };
        let words = format!("{mark} words");
        let story = make("add_story", json!({ "product": product, "title": words })).await;
        build(&make, &words, prefix, &story).await;
        let customer = make("add_customer", json!({ "name": words })).await;
        make("add_contact", json!({ "customer": customer, "name": words })).await;
        let feedback = make("add_feedback", json!({ "product": product, "body": words })).await;
        let quote = json!({ "feedback": feedback, "passage": words, "new_need": words });
        let linked = program.call(&format!("/api/v1/{slug}/commands/link_quote"), &quote).await.json();
        let goal = make("add_goal", json!({ "title": words })).await;
        let measure = json!({ "goal": goal, "title": words, "baseline": "1", "target": "2" });
        let key_result = make("add_key_result", measure).await;
        make("check_in", json!({ "key_result": key_result, "value": "1", "confidence": 5 })).await;
        let trend = make("add_trend", json!({ "title": words, "meaning": words })).await;
        make("link_trend", json!({ "need": linked["done"]["need"], "trend": trend })).await;
        compare(&make, &product, &words, &linked["done"]["need"]).await;
        audience(&make, &words, &customer, &linked["done"]["id"]).await;
        make("serve_goal", json!({ "need": linked["done"]["need"], "goal": goal })).await;
        let feature = json!({ "product": product, "title": words, "need": linked["done"]["need"] });
        let feature = make("add_feature", feature).await;
        weigh(&make, &words, (&product, &customer, &feature), slug).await;
        let release = make("add_release", json!({ "product": product, "version": "1", "name": words })).await;
        make("add_launch_step", json!({ "release": release, "area": "docs", "title": words })).await;
        align(&make, &product, &words, prefix).await;
        plan(&make, &product, all.person.unwrap(), &words, &story).await;
        let (import, attachment) = send_files(&program, slug, prefix, mark).await;
        Self { slug, prefix, workspace: all.workspace, all, token, import, attachment }
    }
}

fn slug(office: &Office, workspace: WorkspaceId) -> String {
    let sql = "select slug as value from workspace where id = $1";
    office.reads(move |tx| Ok(tx.value::<String>(sql, &[&workspace])?)).unwrap()
}

fn last(place: &str) -> &str {
    place.rsplit('/').next().unwrap_or_default()
}

/// The noun whose id a property takes: `{"$ref": "…/StoryId"}`, or that or nothing.
pub fn noun(property: &Json) -> Option<String> {
    let place = property["$ref"].as_str().or_else(|| property["anyOf"][0]["$ref"].as_str())?;
    let name = last(place).strip_suffix("Id")?;
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push('_');
        }
        words.push(c.to_ascii_lowercase());
    }
    Some(if words == "column" { "board_column".into() } else { words })
}

/// Every address with a page or a handler of its own, as the lines that make it say, and whether it is read or sent to.
pub fn addresses() -> Vec<(String, bool, bool)> {
    fn walk(folder: &std::path::Path, found: &mut Vec<(String, bool, bool)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                for made in text.split(".at(").skip(1) {
                    let mut quoted = made.split('"');
                    let (before, address) =
                        (quoted.next().unwrap_or_default(), quoted.next().unwrap_or_default());
                    if before.trim().is_empty() && address.starts_with('/') {
                        let made = made.split("\n        .").next().unwrap_or_default();
                        found.push((address.to_owned(), made.contains("get("), made.contains("post(")));
                    }
                }
            }
        }
    }
    let mut found = Vec::new();
    walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 15, "the lines that make addresses are no longer understood: {found:?}");
    found
}

/// An address of one firm with what belongs to another.
pub fn filled(address: &str, slug: &str, firm: &Firm) -> String {
    let prefix = firm.prefix;
    let address = address.replace("{workspace}", slug).replace("{product}", prefix);
    let address = address
        .replace("{import}", &firm.import)
        .replace("{attachment}", &firm.attachment)
        .replace("{key}", &format!("{prefix}-1"))
        .replace("{token}", "unknown")
        .replace("{number}", "1");
    assert!(!address.contains('{'), "{address}: say here what stands in its place");
    address
}
