//! Many items at once: what moves with a merge is thousands of rows, and each is in the log like any other.

use database::{Param, Value};
use uuid::Uuid;

use super::sums::Sums;
use super::{Desk, is_found_alike, verb_of};
use crate::spine::change::{FORMAT, Verb};
use crate::spine::item::{Class, Item};
use crate::spine::refusal::{Found, Refusal, Result, broken};
use crate::spine::search;

/// Rows that one statement writes or reads.
pub(super) const ROWS: usize = 200;

/// What differs of some items in the same way.
struct Alike<'p, T> {
    changed: Vec<usize>,
    values: Vec<Value<'p>>,
    pairs: Vec<&'p (T, T)>,
}

impl Desk<'_> {
    /// One item of this workspace, even where it was merged into another.
    pub fn load_merged_too<T: Item>(&self, id: impl Into<Uuid>) -> Result<T> {
        T::load(self.tx, self.workspace(), id.into())?.found(T::NOUN)
    }

    pub(crate) fn refuse_merged<T: Item, R>(&self, into: Uuid) -> Result<R> {
        let (noun, key) = (T::NOUN, search::keys(self.tx, self.workspace(), &[into])?.remove(&into));
        let place = key.unwrap_or_else(|| "another one".into());
        Refusal::conflict(format!("This {noun} was merged into {place}. Go on there."))
    }

    /// From here on what the command touches went along with something else: it is recorded, and no news of its own.
    pub fn go_on_quietly(&self) {
        self.quiet.set(true);
    }

    /// Some items of this workspace by their ids, merged ones too, in any order.
    pub fn load_all<T: Item>(&self, ids: &[Uuid]) -> Result<Vec<T>> {
        let workspace = self.workspace();
        let mut found = Vec::new();
        for ids in ids.chunks(ROWS) {
            let mut params: Vec<&dyn Param> = vec![&workspace];
            let places = places(&mut params, ids);
            let sql = format!("{} where workspace_id = $1 and id in ({places})", T::select());
            found.extend(self.tx.all::<T>(&sql, &params)?);
        }
        Ok(found)
    }

    /// Records that a command was about an item of which no field differs.
    pub fn note<T: Item>(&self, item: &T) -> Result<()> {
        self.record(Verb::Changed, None, item, &[])
    }

    /// Stores what differs between two states of each of these items and records it, as `change` does of one: those that
    /// differ alike with one statement for [`ROWS`] of them. What is counted, labelled or found by words otherwise, and
    /// what the log only refers to, is written one by one, first.
    pub fn change_all<T: Item>(&self, pairs: &[(T, T)]) -> Result<()> {
        let mut groups: Vec<Alike<'_, T>> = Vec::new();
        let mut sums = Sums::default();
        for pair in pairs {
            let (before, after) = pair;
            let (old, new) = (before.params(), after.params());
            let changed: Vec<usize> =
                (0..T::FIELDS.len()).filter(|n| old[*n].value() != new[*n].value()).collect();
            if changed.is_empty() {
                continue;
            }
            let is_plain = changed.iter().all(|n| T::FIELDS[*n].class == Class::Public);
            if !is_plain || !is_kept_alike(before, after) {
                self.change(before, after)?;
                continue;
            }
            sums = sums.with(before, -1).with(after, 1);
            let values = changed.iter().map(|n| value_of(after, *n)).collect::<Vec<_>>();
            match groups.iter_mut().find(|group| group.changed == changed && group.values == values) {
                Some(group) => group.pairs.push(pair),
                None => groups.push(Alike { changed, values, pairs: vec![pair] }),
            }
        }
        self.keep(sums)?;
        for group in groups {
            for pairs in group.pairs.chunks(ROWS) {
                self.store_alike(&group.changed, pairs)?;
                self.record_alike(&group.changed, pairs)?;
            }
        }
        Ok(())
    }

    fn store_alike<T: Item>(&self, changed: &[usize], pairs: &[&(T, T)]) -> Result<()> {
        let Some((_, like)) = pairs.first() else { return Ok(()) };
        let (workspace, new) = (self.workspace(), like.params());
        let ids: Vec<Uuid> = pairs.iter().map(|(before, _)| before.id()).collect();
        let mut params: Vec<&dyn Param> = vec![&workspace];
        params.extend(changed.iter().map(|nth| new[*nth]));
        let set: Vec<String> = changed
            .iter()
            .enumerate()
            .map(|(n, field)| format!("{} = ${}", T::FIELDS[*field].name, n + 2))
            .collect();
        let places = places(&mut params, &ids);
        let sql = format!(
            "update {} set {} where workspace_id = $1 and id in ({places})",
            T::TABLE,
            set.join(", ")
        );
        self.tx.execute(&sql, &params)?;
        Ok(())
    }

    fn record_alike<T: Item>(&self, changed: &[usize], pairs: &[&(T, T)]) -> Result<()> {
        let (workspace, now, door) = (self.workspace(), self.now(), self.actor.door.as_str());
        let mut rows = Vec::with_capacity(pairs.len());
        let mut verb = Verb::Changed;
        for (before, after) in pairs {
            verb = verb_of(T::FIELDS, changed, &after.params());
            let told = serde_json::to_string(&self.told(Some(before), after, changed)?).map_err(broken)?;
            rows.push((self.touch(verb, after, changed), after.product(), after.id(), told));
        }
        let verb = verb.as_str();
        let mut params: Vec<&dyn Param> = vec![
            &workspace,
            &self.seq,
            &FORMAT,
            &now,
            &self.actor.person,
            &door,
            &self.command,
            &T::NOUN,
            &verb,
        ];
        let mut lines = Vec::with_capacity(rows.len());
        for (n, product, item, told) in &rows {
            let at = params.len();
            lines.push(format!(
                "($1, $2, ${}, $3, $4, $5, $6, $7, ${}, $8, ${}, $9, ${})",
                at + 1,
                at + 2,
                at + 3,
                at + 4
            ));
            params.extend([n as &dyn Param, product, item, told]);
        }
        let sql = format!(
            "insert into change (workspace_id, seq, n, format, at, person_id, door, command,
                                 product_id, noun, item_id, verb, fields)
             values {}",
            lines.join(", ")
        );
        self.tx.execute(&sql, &params)?;
        Ok(())
    }
}

/// Whether nothing that is kept beside the row differs, but for the sums, which are added up for all of them.
fn is_kept_alike<T: Item>(before: &T, after: &T) -> bool {
    before.tally() == after.tally()
        && before.product() == after.product()
        && before.labels() == after.labels()
        && is_found_alike(before, after)
}

fn value_of<T: Item>(item: &T, nth: usize) -> Value<'_> {
    item.params().get(nth).copied().map_or(Value::Null, Param::value)
}

/// `$2, $3, …` for these ids, which are added to the values.
pub(super) fn places<'p>(params: &mut Vec<&'p dyn Param>, ids: &'p [Uuid]) -> String {
    let first = params.len() + 1;
    params.extend(ids.iter().map(|id| id as &dyn Param));
    (first..=params.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}
