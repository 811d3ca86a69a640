//! What the vision board or the positioning of a product said at each time, from the change log alone.

use std::collections::HashMap;

use database::Tx;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;

use super::queries;
use crate::people::queries::names;
use crate::spine::actor::Actor;
use crate::spine::change::{self, Change, Told};
use crate::spine::id::{HeldId, PersonId, ProductId};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;

/// Versions that are looked at, the newest ones.
pub const VERSIONS_MAX: i64 = 200;

/// Of what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    #[default]
    Vision,
    Positioning,
}

impl Of {
    /// The texts: the field, and how pages call it.
    pub fn texts(self) -> [(&'static str, &'static str); 5] {
        match self {
            Self::Vision => [
                ("statement", "The vision"),
                ("target_group", "For whom"),
                ("customer_needs", "What they need"),
                ("offering", "What we make"),
                ("business_goals", "Why it pays"),
            ],
            Self::Positioning => [
                ("for_whom", "For whom"),
                ("category", "It is a"),
                ("benefit", "That"),
                ("unlike", "Unlike"),
                ("proof", "Proof"),
            ],
        }
    }
}

/// What stood there from a change on.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Version {
    /// The number of the change.
    pub seq: i64,
    pub at: Timestamp,
    pub by: Option<String>,
    /// In the order of [`Of::texts`].
    pub texts: [String; 5],
}

/// The versions of a product's vision board or positioning, the newest first. What was erased is told as such.
pub fn versions(tx: &Tx<'_>, actor: &Actor, product: ProductId, of: Of) -> Result<Vec<Version>> {
    let item = match of {
        Of::Vision => queries::vision(tx, actor, product)?.map(|vision| vision.id.0),
        Of::Positioning => queries::positioning(tx, actor, product)?.map(|positioning| positioning.id.0),
    };
    let Some(item) = item else { return Ok(Vec::new()) };
    let mut changes = change::of_item(actor.workspace, item, i64::MAX, VERSIONS_MAX).all(tx)?;
    changes.reverse();
    let people: Vec<PersonId> = changes.iter().filter_map(|change| change.person_id).collect();
    let people = names(tx, actor.workspace, &people)?;
    let held = held(tx, actor, item)?;
    let mut texts: [String; 5] = Default::default();
    let mut versions = Vec::new();
    for change in &changes {
        if !took(&mut texts, change, of, &held)? {
            continue;
        }
        let by = change.person_id.and_then(|person| people.get(&person).cloned());
        versions.push(Version { seq: change.seq, at: change.at, by, texts: texts.clone() });
    }
    versions.reverse();
    Ok(versions)
}

/// Sets the texts that a change set; whether there was one.
fn took(texts: &mut [String; 5], change: &Change, of: Of, held: &HashMap<HeldId, Json>) -> Result<bool> {
    let mut any = false;
    for field in change.field_changes()? {
        let Some(place) = of.texts().iter().position(|(name, _)| *name == field.field) else { continue };
        texts[place] = match field.after {
            Told::Nothing | Told::Secret => String::new(),
            Told::Is(value) => value.as_str().unwrap_or_default().to_owned(),
            Told::Held(id) => match held.get(&id) {
                Some(value) => value.as_str().unwrap_or_default().to_owned(),
                None => "(erased)".into(),
            },
        };
        any = true;
    }
    Ok(any)
}

database::row! {
    struct HeldText { id: HeldId, body: Option<String> }
}

fn held(tx: &Tx<'_>, actor: &Actor, item: Uuid) -> Result<HashMap<HeldId, Json>> {
    let sql =
        "select id, body from held_value where workspace_id = $1 and item_id = $2 order by seq limit 2000";
    let rows: Vec<HeldText> = tx.all(sql, &[&actor.workspace, &item])?;
    let read = |row: HeldText| Some((row.id, serde_json::from_str(&row.body?).ok()?));
    Ok(rows.into_iter().filter_map(read).collect())
}
