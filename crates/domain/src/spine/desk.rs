//! What a command works at: the open transaction, who acts, when, and the only way to write a noun.
//!
//! Writing an item and recording its change are one call, so neither can be forgotten.

use std::cell::{Cell, RefCell};

use database::{Param, Tx};
use serde::Serialize;
use uuid::Uuid;

use super::actor::Actor;
use super::change::Verb;
use super::id::{JobId, ProductId, WorkspaceId};
use super::item::Item;
use super::moment::{Moment, Timestamp};
use super::refusal::{Found, Refusal, Result, broken};

pub use oblivion::refuse_erased;
use sums::Sums;

mod log;
mod many;
mod oblivion;
mod sums;

pub struct Desk<'d> {
    pub tx: &'d Tx<'d>,
    pub actor: &'d Actor,
    pub moment: &'d Moment,
    /// The number of this command in its workspace.
    pub seq: i64,
    command: &'static str,
    recorded: Cell<i64>,
    touched: RefCell<Vec<Touched>>,
    quiet: Cell<bool>,
}

/// What a command did to one item, for the reactions.
#[derive(Clone, Debug)]
pub struct Touched {
    pub noun: &'static str,
    pub verb: Verb,
    pub item: Uuid,
    pub product: Option<ProductId>,
    pub fields: Vec<&'static str>,
    /// It went along with something else, such as a merge, and is no news of its own.
    pub is_quiet: bool,
}

impl<'d> Desk<'d> {
    pub(super) fn new(
        tx: &'d Tx<'d>,
        actor: &'d Actor,
        moment: &'d Moment,
        command: &'static str,
        seq: i64,
    ) -> Self {
        let (recorded, touched, quiet) = (Cell::new(0), RefCell::default(), Cell::new(false));
        Self { tx, actor, moment, seq, command, recorded, touched, quiet }
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

    /// One item of this workspace, or a refusal that calls it `T::NOUN`. What was erased or merged is worked on no more: the
    /// refusal says where what was merged went.
    pub fn load<T: Item>(&self, id: impl Into<Uuid>) -> Result<T> {
        let item: T = self.load_merged_too(id)?;
        if item.is_erased() {
            return refuse_erased::<T, _>();
        }
        match item.merged_into() {
            Some(into) => self.refuse_merged::<T, _>(into),
            None => Ok(item),
        }
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
        self.keep(Sums::default().with(item, 1))?;
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
        self.keep(Sums::default().with(before, -1).with(after, 1))?;
        if before.labels() != after.labels() {
            self.tx
                .execute("delete from label where workspace_id = $1 and item_id = $2", &[&workspace, &id])?;
            self.label(after)?;
        }
        let verb = verb_of(T::FIELDS, &changed, &new);
        self.record(verb, Some(before), after, &changed)?;
        if is_found_alike(before, after) { Ok(()) } else { super::search::index(self, after) }
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
}

fn verb_of(fields: &[super::item::Field], changed: &[usize], new: &[&dyn Param]) -> Verb {
    let archived = changed.iter().find(|nth| fields[**nth].name == "archived_at");
    match archived.map(|nth| new[*nth].value()) {
        Some(database::Value::Null) => Verb::Restored,
        Some(_) => Verb::Archived,
        None => Verb::Changed,
    }
}

/// Whether both states of an item are found by the same words.
fn is_found_alike<T: Item>(before: &T, after: &T) -> bool {
    before.words() == after.words() && before.found_as() == after.found_as()
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
