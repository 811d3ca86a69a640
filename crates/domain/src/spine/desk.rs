//! What a command works at: the open transaction, who acts, when, and the only way to write a noun.
//!
//! Writing an item and recording its change are one call, so neither can be forgotten.

use std::cell::{Cell, RefCell};

use database::{Param, Tx};
use serde::Serialize;
use serde_json::Value as Json;
use uuid::Uuid;

use super::actor::Actor;
use super::change::{FORMAT, FieldChange, Told, Verb};
use super::id::{HeldId, JobId, ProductId, WorkspaceId};
use super::item::{Class, Item};
use super::moment::{Moment, Timestamp};
use super::refusal::{Found, Refusal, Result, broken};

pub struct Desk<'d> {
    pub tx: &'d Tx<'d>,
    pub actor: &'d Actor,
    pub moment: &'d Moment,
    /// The number of this command in its workspace.
    pub seq: i64,
    command: &'static str,
    recorded: Cell<i64>,
    touched: RefCell<Vec<Touched>>,
}

/// What a command did to one item, for the reactions.
#[derive(Clone, Debug)]
pub struct Touched {
    pub noun: &'static str,
    pub verb: Verb,
    pub item: Uuid,
    pub product: Option<ProductId>,
    pub fields: Vec<&'static str>,
}

impl<'d> Desk<'d> {
    pub(super) fn new(
        tx: &'d Tx<'d>,
        actor: &'d Actor,
        moment: &'d Moment,
        command: &'static str,
        seq: i64,
    ) -> Self {
        Self { tx, actor, moment, seq, command, recorded: Cell::new(0), touched: RefCell::default() }
    }

    pub fn workspace(&self) -> WorkspaceId {
        self.actor.workspace
    }

    pub fn now(&self) -> Timestamp {
        self.moment.now
    }

    /// The name of the command that is carried out.
    pub fn command(&self) -> &'static str {
        self.command
    }

    /// One item of this workspace, or a refusal that calls it `T::NOUN`.
    pub fn load<T: Item>(&self, id: impl Into<Uuid>) -> Result<T> {
        T::load(self.tx, self.workspace(), id.into())?.found(T::NOUN)
    }

    /// Stores a new item and records it.
    pub fn add<T: Item>(&self, item: &T) -> Result<()> {
        let names: Vec<&str> = T::FIELDS.iter().map(|field| field.name).collect();
        let places: Vec<String> = (2..names.len() + 2).map(|n| format!("${n}")).collect();
        let sql = format!(
            "insert into {} (workspace_id, {}) values ($1, {})",
            T::TABLE,
            names.join(", "),
            places.join(", ")
        );
        let workspace = self.workspace();
        let mut params: Vec<&dyn Param> = vec![&workspace];
        params.extend(item.params());
        self.tx.execute(&sql, &params)?;
        self.count(item, 1)?;
        self.label(item)?;
        let changed: Vec<usize> = (0..T::FIELDS.len()).collect();
        self.record(Verb::Added, None, item, &changed)?;
        super::search::index(self, item)
    }

    /// Stores what differs between two states of one item and records it. Nothing differs: nothing is done.
    pub fn change<T: Item>(&self, before: &T, after: &T) -> Result<()> {
        let (old, new) = (before.params(), after.params());
        let changed: Vec<usize> =
            (0..T::FIELDS.len()).filter(|n| old[*n].value() != new[*n].value()).collect();
        if changed.is_empty() {
            return Ok(());
        }
        if changed.contains(&0) {
            return Err(broken("an item never changes its id"));
        }
        let set: Vec<String> = changed
            .iter()
            .enumerate()
            .map(|(n, field)| format!("{} = ${}", T::FIELDS[*field].name, n + 3))
            .collect();
        let sql = format!("update {} set {} where workspace_id = $1 and id = $2", T::TABLE, set.join(", "));
        let (workspace, id) = (self.workspace(), before.id());
        let mut params: Vec<&dyn Param> = vec![&workspace, &id];
        params.extend(changed.iter().map(|n| new[*n]));
        self.tx.execute(&sql, &params)?;
        if before.tally() != after.tally() || before.product() != after.product() {
            self.count(before, -1)?;
            self.count(after, 1)?;
        }
        if before.labels() != after.labels() {
            self.tx
                .execute("delete from label where workspace_id = $1 and item_id = $2", &[&workspace, &id])?;
            self.label(after)?;
        }
        let verb = verb_of(T::FIELDS, &changed, &new);
        self.record(verb, Some(before), after, &changed)?;
        if before.words() != after.words() { super::search::index(self, after) } else { Ok(()) }
    }

    /// Blanks what the log holds of an item's personal and large values: history says that they were erased.
    pub fn blank<T: Item>(&self, item: &T) -> Result<()> {
        let sql = "update held_value set body = null where workspace_id = $1 and item_id = $2";
        self.tx.execute(sql, &[&self.workspace(), &item.id()])?;
        Ok(())
    }

    /// Queues outside work, done after the commit and no sooner than `due`.
    pub fn job(&self, kind: &'static str, due: Timestamp, body: &impl Serialize) -> Result<()> {
        let (id, body) = (self.moment.id::<JobId>(), serde_json::to_string(body).map_err(broken)?);
        let sql = "
            insert into job (workspace_id, id, seq, kind, body, due_at, attempts, state)
            values ($1, $2, $3, $4, $5, $6, 0, 'waiting')";
        self.tx.execute(sql, &[&self.workspace(), &id, &self.seq, &kind, &body, &due])?;
        Ok(())
    }

    /// The next number of a product's keys, entered for the item that gets it: `INV-248`.
    pub fn next_number<T: Item>(&self, product: ProductId, item: impl Into<Uuid>) -> Result<i64> {
        let sql = "
            update product set newest_number = newest_number + 1
             where workspace_id = $1 and id = $2
            returning newest_number as value";
        let number: i64 = self.tx.value(sql, &[&self.workspace(), &product])?.found("product")?;
        let sql = "
            insert into item_key (workspace_id, prefix, number, noun, item_id)
            select workspace_id, prefix, $3, $4, $5 from product where workspace_id = $1 and id = $2";
        self.tx.execute(sql, &[&self.workspace(), &product, &number, &T::NOUN, &item.into()])?;
        Ok(number)
    }

    /// The next number of the keys of what belongs to the whole workspace: `LARK-12`.
    pub fn next_workspace_number<T: Item>(&self, item: impl Into<Uuid>) -> Result<i64> {
        let sql = "
            update workspace set newest_number = newest_number + 1
             where id = $1
            returning newest_number as value";
        let number: i64 = self.tx.value(sql, &[&self.workspace()])?.found("workspace")?;
        let sql = "
            insert into item_key (workspace_id, prefix, number, noun, item_id)
            select id, prefix, $2, $3, $4 from workspace where id = $1";
        self.tx.execute(sql, &[&self.workspace(), &number, &T::NOUN, &item.into()])?;
        Ok(number)
    }

    pub(super) fn changed_nothing(&self) -> bool {
        self.recorded.get() == 0
    }

    pub(crate) fn touched(&self) -> Vec<Touched> {
        self.touched.borrow().clone()
    }

    fn count<T: Item>(&self, item: &T, by: i64) -> Result<()> {
        let (Some(product), Some(state)) = (item.product(), item.tally()) else { return Ok(()) };
        let sql = "
            insert into tally (workspace_id, product_id, noun, state, n) values ($1, $2, $3, $4, $5)
            on conflict (workspace_id, product_id, noun, state) do update set n = tally.n + $5";
        self.tx.execute(sql, &[&self.workspace(), &product, &T::NOUN, &state, &by])?;
        Ok(())
    }

    fn label<T: Item>(&self, item: &T) -> Result<()> {
        // What belongs to the whole workspace has its labels under no product.
        let product = item.product().unwrap_or(ProductId(Uuid::nil()));
        let sql = "
            insert into label (workspace_id, product_id, noun, label, item_id) values ($1, $2, $3, $4, $5)
            on conflict (workspace_id, product_id, noun, label, item_id) do nothing";
        for label in item.labels() {
            self.tx.execute(sql, &[&self.workspace(), &product, &T::NOUN, &label, &item.id()])?;
        }
        Ok(())
    }

    fn record<T: Item>(&self, verb: Verb, before: Option<&T>, after: &T, changed: &[usize]) -> Result<()> {
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
        let n = self.recorded.get();
        self.recorded.set(n + 1);
        self.touched.borrow_mut().push(Touched {
            noun: T::NOUN,
            verb,
            item: after.id(),
            product: after.product(),
            fields: changed.iter().map(|nth| T::FIELDS[*nth].name).collect(),
        });
        let sql = "
            insert into change (workspace_id, seq, n, format, at, person_id, door, command,
                                product_id, noun, item_id, verb, fields)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
        let fields = serde_json::to_string(&fields).map_err(broken)?;
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

fn verb_of(fields: &[super::item::Field], changed: &[usize], new: &[&dyn Param]) -> Verb {
    let archived = changed.iter().find(|nth| fields[**nth].name == "archived_at");
    match archived.map(|nth| new[*nth].value()) {
        Some(database::Value::Null) => Verb::Restored,
        Some(_) => Verb::Archived,
        None => Verb::Changed,
    }
}

/// Refuses a text edit whose writer had not seen what stands there now. `seen` is what the editor showed.
pub fn refuse_stale(field: &'static str, now: &str, seen: Option<&str>, mine: &str) -> Result<()> {
    match seen {
        Some(seen) if seen.replace("\r\n", "\n") != now && mine != now => {
            Err(Refusal::Stale { field, theirs: now.to_owned(), mine: mine.to_owned() }.into())
        }
        _ => Ok(()),
    }
}
