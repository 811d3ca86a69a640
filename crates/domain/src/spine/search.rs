//! Finding items by words, in the full-text index of each engine.

use std::collections::HashMap;

use database::{Param, Query, Tx, Value};
use uuid::Uuid;

use super::desk::Desk;
use super::id::{ProductId, WorkspaceId};
use super::item::Item;
use super::refusal::Result;

/// Words of a search that are used; the rest are ignored.
const WORDS_MAX: usize = 12;

/// Enters an item under its words, or takes it out when it has none any more.
pub(super) fn index<T: Item>(desk: &Desk<'_>, item: &T) -> Result<()> {
    let (workspace, id) = (desk.workspace(), item.id());
    let Some(words) = item.words() else {
        desk.tx.execute(
            "delete from search_entry where workspace_id = $1 and item_id = $2",
            &[&workspace, &id],
        )?;
        return Ok(());
    };
    let sql = "
        insert into search_entry (workspace_id, item_id, noun, product_id, heading, rest, found_as)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (workspace_id, item_id)
        do update set noun = $3, product_id = $4, heading = $5, rest = $6, found_as = $7";
    let found_as = item.found_as();
    let params: [&dyn Param; 7] =
        [&workspace, &id, &T::NOUN, &item.product(), &words.heading, &words.rest, &found_as];
    desk.tx.execute(sql, &params)?;
    Ok(())
}

/// Whether words that are taken out leave no trace in the index, which takes longer. The server's index keeps none.
pub(crate) fn forgets(desk: &Desk<'_>, whole: bool) -> Result<()> {
    if desk.tx.is_embedded() {
        let sql = "insert into search_text (search_text, rank) values ('secure-delete', $1)";
        desk.tx.execute(sql, &[&i64::from(whole)])?;
    }
    Ok(())
}

database::row! {
    /// Something that was found.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Found {
        pub item_id: Uuid,
        pub noun: String,
        pub product_id: Option<ProductId>,
        pub heading: String,
    }
}

/// The newest matches for all of the words, each taken as a beginning. Empty for no words. A bounded number of
/// matches is looked at, so that a common word costs no more than a rare one.
pub fn find(tx: &Tx<'_>, workspace: WorkspaceId, words: &str, limit: i64) -> Result<Vec<Found>> {
    let terms = terms(words);
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let query = if tx.is_embedded() { embedded_query(&terms) } else { server_query(&terms) };
    Ok(tx.all(database::sql_pair!("search"), &[&workspace, &query, &limit])?)
}

/// The items whose key was typed: `INV-248`, or `248` with any beginning.
pub fn by_key(tx: &Tx<'_>, workspace: WorkspaceId, typed: &str) -> Result<Vec<Found>> {
    let typed = typed.trim().to_uppercase();
    let (prefix, digits) = typed.rsplit_once('-').unwrap_or(("", typed.as_str()));
    let Ok(number) = digits.parse::<i64>() else { return Ok(Vec::new()) };
    let sql = "
        select e.item_id, e.noun, e.product_id, e.heading
          from item_key k
          join search_entry o on o.workspace_id = k.workspace_id and o.item_id = k.item_id
          join search_entry e on e.workspace_id = k.workspace_id and e.item_id = coalesce(o.found_as, o.item_id)
         where k.workspace_id = $1
           and k.prefix in (select prefix from product where workspace_id = $1 and (prefix = $2 or $2 = '')
                            union all
                            select prefix from workspace where id = $1 and (prefix = $2 or $2 = ''))
           and k.number = $3
         order by k.prefix
         limit 12";
    Ok(tx.all(sql, &[&workspace, &prefix, &number])?)
}

database::row! {
    /// The key of an item, and what it is called where it can be found by words.
    pub struct KeyRow { pub item_id: Uuid, pub prefix: String, pub number: i64, pub heading: Option<String> }
}

/// The keys of these items, such as `INV-248`.
pub fn keys(tx: &Tx<'_>, workspace: WorkspaceId, items: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    if items.is_empty() {
        return Ok(HashMap::new());
    }
    let found = keys_of(workspace, items).all(tx)?;
    Ok(found.into_iter().map(|row| (row.item_id, row.key())).collect())
}

/// The same, yet to be asked.
pub fn keys_of(workspace: WorkspaceId, items: &[Uuid]) -> Query<'static, KeyRow> {
    let sql = "
        select k.item_id, k.prefix, k.number, case when e.noun <> 'feedback' then e.heading end as heading
          from item_key k
          left join search_entry e on e.workspace_id = k.workspace_id and e.item_id = k.item_id
         where k.workspace_id = $1 and k.item_id in ({list})";
    Query::with_list(sql, vec![workspace.into()], items.iter().copied().map(Value::Uuid))
}

impl KeyRow {
    pub fn key(&self) -> String {
        format!("{}-{}", self.prefix, self.number)
    }
}

database::row! {
    struct KeyedRow { noun: String, item_id: Uuid, into_id: Option<Uuid> }
}

/// What a key names, and whether it is the key of something that was merged into it.
pub struct Keyed {
    pub noun: String,
    pub item_id: Uuid,
    pub is_merged: bool,
}

/// The item with a key, whatever its noun; old keys lead to the same item after a move, and after a merge to the one
/// that stayed.
pub fn item_of_key(tx: &Tx<'_>, workspace: WorkspaceId, prefix: &str, number: i64) -> Result<Option<Keyed>> {
    let sql = "
        select i.noun, i.item_id,
               coalesce((select n.merged_into_id from need n where n.workspace_id = $1 and n.id = i.item_id),
                        (select f.merged_into_id from feedback f where f.workspace_id = $1 and f.id = i.item_id),
                        (select c.merged_into_id from customer c where c.workspace_id = $1 and c.id = i.item_id))
               as into_id
          from item_key i
         where i.workspace_id = $1 and i.prefix = $2 and i.number = $3";
    let keyed: Option<KeyedRow> = tx.maybe(sql, &[&workspace, &prefix, &number])?;
    Ok(keyed.map(|row| Keyed {
        noun: row.noun,
        item_id: row.into_id.unwrap_or(row.item_id),
        is_merged: row.into_id.is_some(),
    }))
}

/// What the index of the engine in use is asked for all of these words.
pub fn query_of(tx: &Tx<'_>, words: &str) -> Option<String> {
    let terms = terms(words);
    let query = if tx.is_embedded() { embedded_query } else { server_query };
    (!terms.is_empty()).then(|| query(&terms))
}

/// Letters and digits only, so that no operator of either engine can be smuggled in.
fn terms(words: &str) -> Vec<String> {
    words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(WORDS_MAX)
        .map(str::to_lowercase)
        .collect()
}

fn embedded_query(terms: &[String]) -> String {
    terms.iter().map(|term| format!("\"{term}\"*")).collect::<Vec<_>>().join(" ")
}

fn server_query(terms: &[String]) -> String {
    terms.iter().map(|term| format!("'{term}':*")).collect::<Vec<_>>().join(" & ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_operator_of_an_engine_survives_in_a_query() {
        let terms = terms("pay OR \"x* NEAR(a) 'drop' & !b | Größe:*");
        assert_eq!(terms, ["pay", "or", "x", "near", "a", "drop", "b", "größe"]);
        assert_eq!(embedded_query(&terms[..2]), "\"pay\"* \"or\"*");
        assert_eq!(server_query(&terms[..2]), "'pay':* & 'or':*");
    }
}
