//! What became of the items of a product between two changes: the change log, folded to what is different at the end.
//!
//! A date that was moved and moved back was not moved; an undo leaves no trace here. The log is read once.

use std::collections::BTreeMap;

use database::Tx;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::spine::actor::Actor;
use crate::spine::change::{FieldChange, Told};
use crate::spine::id::{PersonId, ProductId};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Result, broken};
use crate::spine::rights::Permission;

/// Changes that one draft reads at most: the newest ones.
pub const CHANGES_MAX: i64 = 20_000;

/// The fields of which an update tells, by noun.
const TELLS: [(&str, &[&str]); 4] = [
    ("feature", &["decision", "horizon", "ends_on"]),
    ("release", &["state", "audience", "planned_on"]),
    ("story", &["state"]),
    ("decision", &["state"]),
];

database::row! {
    struct Row {
        seq: i64,
        at: Timestamp,
        person_id: Option<PersonId>,
        noun: String,
        item_id: Uuid,
        fields: String,
    }
}

/// What a field was before everything, and what it is after.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    pub before: Json,
    pub after: Json,
    /// Who changed it last, and when.
    pub by: Option<PersonId>,
    pub at: Timestamp,
}

/// What became of one item.
#[derive(Clone, Debug, Default)]
pub struct Became {
    pub noun: &'static str,
    pub fields: BTreeMap<&'static str, Move>,
}

/// What happened.
#[derive(Clone, Debug, Default)]
pub struct Happened {
    /// How many changes there were.
    pub changes: i64,
    /// Whether there were more than were read.
    pub is_cut: bool,
    pub items: BTreeMap<Uuid, Became>,
}

/// What happened in a product after a change, and not before a time.
pub fn since(tx: &Tx<'_>, actor: &Actor, product: ProductId, after: (i64, Timestamp)) -> Result<Happened> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select seq, at, person_id, noun, item_id, fields
          from change
         where workspace_id = $1 and product_id = $2 and seq > $3 and at >= $4
         order by seq desc, n desc
         limit $5";
    let (seq, since) = after;
    let rows: Vec<Row> = tx.all(sql, &[&actor.workspace, &product, &seq, &since, &CHANGES_MAX])?;
    fold(&rows)
}

fn fold(newest_first: &[Row]) -> Result<Happened> {
    let mut commands = newest_first.iter().map(|row| row.seq).collect::<Vec<_>>();
    commands.dedup();
    let is_cut = newest_first.len() as i64 == CHANGES_MAX;
    let mut happened = Happened { changes: commands.len() as i64, is_cut, items: BTreeMap::new() };
    for row in newest_first.iter().rev() {
        let Some((noun, tells)) = TELLS.iter().find(|(noun, _)| *noun == row.noun) else { continue };
        // Most changes of a story say nothing of its state: what cannot be told is not read.
        if !tells.iter().any(|field| row.fields.contains(&format!("\"{field}\""))) {
            continue;
        }
        let fields: Vec<FieldChange> = serde_json::from_str(&row.fields).map_err(broken)?;
        let became = happened.items.entry(row.item_id).or_default();
        became.noun = noun;
        for change in fields {
            let Some(field) = tells.iter().find(|field| **field == change.field) else { continue };
            let after = plain(change.after);
            let (by, at) = (row.person_id, row.at);
            match became.fields.get_mut(field) {
                Some(known) => (known.after, known.by, known.at) = (after, by, at),
                None => {
                    became.fields.insert(field, Move { before: plain(change.before), after, by, at });
                }
            }
        }
    }
    for became in happened.items.values_mut() {
        became.fields.retain(|_, moved| moved.before != moved.after);
    }
    happened.items.retain(|_, became| !became.fields.is_empty());
    Ok(happened)
}

fn plain(told: Told) -> Json {
    match told {
        Told::Is(value) => value,
        Told::Nothing | Told::Held(_) | Told::Secret => Json::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(seq: i64, noun: &str, item: u128, fields: &str) -> Row {
        Row {
            seq,
            at: Timestamp(seq),
            person_id: Some(PersonId(Uuid::from_u128(seq as u128))),
            noun: noun.into(),
            item_id: Uuid::from_u128(item),
            fields: fields.into(),
        }
    }

    fn moved(field: &str, before: &str, after: &str) -> String {
        let told = |day: &str| match day {
            "" => String::new(),
            day => format!("{{\"is\":\"{day}\"}}"),
        };
        let side = |name: &str, day: &str| match day {
            "" => String::new(),
            day => format!(",\"{name}\":{}", told(day)),
        };
        format!("[{{\"field\":\"{field}\"{}{}}}]", side("before", before), side("after", after))
    }

    #[test]
    fn what_was_moved_and_moved_back_was_not_moved() {
        let newest_first = [
            row(5, "feature", 2, &moved("ends_on", "2026-03-01", "2026-02-01")),
            row(4, "feature", 2, &moved("ends_on", "2026-02-01", "2026-03-01")),
            row(3, "feature", 1, &moved("ends_on", "2026-03-01", "2026-04-01")),
            row(2, "feature", 1, &moved("ends_on", "2026-02-01", "2026-03-01")),
            row(2, "story", 3, &moved("title", "a", "b")),
            row(1, "story", 4, &moved("state", "done", "accepted")),
        ];
        let happened = fold(&newest_first).unwrap();
        assert_eq!((happened.changes, happened.is_cut), (5, false));
        let items: Vec<u128> = happened.items.keys().map(|id| id.as_u128()).collect();
        assert_eq!(items, [1, 4]);
        let moved = &happened.items[&Uuid::from_u128(1)].fields["ends_on"];
        assert_eq!((moved.before.as_str(), moved.after.as_str()), (Some("2026-02-01"), Some("2026-04-01")));
        assert_eq!(moved.at, Timestamp(3));
    }

    #[test]
    fn what_was_added_begins_from_nothing() {
        let happened = fold(&[row(1, "feature", 1, &moved("ends_on", "", "2026-03-01"))]).unwrap();
        assert_eq!(happened.items[&Uuid::from_u128(1)].fields["ends_on"].before, Json::Null);
    }
}
