//! Who changed what, before and after: of one item, of a product.

use std::collections::HashMap;

use domain::communication::deeds::deed;
use domain::people::queries::names;
use domain::spine::change::{self, Change, FieldChange, Told};
use domain::spine::id::{PersonId, ProductId};
use domain::spine::refusal::Result;
use domain::spine::search::keys;
use domain::sprint::board::queries::column_names;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::visit::Visit;

/// Fields that say nothing to a reader.
const SILENT: [&str; 26] = [
    "sort_key",
    "created_at",
    "created_by",
    "newest_number",
    "product_id",
    // Times that go with a state, which is told.
    "done_at",
    "accepted_at",
    "released_at",
    "note_published_at",
    "told_at",
    "asked_at",
    "note_is_draft",
    // What an update was drafted from; whoever decided or did it is told with it.
    "is_draft",
    "after_seq",
    "until_seq",
    "since",
    "changes",
    "revision",
    "published_at",
    "decided_at",
    "decided_by",
    "taken_seq",
    "done_by",
    "reviewed_at",
    "reviewed_by",
    "rated_by",
];
/// Commands of which both is told: what was done, and each field with before and after.
const TOLD_WHOLE: [&str; 2] = ["assess_trend", "rate_capability"];

/// One line of a history.
pub struct Entry {
    pub at: String,
    pub day: String,
    pub who: String,
    pub words: String,
    /// What follows the item, where the words name it: its key, or “it” on its own page.
    pub rest: Option<&'static str>,
    /// The item it is about, where the list is of more than one.
    pub key: Option<String>,
    pub old_new: Option<(String, String)>,
}

/// The history of one item, newest first.
pub fn of_item(visit: &Visit<'_>, item: Uuid, limit: i64) -> Result<Vec<Entry>> {
    let changes = change::of_item(visit.tx, visit.actor.workspace, item, i64::MAX, limit)?;
    entries(visit, &changes, &HashMap::new())
}

/// What was changed last in a product.
pub fn of_product(visit: &Visit<'_>, product: ProductId, limit: i64) -> Result<Vec<Entry>> {
    Ok(before_of_product(visit, product, i64::MAX, limit)?.0)
}

/// What was changed in a product before a change, newest first, and before which change there is more.
pub(super) fn before_of_product(
    visit: &Visit<'_>,
    product: ProductId,
    before: i64,
    limit: i64,
) -> Result<(Vec<Entry>, Option<i64>)> {
    let changes = change::of_product(visit.tx, visit.actor.workspace, product, before, limit)?;
    let items: Vec<Uuid> =
        changes.iter().flat_map(|change| [change.item_id].into_iter().chain(about(change))).collect();
    let keys = domain::spine::search::keys(visit.tx, visit.actor.workspace, &items)?;
    let earlier = changes.last().filter(|_| changes.len() as i64 == limit).map(|last| last.seq);
    Ok((entries(visit, &changes, &keys)?, earlier))
}

fn entries(visit: &Visit<'_>, changes: &[Change], keys: &HashMap<Uuid, String>) -> Result<Vec<Entry>> {
    let names = names_in(visit, changes)?;
    let time_zone = visit.products()?.first().map_or("UTC", |product| product.time_zone.as_str());
    let entry = |change: &Change, words: String, old_new| Entry {
        at: change.at.exact().to_string(),
        day: day(visit, change, time_zone),
        who: change
            .person_id
            .and_then(|person| names.get(&person.0).cloned())
            .unwrap_or("Throughline".into()),
        words,
        rest: None,
        key: keys.get(&change.item_id).or_else(|| keys.get(&about(change)?)).cloned(),
        old_new,
    };
    let mut entries = Vec::new();
    for command in changes.chunk_by(|one, next| one.seq == next.seq) {
        if let Some(deed) = deed(&command[0].command) {
            // One line for the command, under the first item of it that has a key.
            let is_keyed = |id: &Uuid| keys.contains_key(id);
            let keyed = command
                .iter()
                .find(|change| is_keyed(&change.item_id) || about(change).is_some_and(|id| is_keyed(&id)));
            let mut told = entry(keyed.unwrap_or(&command[0]), String::new(), None);
            let (words, rest) =
                deed.split_once("{}").map_or((deed, None), |(words, rest)| (words, Some(rest)));
            (told.words, told.rest) = (words.trim_end().into(), rest);
            entries.push(told);
            if !TOLD_WHOLE.contains(&command[0].command.as_str()) {
                continue;
            }
        }
        for change in command {
            for (words, old_new) in told_of(visit, change, &names)? {
                entries.push(entry(change, words, old_new));
            }
        }
    }
    Ok(entries)
}

/// The item that a comment or a follower is about.
fn about(change: &Change) -> Option<Uuid> {
    if !["comment", "follower"].contains(&change.noun.as_str()) {
        return None;
    }
    let fields = change.field_changes().ok()?;
    match &fields.iter().find(|field| field.field == "item_id")?.after {
        Told::Is(Json::String(id)) => id.parse().ok(),
        _ => None,
    }
}

/// What a change says: that something was added, or each field with before and after.
fn told_of(visit: &Visit<'_>, change: &Change, names: &Names) -> Result<Vec<(String, OldNew)>> {
    if change.verb != "changed" {
        if TOLD_WHOLE.contains(&change.command.as_str()) {
            return Ok(Vec::new());
        }
        let words = match (change.noun.as_str(), change.verb.as_str()) {
            ("role", "added" | "restored") => given(change, names)?,
            ("role", _) => "took a role away".into(),
            (noun, verb) => format!("{verb} the {}", noun.replace('_', " ")),
        };
        return Ok(vec![(words, None)]);
    }
    let fields = change.field_changes()?.into_iter();
    let told_here = fields.filter(|field| !SILENT.contains(&field.field.as_str()));
    told_here.map(|field| told(visit, &field, names)).collect()
}

/// What everybody and everything is called that changes name by its id: people, items with a key, columns.
fn names_in(visit: &Visit<'_>, changes: &[Change]) -> Result<Names> {
    let mut ids: Vec<Uuid> = changes.iter().flat_map(named_in).collect();
    let items = keys(visit.tx, visit.actor.workspace, &ids)?;
    let columns = column_names(visit.tx, visit.actor.workspace, &ids)?;
    ids.extend(changes.iter().filter_map(|change| change.person_id.map(|person| person.0)));
    let people: Vec<PersonId> = ids.into_iter().map(PersonId).collect();
    let people = names(visit.tx, visit.actor.workspace, &people)?;
    Ok(people.into_iter().map(|(person, name)| (person.0, name)).chain(items).chain(columns).collect())
}

/// The ids that stand in a change: an assignee, a release, who was given a role.
fn named_in(change: &Change) -> Vec<Uuid> {
    let fields = change.field_changes().unwrap_or_default();
    let ids = fields.iter().filter(|field| field.field.ends_with("_id"));
    ids.flat_map(|field| [&field.before, &field.after])
        .filter_map(|told| match told {
            Told::Is(Json::String(id)) => id.parse().ok(),
            _ => None,
        })
        .collect()
}

/// "made Ines manager": who was given which role.
fn given(change: &Change, names: &Names) -> Result<String> {
    let fields = change.field_changes()?;
    let told = |name: &str| match fields.iter().find(|field| field.field == name).map(|field| &field.after) {
        Some(Told::Is(value)) => plain(value, names),
        _ => String::new(),
    };
    let (person, role) = (told("person_id"), told("role"));
    Ok(if person.is_empty() || role.is_empty() {
        "gave a role back".into()
    } else {
        format!("made {person} {role}")
    })
}

type Names = HashMap<Uuid, String>;
type OldNew = Option<(String, String)>;

fn told(visit: &Visit<'_>, field: &FieldChange, names: &Names) -> Result<(String, OldNew)> {
    if field.field == "rank" {
        return Ok(("moved it in the backlog".into(), None));
    }
    let name = match field.field.as_str() {
        "points_tenths" => "size",
        "assignee_id" => "assignee",
        "given_text" => "given",
        "when_text" => "when",
        "then_text" => "then",
        "password_hash" => "password",
        other => &other.strip_suffix("_id").unwrap_or(other).replace('_', " "),
    };
    let read = |told: &Told| -> Result<String> {
        Ok(match told {
            Told::Nothing => String::new(),
            Told::Secret => String::new(),
            Told::Is(value) => plain(value, names),
            Told::Held(id) => match change::held(visit.tx, visit.actor.workspace, *id)? {
                Some(value) => plain(&value, names),
                None => "(erased)".into(),
            },
        })
    };
    Ok((format!("changed the {name}"), Some((read(&field.before)?, read(&field.after)?))))
}

fn plain(value: &Json, names: &Names) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(text) => {
            let person = text.parse::<Uuid>().ok().and_then(|id| names.get(&id).cloned());
            person.unwrap_or_else(|| text.clone())
        }
        other => other.to_string().trim_end_matches(".0").to_owned(),
    }
}

/// "today, 09:58", "yesterday", "12 Nov", "4 Nov 2025": as the clocks of the product show.
fn day(visit: &Visit<'_>, change: &Change, time_zone: &str) -> String {
    let (now, at) = (visit.now.day_in(time_zone), change.at.clock_in(time_zone));
    let then = at.date();
    if then == now {
        return at.strftime("today, %H:%M").to_string();
    }
    if then.tomorrow().is_ok_and(|next| next == now) {
        return "yesterday".into();
    }
    let form = if then.year() == now.year() { "%-d %b" } else { "%-d %b %Y" };
    then.strftime(form).to_string()
}
