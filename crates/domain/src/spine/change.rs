//! The change log: who did what, when, with before and after of every changed field. Append-only.
//!
//! Rows are keyed `(workspace, seq, n)`: `seq` numbers the commands of a workspace without a gap in commit
//! order, `n` the items that one command touched.

use database::{Query, Tx, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;

use super::id::{HeldId, PersonId, ProductId, WorkspaceId};
use super::moment::Timestamp;
use super::refusal::{Result, broken};

/// The form of the `fields` column. Moves when its shape does.
pub const FORMAT: i64 = 1;

/// What became of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    Added,
    Changed,
    Archived,
    Restored,
}

impl Verb {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Archived => "archived",
            Self::Restored => "restored",
        }
    }
}

/// One field of one changed item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    pub field: String,
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub before: Told,
    #[serde(default, skip_serializing_if = "Told::is_nothing")]
    pub after: Told,
}

/// What the log says of a value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Told {
    /// Nothing was there.
    #[default]
    Nothing,
    /// The value itself.
    Is(Json),
    /// A personal or large value, kept where it can be erased.
    Held(HeldId),
    /// A secret: never told.
    Secret,
}

impl Told {
    fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }
}

database::row! {
    /// One row of the log.
    #[derive(Clone, Debug)]
    pub struct Change {
        pub seq: i64,
        pub n: i64,
        pub format: i64,
        pub at: Timestamp,
        pub person_id: Option<PersonId>,
        pub door: String,
        pub command: String,
        pub product_id: Option<ProductId>,
        pub noun: String,
        pub item_id: Uuid,
        pub verb: String,
        pub fields: String,
    }
}

impl Change {
    pub fn field_changes(&self) -> Result<Vec<FieldChange>> {
        serde_json::from_str(&self.fields).map_err(broken)
    }

    /// Which fields were changed, without before and after.
    pub fn fields_named(&self) -> Result<Vec<String>> {
        #[derive(Deserialize)]
        struct Named {
            field: String,
        }
        let named: Vec<Named> = serde_json::from_str(&self.fields).map_err(broken)?;
        Ok(named.into_iter().map(|named| named.field).collect())
    }
}

const COLUMNS: &str = "seq, n, format, at, person_id, door, command, product_id, noun, item_id, verb, fields";

/// What one command changed, in the order in which it did.
pub fn of_command(tx: &Tx<'_>, workspace: WorkspaceId, seq: i64) -> Result<Vec<Change>> {
    let sql = format!("select {COLUMNS} from change where workspace_id = $1 and seq = $2 order by n");
    Ok(tx.all(&sql, &[&workspace, &seq])?)
}

/// The history of one item, newest first, from before `seq`.
pub fn of_item(workspace: WorkspaceId, item: Uuid, before: i64, limit: i64) -> Query<'static, Change> {
    let sql = format!(
        "select {COLUMNS} from change
          where workspace_id = $1 and item_id = $2 and seq < $3
          order by seq desc, n desc
          limit $4"
    );
    let params = [Value::Uuid(workspace.0), Value::Uuid(item), Value::Int(before), Value::Int(limit)];
    Query::new(sql, params.into())
}

/// The history of a product, newest first, from before `seq`.
pub fn of_product(
    workspace: WorkspaceId,
    product: ProductId,
    before: i64,
    limit: i64,
) -> Query<'static, Change> {
    let sql = format!(
        "select {COLUMNS} from change
          where workspace_id = $1 and product_id = $2 and seq < $3
          order by seq desc, n desc
          limit $4"
    );
    let params = [Value::Uuid(workspace.0), Value::Uuid(product.0), Value::Int(before), Value::Int(limit)];
    Query::new(sql, params.into())
}

database::row! {
    /// What somebody who listens needs to know of a change: where it was and what it touched, never what it says.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct News {
        pub seq: i64,
        pub product_id: Option<ProductId>,
        pub noun: String,
        pub item_id: Uuid,
    }
}

/// The news after `seq`, oldest first.
pub fn news_since(tx: &Tx<'_>, workspace: WorkspaceId, seq: i64, limit: i64) -> Result<Vec<News>> {
    let sql = "
        select seq, product_id, noun, item_id
          from change
         where workspace_id = $1 and seq > $2
         order by seq, n
         limit $3";
    Ok(tx.all(sql, &[&workspace, &seq, &limit])?)
}

/// The number of the newest command of a workspace.
pub fn newest(tx: &Tx<'_>, workspace: WorkspaceId) -> Result<i64> {
    Ok(tx.value("select seq as value from workspace where id = $1", &[&workspace])?.unwrap_or(0))
}

/// The number of the newest command that touched an item.
pub fn newest_of_item(tx: &Tx<'_>, workspace: WorkspaceId, item: Uuid) -> Result<i64> {
    let sql = "
        select seq as value from change
         where workspace_id = $1 and item_id = $2
         order by seq desc
         limit 1";
    Ok(tx.value(sql, &[&workspace, &item])?.unwrap_or(0))
}

/// A held value as it is now: empty after an erasure.
pub fn held(tx: &Tx<'_>, workspace: WorkspaceId, id: HeldId) -> Result<Option<Json>> {
    let sql = "select body as value from held_value where workspace_id = $1 and id = $2";
    let body: Option<Option<String>> = tx.value(sql, &[&workspace, &id])?;
    body.flatten().map(|text| serde_json::from_str(&text).map_err(broken)).transpose()
}

database::row! {
    /// A held value as it is now: without a body after an erasure.
    pub struct Held { pub id: HeldId, pub body: Option<String> }
}

/// These held values as they are now.
pub fn held_of(workspace: WorkspaceId, ids: &[HeldId]) -> Query<'static, Held> {
    let sql = "select id, body from held_value where workspace_id = $1 and id in ({list})";
    Query::with_list(sql, vec![workspace.into()], ids.iter().map(|id| Value::from(*id)))
}

/// From where on changes are told, and whose are not.
#[derive(Clone, Copy, Debug)]
pub struct After {
    pub seq: i64,
    pub at: Timestamp,
    /// Whoever reads knows what they did themselves.
    pub but: Option<PersonId>,
}

/// Changes of others that are told at most.
pub const OTHERS_MAX: i64 = 300;
/// Changes among which they are looked for: the newest.
const LOOKED_AT_MAX: i64 = 2_000;

/// What others changed in a product, newest first; the newest [`OTHERS_MAX`].
pub fn of_others(workspace: WorkspaceId, product: ProductId, after: After) -> Query<'static, Change> {
    let sql = told("product_id = $2", "$3", "at > $4 and (person_id is null or person_id <> $5)");
    let but = after.but.map_or(Uuid::nil(), |person| person.0);
    Query::new(sql, vec![workspace.into(), product.into(), after.seq.into(), after.at.into(), but.into()])
}

/// The changes among the newest that are told. Which these are stands in the index `change_of_product`, which also has them in
/// their order.
fn told(of: &str, after: &str, which: &str) -> String {
    format!(
        "select {COLUMNS} from change
          where workspace_id = $1 and {of} and {which}
            and seq > coalesce((select seq from change
                                 where workspace_id = $1 and {of} and seq > {after}
                                 order by seq desc, n desc
                                 limit 1 offset {LOOKED_AT_MAX}), {after})
          order by seq desc, n desc
          limit {OTHERS_MAX}"
    )
}

/// What others changed of these nouns, which belong to no product, newest first.
pub fn of_others_in_workspace(
    workspace: WorkspaceId,
    nouns: &[&str],
    after: After,
) -> Query<'static, Change> {
    let named: Vec<String> = nouns.iter().map(|noun| format!("'{noun}'")).collect();
    let which =
        format!("at > $3 and (person_id is null or person_id <> $4) and noun in ({})", named.join(", "));
    let sql = told("product_id is null", "$2", &which);
    let but = after.but.map_or(Uuid::nil(), |person| person.0);
    Query::new(sql, vec![workspace.into(), after.seq.into(), after.at.into(), but.into()])
}

database::row! {
    /// How many changes were looked at, and when the first of them was.
    pub struct LookedAt { pub n: i64, pub oldest: Option<Timestamp> }
}

impl LookedAt {
    /// Whether there may be more than were looked at.
    pub fn is_cut(&self, after: After) -> bool {
        self.n == LOOKED_AT_MAX && self.oldest.is_some_and(|oldest| oldest > after.at)
    }
}

/// The changes of a product among which [`of_others`] looks.
pub fn looked_at(workspace: WorkspaceId, product: ProductId, after: After) -> Query<'static, LookedAt> {
    let sql = "
        select count(*) as n, min(at) as oldest
          from (select at from change
                 where workspace_id = $1 and product_id = $2 and seq > $3
                 order by seq desc, n desc
                 limit $4) newest";
    Query::new(sql, vec![workspace.into(), product.into(), after.seq.into(), LOOKED_AT_MAX.into()])
}
