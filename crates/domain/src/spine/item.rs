//! What every stored noun has in common: its table, its fields, and what class of thing each field holds.
//!
//! A noun is declared once with [`item!`](crate::item). The same list makes the struct, how a row fills it, how
//! it is written, and what the change log may say about it: a field cannot be stored and forgotten in the log.

use database::{FromRow, Param, Tx, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::id::{ProductId, WorkspaceId};
use super::refusal::{Result, broken};

/// What the change log may say about a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// The id of the item itself: part of every change row.
    Key,
    /// Before and after stand in the log.
    Public,
    /// Somebody's name, address or words: the log refers to them, so that they can be erased.
    Personal,
    /// A long text: the log refers to it.
    Large,
    /// Passwords and tokens: the log says that it changed, never what it is.
    Secret,
}

#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub name: &'static str,
    pub class: Class,
}

/// A stored noun. Its `workspace_id` is not a field: it is always the actor's.
pub trait Item: FromRow + Serialize + DeserializeOwned + Clone + Upkeep {
    /// The noun's name in the log, in URLs and in the API.
    const NOUN: &'static str;
    const TABLE: &'static str;
    /// The columns beside `workspace_id`; the first is `id`.
    const FIELDS: &'static [Field];

    fn params(&self) -> Vec<&dyn Param>;

    /// The `nth` field as the log tells it.
    fn json(&self, nth: usize) -> Result<serde_json::Value>;

    fn id(&self) -> Uuid {
        match self.params().first().map(|param| param.value()) {
            Some(Value::Uuid(id)) => id,
            _ => Uuid::nil(),
        }
    }

    /// The product it belongs to; none for what belongs to the whole workspace.
    fn product(&self) -> Option<ProductId> {
        let nth = Self::FIELDS.iter().position(|field| field.name == "product_id")?;
        match self.params().get(nth).map(|param| param.value()) {
            Some(Value::Uuid(id)) => Some(ProductId(id)),
            _ => None,
        }
    }

    /// The one of the same noun that it was merged into; none for a noun that is never merged.
    fn merged_into(&self) -> Option<Uuid> {
        let nth = Self::FIELDS.iter().position(|field| field.name == "merged_into_id")?;
        match self.params().get(nth).map(|param| param.value()) {
            Some(Value::Uuid(id)) => Some(id),
            _ => None,
        }
    }

    /// Whether its words were erased; never for a noun that is not.
    fn is_erased(&self) -> bool {
        let nth = Self::FIELDS.iter().position(|field| field.name == "erased_at");
        nth.and_then(|nth| self.params().get(nth).map(|param| param.value() != Value::Null)).unwrap_or(false)
    }

    /// One item of this workspace by its id.
    fn load(tx: &Tx<'_>, workspace: WorkspaceId, id: Uuid) -> Result<Option<Self>> {
        let sql = format!("{} where workspace_id = $1 and id = $2", Self::select());
        Ok(tx.maybe(&sql, &[&workspace, &id])?)
    }

    /// `select` of all fields, without a condition.
    fn select() -> String {
        let names: Vec<&str> = Self::FIELDS.iter().map(|field| field.name).collect();
        format!("select {} from {}", names.join(", "), Self::TABLE)
    }

    /// The same item with some fields set as the log tells them.
    fn with(&self, fields: &[(&str, serde_json::Value)]) -> Result<Self> {
        let mut whole = serde_json::to_value(self).map_err(broken)?;
        for (name, value) in fields {
            whole[*name] = value.clone();
        }
        serde_json::from_value(whole).map_err(broken)
    }
}

/// The items whose column names one of these, the oldest of each batch first, archived or not.
pub fn referring<T: Item>(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    column: &str,
    named: &[Uuid],
) -> Result<Vec<T>> {
    const NAMED: usize = 200;
    let mut found = Vec::new();
    for named in named.chunks(NAMED) {
        let mut params: Vec<&dyn Param> = vec![&workspace];
        params.extend(named.iter().map(|id| id as &dyn Param));
        let places: Vec<String> = (2..=params.len()).map(|n| format!("${n}")).collect();
        let sql = format!(
            "{} where workspace_id = $1 and {column} in ({}) order by id",
            T::select(),
            places.join(", ")
        );
        found.extend(tx.all::<T>(&sql, &params)?);
    }
    Ok(found)
}

/// What the desk keeps up to date beside the row itself.
pub trait Upkeep {
    /// The group in which it is counted within its product, such as its state. None: not counted.
    fn tally(&self) -> Option<&'static str> {
        None
    }

    /// The labels by which lists of its product are narrowed, such as tags.
    fn labels(&self) -> Vec<String> {
        Vec::new()
    }

    /// The items under which it stands: there it is counted by its state, too.
    fn stands_under(&self) -> Vec<Uuid> {
        Vec::new()
    }

    /// What it asks for and the account on whose behalf, nil where nobody is known: kept as the demand for it.
    fn asks(&self) -> Option<(Uuid, Uuid)> {
        None
    }

    /// What it is found by. None: not found by words.
    fn words(&self) -> Option<Words> {
        None
    }

    /// What its words find in its place: the one that it was merged into.
    fn found_as(&self) -> Option<Uuid> {
        None
    }
}

/// What an item is found by: a heading that weighs more, and the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    pub heading: String,
    pub rest: String,
}

/// Declares a stored noun: `item! { /// doc  Story, noun "story", table "story" { Key id: StoryId, … } }`.
macro_rules! item {
    ($(#[$outer:meta])* $name:ident, noun $noun:literal, table $table:literal {
        $($(#[$inner:meta])* $class:ident $field:ident : $type:ty),+ $(,)?
    }) => {
        $(#[$outer])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $name { $($(#[$inner])* pub $field: $type),+ }

        database::from_row!($name { $($field),+ });

        impl $crate::spine::item::Item for $name {
            const NOUN: &'static str = $noun;
            const TABLE: &'static str = $table;
            const FIELDS: &'static [$crate::spine::item::Field] = &[$(
                $crate::spine::item::Field {
                    name: stringify!($field),
                    class: $crate::spine::item::Class::$class,
                }
            ),+];

            fn params(&self) -> Vec<&dyn database::Param> {
                vec![$(&self.$field as &dyn database::Param),+]
            }

            fn json(&self, nth: usize) -> $crate::spine::refusal::Result<serde_json::Value> {
                let mut fields = 0_usize..;
                $(if fields.next() == Some(nth) {
                    return serde_json::to_value(&self.$field).map_err($crate::spine::refusal::broken);
                })+
                Ok(serde_json::Value::Null)
            }
        }
    };
}
