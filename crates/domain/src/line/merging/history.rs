//! What was merged, in words, for histories: read from the change log alone.

use std::collections::HashMap;

use database::{Query, Tx, Value};
use serde_json::Value as Json;
use uuid::Uuid;

use super::carry::Moved;
use super::rules;
use crate::discovery::Need;
use crate::market::Customer;
use crate::spine::change::{FieldChange, Told};
use crate::spine::id::WorkspaceId;
use crate::spine::item::Item;
use crate::spine::refusal::{Result, broken};
use crate::spine::search::{KeyRow, keys_of};

database::row! {
    struct Gone { seq: i64, noun: String, item_id: Uuid, fields: String }
}

database::row! {
    struct Counted { seq: i64, noun: String, verb: String, is_part: bool, n: i64 }
}

/// "merged INV-3 “Pay by bank” into INV-5: 3 quotes moved", for those of these commands that are merges.
pub fn told(tx: &Tx<'_>, workspace: WorkspaceId, seqs: &[i64]) -> Result<HashMap<i64, String>> {
    let mut told = HashMap::new();
    if seqs.is_empty() {
        return Ok(told);
    }
    let part = "fields like '%\"merged_into_id\"%'";
    let gone = format!(
        "select seq, noun, item_id, fields from change
          where workspace_id = $1 and seq in ({{list}}) and verb = 'archived' and {part}"
    );
    let counted = format!(
        "select seq, noun, verb, ({part}) as is_part, count(*) as n from change
          where workspace_id = $1 and seq in ({{list}})
          group by seq, noun, verb, ({part})
          order by seq, noun"
    );
    let seqs = || seqs.iter().map(|seq| Value::from(*seq));
    let (gone, counted) = tx.together((
        Query::<Gone>::with_list(&gone, vec![workspace.into()], seqs()),
        Query::<Counted>::with_list(&counted, vec![workspace.into()], seqs()),
    ))?;
    let names = Names::of(tx, workspace, &gone)?;
    for one in gone {
        let own: Vec<&Counted> = counted.iter().filter(|row| row.seq == one.seq).collect();
        let words = match rules::moved_in_words(&moved(&one.noun, &own)) {
            words if words.is_empty() => String::new(),
            words => format!(": {words}"),
        };
        if let Some((merged, into)) = names.both(&one)? {
            told.insert(one.seq, format!("merged {merged} into {into}{words}"));
        }
    }
    Ok(told)
}

/// What those that went are called, and those that they went into.
struct Names {
    keys: HashMap<Uuid, KeyRow>,
    contacts: HashMap<Uuid, String>,
}

database::row! {
    struct ContactName { id: Uuid, name: String }
}

impl Names {
    fn of(tx: &Tx<'_>, workspace: WorkspaceId, gone: &[Gone]) -> Result<Self> {
        let mut ids: Vec<Uuid> = Vec::new();
        for one in gone {
            ids.push(one.item_id);
            ids.extend(one.into()?);
        }
        if ids.is_empty() {
            return Ok(Self { keys: HashMap::new(), contacts: HashMap::new() });
        }
        let sql = "select id, name from contact where workspace_id = $1 and id in ({list})";
        let contacts = Query::<ContactName>::with_list(
            sql,
            vec![workspace.into()],
            ids.iter().copied().map(Value::Uuid),
        );
        let (keys, contacts) = tx.together((keys_of(workspace, &ids), contacts))?;
        Ok(Self {
            keys: keys.into_iter().map(|row| (row.item_id, row)).collect(),
            contacts: contacts.into_iter().map(|row| (row.id, row.name)).collect(),
        })
    }

    /// The one that went, with its title where its key says little, and the one that it went into.
    fn both(&self, gone: &Gone) -> Result<Option<(String, String)>> {
        let Some(into) = gone.into()? else { return Ok(None) };
        let called = |id: Uuid| match self.keys.get(&id) {
            Some(row) => Some(row.key()),
            None => self.contacts.get(&id).cloned(),
        };
        let heading = self.keys.get(&gone.item_id).and_then(|row| row.heading.as_deref()).unwrap_or_default();
        let title = match gone.noun.as_str() {
            Need::NOUN if !heading.is_empty() => format!(" “{heading}”"),
            Customer::NOUN if !heading.is_empty() => format!(" {heading}"),
            _ => String::new(),
        };
        Ok(called(gone.item_id).zip(called(into)).map(|(merged, into)| (format!("{merged}{title}"), into)))
    }
}

impl Gone {
    /// What it was merged into by this command.
    fn into(&self) -> Result<Option<Uuid>> {
        let fields: Vec<FieldChange> = serde_json::from_str(&self.fields).map_err(broken)?;
        let into = fields.into_iter().find(|field| field.field == "merged_into_id").map(|field| field.after);
        Ok(match into {
            Some(Told::Is(Json::String(id))) => id.parse().ok(),
            _ => None,
        })
    }
}

/// What moved, without the two themselves.
fn moved(noun: &str, counted: &[&Counted]) -> Vec<Moved> {
    let mut moved: Vec<Moved> = Vec::new();
    for row in counted {
        let itself = row.noun == noun;
        let n = match (row.verb.as_str(), itself, row.is_part) {
            // The one that went.
            ("archived", true, _) => continue,
            // The one that stayed is among those of its noun that changed.
            (_, true, false) => row.n - 1,
            _ => row.n,
        };
        let name = if row.is_part { "part" } else { &row.noun };
        let n = usize::try_from(n).unwrap_or(0);
        let known = match moved.iter().position(|known| known.noun == name) {
            Some(at) => &mut moved[at],
            None => {
                moved.push(Moved { noun: name.into(), moved: 0, doubles: 0 });
                let last = moved.len() - 1;
                &mut moved[last]
            }
        };
        match row.verb.as_str() {
            "changed" => known.moved += n,
            "archived" => known.doubles += n,
            _ => {}
        }
    }
    moved.retain(|one| one.moved + one.doubles > 0);
    moved
}
