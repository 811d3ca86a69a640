//! What was merged, in words, for histories: read from the change log alone.

use std::collections::HashMap;

use database::{Param, Tx};
use uuid::Uuid;

use super::Merges;
use super::carry::Moved;
use super::rules;
use crate::discovery::{Feedback, Need};
use crate::market::{Contact, Customer};
use crate::spine::id::WorkspaceId;
use crate::spine::item::Item;
use crate::spine::refusal::Result;

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
    let mut params: Vec<&dyn Param> = vec![&workspace];
    params.extend(seqs.iter().map(|seq| seq as &dyn Param));
    let places: Vec<String> = (2..=params.len()).map(|n| format!("${n}")).collect();
    let (places, part) = (places.join(", "), "fields like '%\"merged_into_id\"%'");
    let sql = format!(
        "select seq, noun, item_id, fields from change
          where workspace_id = $1 and seq in ({places}) and verb = 'archived' and {part}"
    );
    let gone: Vec<Gone> = tx.all(&sql, &params)?;
    let sql = format!(
        "select seq, noun, verb, ({part}) as is_part, count(*) as n from change
          where workspace_id = $1 and seq in ({places})
          group by seq, noun, verb, ({part})
          order by seq, noun"
    );
    let counted: Vec<Counted> = if gone.is_empty() { Vec::new() } else { tx.all(&sql, &params)? };
    for one in gone {
        let own: Vec<&Counted> = counted.iter().filter(|row| row.seq == one.seq).collect();
        let moved = moved(&one.noun, &own);
        let words = match rules::moved_in_words(&moved) {
            words if words.is_empty() => String::new(),
            words => format!(": {words}"),
        };
        if let Some((merged, into)) = names(tx, workspace, &one)? {
            told.insert(one.seq, format!("merged {merged} into {into}{words}"));
        }
    }
    Ok(told)
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

fn names(tx: &Tx<'_>, workspace: WorkspaceId, gone: &Gone) -> Result<Option<(String, String)>> {
    let into = crate::spine::merged::stands_for(tx, workspace, gone.item_id)?;
    match gone.noun.as_str() {
        Feedback::NOUN => names_of::<Feedback>(tx, workspace, gone.item_id, into, |_| String::new()),
        Need::NOUN => {
            names_of::<Need>(tx, workspace, gone.item_id, into, |need| format!(" “{}”", need.title))
        }
        Customer::NOUN => {
            names_of::<Customer>(tx, workspace, gone.item_id, into, |one| format!(" {}", one.name))
        }
        _ => names_of::<Contact>(tx, workspace, gone.item_id, into, |_| String::new()),
    }
}

fn names_of<T: Merges>(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    one: Uuid,
    into: Uuid,
    title: impl Fn(&T) -> String,
) -> Result<Option<(String, String)>> {
    let (Some(one), Some(into)) = (T::load(tx, workspace, one)?, T::load(tx, workspace, into)?) else {
        return Ok(None);
    };
    let merged = format!("{}{}", one.called(tx, workspace)?, title(&one));
    Ok(Some((merged, into.called(tx, workspace)?)))
}
