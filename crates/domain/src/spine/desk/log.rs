//! How a command that wrote an item is entered in the change log.

use serde_json::Value as Json;
use uuid::Uuid;

use super::{Desk, Touched};
use crate::spine::change::{FORMAT, FieldChange, Told, Verb};
use crate::spine::id::HeldId;
use crate::spine::item::{Class, Item};
use crate::spine::refusal::{Result, broken};

impl Desk<'_> {
    pub(super) fn record<T: Item>(
        &self,
        verb: Verb,
        before: Option<&T>,
        after: &T,
        changed: &[usize],
    ) -> Result<()> {
        let fields = serde_json::to_string(&self.told(before, after, changed)?).map_err(broken)?;
        let n = self.touch(verb, after, changed);
        let sql = "
            insert into change (workspace_id, seq, n, format, at, person_id, door, command,
                                product_id, noun, item_id, verb, fields)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        self.tx.execute(
            sql,
            &[
                &self.workspace(),
                &self.seq,
                &n,
                &FORMAT,
                &self.now(),
                &self.actor.person,
                &self.actor.door.as_str(),
                &self.command,
                &after.product(),
                &T::NOUN,
                &after.id(),
                &verb.as_str(),
                &fields,
            ],
        )?;
        Ok(())
    }

    /// What the log says of the fields that differ.
    pub(super) fn told<T: Item>(
        &self,
        before: Option<&T>,
        after: &T,
        changed: &[usize],
    ) -> Result<Vec<FieldChange>> {
        let mut fields = Vec::new();
        for nth in changed {
            let field = T::FIELDS[*nth];
            if field.class == Class::Key {
                continue;
            }
            let after = self.tell::<T>(after, *nth, true)?;
            let before = before.map_or(Ok(Told::Nothing), |before| self.tell::<T>(before, *nth, false))?;
            let blank = after == Told::Nothing || after == Told::Is(Json::String(String::new()));
            if before != Told::Nothing || !blank {
                fields.push(FieldChange { field: field.name.into(), before, after });
            }
        }
        Ok(fields)
    }

    /// Remembers for the reactions what was touched; its place among what the command recorded.
    pub(super) fn touch<T: Item>(&self, verb: Verb, item: &T, changed: &[usize]) -> i64 {
        let n = self.recorded.get();
        self.recorded.set(n + 1);
        self.touched.borrow_mut().push(Touched {
            noun: T::NOUN,
            verb,
            item: item.id(),
            product: item.product(),
            fields: changed.iter().map(|nth| T::FIELDS[*nth].name).collect(),
            is_quiet: self.quiet.get(),
        });
        n
    }

    /// What the log says of one field; `fresh` is the value that was just stored.
    fn tell<T: Item>(&self, item: &T, nth: usize, fresh: bool) -> Result<Told> {
        let field = T::FIELDS[nth];
        let json = item.json(nth)?;
        match field.class {
            _ if json.is_null() => Ok(Told::Nothing),
            _ if json == Json::String(String::new()) => Ok(Told::Is(json)),
            Class::Key | Class::Public => Ok(Told::Is(json)),
            Class::Secret => Ok(Told::Secret),
            Class::Personal | Class::Large if fresh => self.hold::<T>(item, field.name, &json),
            Class::Personal | Class::Large => self.last_held(item.id(), field.name),
        }
    }

    fn hold<T: Item>(&self, item: &T, field: &str, json: &Json) -> Result<Told> {
        let (id, body) = (self.moment.id::<HeldId>(), json.to_string());
        let sql = "
            insert into held_value (workspace_id, item_id, field, seq, id, noun, body)
            values ($1, $2, $3, $4, $5, $6, $7)";
        self.tx.execute(sql, &[&self.workspace(), &item.id(), &field, &self.seq, &id, &T::NOUN, &body])?;
        Ok(Told::Held(id))
    }

    fn last_held(&self, item: Uuid, field: &str) -> Result<Told> {
        let sql = "
            select id as value from held_value
             where workspace_id = $1 and item_id = $2 and field = $3 and seq < $4
             order by seq desc
             limit 1";
        let id: Option<HeldId> = self.tx.value(sql, &[&self.workspace(), &item, &field, &self.seq])?;
        Ok(id.map_or(Told::Nothing, Told::Held))
    }
}
