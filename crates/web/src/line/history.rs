//! Who changed what, before and after: of one item, of a product.

use std::collections::HashMap;

use database::Query;
use domain::communication::deeds::deed;
use domain::line::called::{Called, called};
use domain::line::merging::history::told as told_of_merges;
use domain::spine::change::{self, Change, FieldChange, Told};
use domain::spine::id::ProductId;
use domain::spine::refusal::Result;
use serde_json::Value as Json;
use uuid::Uuid;

use super::when::When;
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
    pub when: When,
    pub who: String,
    pub words: String,
    /// What follows the item, where the words name it: its key, or “it” on its own page.
    pub rest: Option<&'static str>,
    /// The item it is about, where the list is of more than one.
    pub key: Option<String>,
    /// What that item is called.
    pub title: Option<String>,
    /// The first noun that was touched.
    pub noun: String,
    pub old_new: Option<(String, String)>,
}

/// The history of one item, newest first.
pub fn of_item(visit: &Visit<'_>, item: Uuid, limit: i64) -> Result<Vec<Entry>> {
    let changes = of_item_asked(visit, item, limit).all(visit.tx)?;
    of_one(visit, &changes, &visit.tx.together(called(visit.actor.workspace, &changes, &[])?)?)
}

/// The changes of one item, yet to be asked, for [`of_one`].
pub fn of_item_asked(visit: &Visit<'_>, item: Uuid, limit: i64) -> Query<'static, Change> {
    change::of_item(visit.actor.workspace, item, i64::MAX, limit)
}

/// The history of one item, whose page has asked for it together with other things.
pub fn of_one(visit: &Visit<'_>, changes: &[Change], called: &Called) -> Result<Vec<Entry>> {
    Telling::of(visit, called, (false, true)).entries(changes)
}

/// What was changed in a product before a change, newest first, and before which change there is more.
pub(super) fn before_of_product(
    visit: &Visit<'_>,
    product: ProductId,
    before: i64,
    limit: i64,
) -> Result<(Vec<Entry>, Option<i64>)> {
    let changes = change::of_product(visit.actor.workspace, product, before, limit).all(visit.tx)?;
    let called = visit.tx.together(called(visit.actor.workspace, &changes, &[])?)?;
    let earlier = changes.last().filter(|_| changes.len() as i64 == limit).map(|last| last.seq);
    Ok((of_many(visit, &changes, &called)?, earlier))
}

fn of_many(visit: &Visit<'_>, changes: &[Change], called: &Called) -> Result<Vec<Entry>> {
    Telling::of(visit, called, (true, true)).entries(changes)
}

/// Changes in words alone, without what a field was before and after.
pub(super) fn in_words(visit: &Visit<'_>, changes: &[Change], called: &Called) -> Result<Vec<Entry>> {
    Telling::of(visit, called, (true, false)).entries(changes)
}

/// Changes on their way into words.
struct Telling<'t> {
    visit: &'t Visit<'t>,
    called: &'t Called,
    /// Now, on the clocks of the firm.
    now: When,
    /// Whether the list is of more than one item, each named by its key.
    is_keyed: bool,
    /// Whether it is told what a field was before and after.
    has_values: bool,
}

impl<'t> Telling<'t> {
    fn of(visit: &'t Visit<'t>, called: &'t Called, (is_keyed, has_values): (bool, bool)) -> Self {
        let zone = visit.products().first().map_or("UTC", |product| product.time_zone.as_str());
        Self { visit, called, now: When::in_zone(visit.now, zone), is_keyed, has_values }
    }

    fn entries(&self, changes: &[Change]) -> Result<Vec<Entry>> {
        let mut entries = Vec::new();
        let merges = self.merges(changes)?;
        for command in changes.chunk_by(|one, next| one.seq == next.seq) {
            if let Some(words) = merges.get(&command[0].seq) {
                // Both are named in the words.
                entries.push(Entry { key: None, title: None, ..self.entry(&command[0], words.clone()) });
                continue;
            }
            if let Some(deed) = deed(&command[0].command) {
                // One line for the command, under the first item of it that has a key.
                let keyed = command.iter().find(|change| self.keyed(change).is_some());
                let mut told = self.entry(keyed.unwrap_or(&command[0]), String::new());
                told.noun.clone_from(&command[0].noun);
                let (words, rest) =
                    deed.split_once("{}").map_or((deed, None), |(words, rest)| (words, Some(rest)));
                (told.words, told.rest) = (words.trim_end().into(), rest);
                entries.push(told);
                if !TOLD_WHOLE.contains(&command[0].command.as_str()) {
                    continue;
                }
            }
            for change in command {
                for (words, old_new) in self.told_of(change)? {
                    entries.push(Entry { old_new, ..self.entry(change, words) });
                }
            }
        }
        Ok(entries)
    }

    /// What was merged, in words, by the number of the command.
    fn merges(&self, changes: &[Change]) -> Result<HashMap<i64, String>> {
        let merges = changes.iter().filter(|change| change.command.starts_with("merge_"));
        let mut seqs: Vec<i64> = merges.map(|change| change.seq).collect();
        seqs.dedup();
        told_of_merges(self.visit.tx, self.visit.actor.workspace, &seqs)
    }

    fn entry(&self, change: &Change, words: String) -> Entry {
        let who = change.person_id.and_then(|person| self.called.person(person)).unwrap_or("Throughline");
        Entry {
            when: self.now.and_at(change.at),
            who: who.to_owned(),
            words,
            rest: None,
            key: self.keyed(change).and_then(|id| self.called.key(id)).map(str::to_owned),
            title: self.keyed(change).and_then(|id| self.called.title(id)).map(str::to_owned),
            noun: change.noun.clone(),
            old_new: None,
        }
    }

    /// The item that a change is told under, in a list of more than one.
    fn keyed(&self, change: &Change) -> Option<Uuid> {
        let mut ids = [Some(change.item_id), about(change)].into_iter().flatten();
        ids.find(|id| self.is_keyed && self.called.key(*id).is_some())
    }

    /// What a change says: that something was added, or each field with before and after.
    fn told_of(&self, change: &Change) -> Result<Vec<(String, OldNew)>> {
        if change.verb != "changed" {
            if TOLD_WHOLE.contains(&change.command.as_str()) {
                return Ok(Vec::new());
            }
            let words = match (change.noun.as_str(), change.verb.as_str()) {
                ("role", "added" | "restored") => self.given(change)?,
                ("role", _) => "took a role away".into(),
                (noun, verb) => format!("{verb} the {}", noun.replace('_', " ")),
            };
            return Ok(vec![(words, None)]);
        }
        let is_told = |field: &str| !SILENT.contains(&field);
        if !self.has_values {
            let fields = change.fields_named()?.into_iter().filter(|field| is_told(field));
            return Ok(fields.map(|field| (changed(&field), None)).collect());
        }
        let fields = change.field_changes()?.into_iter().filter(|field| is_told(&field.field));
        Ok(fields.map(|field| (changed(&field.field), self.values(&field))).collect())
    }

    /// "made Ines manager": who was given which role.
    fn given(&self, change: &Change) -> Result<String> {
        let fields = change.field_changes()?;
        let told =
            |name: &str| match fields.iter().find(|field| field.field == name).map(|field| &field.after) {
                Some(Told::Is(value)) => self.plain(value),
                _ => String::new(),
            };
        let (person, role) = (told("person_id"), told("role"));
        Ok(if person.is_empty() || role.is_empty() {
            "gave a role back".into()
        } else {
            format!("made {person} {role}")
        })
    }

    /// What a field was before and is after; nothing of a place in an order.
    fn values(&self, field: &FieldChange) -> OldNew {
        (field.field != "rank").then(|| (self.read(&field.before), self.read(&field.after)))
    }

    fn read(&self, told: &Told) -> String {
        match told {
            Told::Nothing | Told::Secret => String::new(),
            Told::Is(value) => self.plain(value),
            Told::Held(id) => {
                self.called.text(*id).map_or_else(|| "(erased)".into(), |text| self.plain(text))
            }
        }
    }

    fn plain(&self, value: &Json) -> String {
        match value {
            Json::Null => String::new(),
            Json::String(text) => {
                let named = text.parse::<Uuid>().ok().and_then(|id| self.called.name(id));
                named.unwrap_or(text).to_owned()
            }
            other => other.to_string().trim_end_matches(".0").to_owned(),
        }
    }
}

type OldNew = Option<(String, String)>;

/// That a field was changed, in words.
fn changed(field: &str) -> String {
    let name = match field {
        "rank" => return "moved it in the backlog".into(),
        "points_tenths" => "size",
        "points_high_tenths" => "high estimate",
        "assignee_id" => "assignee",
        "given_text" => "given",
        "when_text" => "when",
        "then_text" => "then",
        "password_hash" => "password",
        other => &other.strip_suffix("_id").unwrap_or(other).replace('_', " "),
    };
    format!("changed the {name}")
}

/// The item that a comment, a follower or a survey is about.
fn about(change: &Change) -> Option<Uuid> {
    let named = match change.noun.as_str() {
        "comment" | "follower" | "attachment" => "item_id",
        "kano_survey" => "feature_id",
        _ => return None,
    };
    let fields = change.field_changes().ok()?;
    match &fields.iter().find(|field| field.field == named)?.after {
        Told::Is(Json::String(id)) => id.parse().ok(),
        _ => None,
    }
}
