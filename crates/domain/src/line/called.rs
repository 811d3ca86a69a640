//! What everybody and everything is called that changes name by an id, and the texts that are held beside the log.

use std::collections::{BTreeSet, HashMap};

use database::Together;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::people::queries::names_of;
use crate::spine::change::{self, Change, Told, Verb};
use crate::spine::id::{HeldId, PersonId, WorkspaceId};
use crate::spine::refusal::Result;
use crate::spine::search::keys_of;
use crate::sprint::board::queries::column_names;

/// The names and texts of some changes.
pub struct Called {
    /// Items by their keys.
    keys: HashMap<Uuid, String>,
    titles: HashMap<Uuid, String>,
    people: HashMap<Uuid, String>,
    columns: HashMap<Uuid, String>,
    held: HashMap<HeldId, Json>,
}

/// What the changes name, and these people.
pub fn called(
    workspace: WorkspaceId,
    changes: &[Change],
    also: &[PersonId],
) -> Result<impl Together<Rows = Called> + use<>> {
    names(workspace, changes, also, is_told_by_field)
}

/// What the changes name where nothing is told of fields but which they are.
pub fn called_in_words(
    workspace: WorkspaceId,
    changes: &[Change],
) -> Result<impl Together<Rows = Called> + use<>> {
    names(workspace, changes, &[], is_told_by_another)
}

fn names(
    workspace: WorkspaceId,
    changes: &[Change],
    also: &[PersonId],
    is_read: fn(&Change) -> bool,
) -> Result<impl Together<Rows = Called> + use<>> {
    let mut items: BTreeSet<Uuid> = changes.iter().map(|change| change.item_id).collect();
    let mut people: BTreeSet<Uuid> = also.iter().map(|person| person.0).collect();
    people.extend(changes.iter().filter_map(|change| change.person_id).map(|person| person.0));
    // What a field names may be anything.
    let (mut named, mut held) = (BTreeSet::new(), Vec::new());
    for change in changes.iter().filter(|change| is_read(change)) {
        for field in change.field_changes()? {
            for told in [field.before, field.after] {
                match told {
                    Told::Held(id) => held.push(id),
                    Told::Is(Json::String(id)) if field.field.ends_with("_id") => {
                        named.extend(id.parse::<Uuid>())
                    }
                    _ => {}
                }
            }
        }
    }
    items.extend(&named);
    people.extend(&named);
    let [items, people, named] = [items, people, named].map(Vec::from_iter);
    let asked = (
        keys_of(workspace, &items),
        names_of(workspace, &people),
        (!named.is_empty()).then(|| column_names(workspace, &named)),
        (!held.is_empty()).then(|| change::held_of(workspace, &held)),
    );
    Ok(asked.then(|(keys, people, columns, texts)| Called {
        keys: keys.iter().map(|row| (row.item_id, row.key())).collect(),
        titles: keys.into_iter().filter_map(|row| Some((row.item_id, row.heading?))).collect(),
        people: people.into_iter().map(|named| (named.id.0, named.name)).collect(),
        columns: columns.into_iter().map(|column| (column.id, column.name)).collect(),
        held: texts
            .into_iter()
            .filter_map(|held| Some((held.id, serde_json::from_str(&held.body?).ok()?)))
            .collect(),
    }))
}

/// Whether more is told of a change than that something was added, archived or restored.
fn is_told_by_field(change: &Change) -> bool {
    change.verb == Verb::Changed.as_str() || is_told_by_another(change)
}

/// Whether a change is told by what its fields name: who has the role, what the comment is on, what a survey asks about.
fn is_told_by_another(change: &Change) -> bool {
    ["role", "comment", "follower", "attachment", "kano_survey"].contains(&change.noun.as_str())
}

impl Called {
    /// The key of an item, such as `INV-248`.
    pub fn key(&self, item: Uuid) -> Option<&str> {
        self.keys.get(&item).map(String::as_str)
    }

    /// What an item is called, where it can be found by words.
    pub fn title(&self, item: Uuid) -> Option<&str> {
        self.titles.get(&item).map(String::as_str).filter(|title| !title.is_empty())
    }

    pub fn person(&self, person: PersonId) -> Option<&str> {
        self.people.get(&person.0).map(String::as_str)
    }

    /// Whatever the id is of: a person, an item, a column.
    pub fn name(&self, id: Uuid) -> Option<&str> {
        [&self.columns, &self.keys, &self.people]
            .into_iter()
            .find_map(|names| names.get(&id))
            .map(String::as_str)
    }

    /// A text that was held; none after an erasure.
    pub fn text(&self, id: HeldId) -> Option<&Json> {
        self.held.get(&id)
    }
}
