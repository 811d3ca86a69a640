//! Moving what hangs on one item to another of its noun: planned first, from one reading, so that what is shown before a
//! merge is what the merge does; then stored in statements of hundreds of rows.
//!
//! Where both had the same, such as the same follower, that of the one that goes falls away: it is archived, and comes back
//! with an undo.

use std::collections::HashMap;

use database::Tx;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;
use uuid::Uuid;

use super::taken_back::earlier_of;
use crate::spine::change::Change;
use crate::spine::desk::Desk;
use crate::spine::id::WorkspaceId;
use crate::spine::item::{Item, referring};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Result, broken};

/// Whether the same can hang on an item twice.
#[derive(Clone, Copy, Debug)]
pub enum Once {
    /// As often as one likes.
    Never,
    /// These fields are the same on one row at most, archived or not: the schema says so.
    Key(&'static [&'static str]),
    /// These fields are the same on one row at most that is not archived.
    Standing(&'static [&'static str]),
}

/// How a link is planned: from which items to which.
type Planning = fn(&Link, &Place<'_>, &[(Uuid, Uuid)]) -> Result<Box<dyn Planned>>;

/// How rows of a noun get back what a merge changed.
type Earlier = fn(&Desk<'_>, &[&Change]) -> Result<()>;

/// A column that refers to the noun.
#[derive(Clone, Copy)]
pub struct Link {
    pub noun: &'static str,
    pub table: &'static str,
    pub column: &'static str,
    /// What hangs on a row that falls away, and goes on to the one that was there.
    pub below: &'static [Link],
    once: Once,
    giving: &'static [&'static str],
    plan: Planning,
    /// Gives rows of the noun their earlier values back.
    pub(super) earlier: Earlier,
}

/// Rows of a noun that refer by a column.
pub(super) const fn link<T: Item + 'static>(column: &'static str, once: Once) -> Link {
    let (noun, table) = (T::NOUN, T::TABLE);
    Link { noun, table, column, below: &[], once, giving: &[], plan: plan::<T>, earlier: earlier_of::<T> }
}

impl Link {
    pub(super) const fn with(self, below: &'static [Link]) -> Self {
        Self { below, ..self }
    }

    /// Where the row that stays has nothing in the first of these fields, it takes all of them from the one that falls away.
    pub(super) const fn giving(self, giving: &'static [&'static str]) -> Self {
        Self { giving, ..self }
    }
}

/// Where a plan is made, and as of when.
#[derive(Clone, Copy)]
pub struct Place<'p> {
    pub tx: &'p Tx<'p>,
    pub workspace: WorkspaceId,
    pub now: Timestamp,
}

/// How many of a noun moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Moved {
    /// Such as `quote`; `part` is what was merged before.
    pub noun: String,
    pub moved: usize,
    /// Those that were there already.
    pub doubles: usize,
}

/// What is to be stored for one link.
pub trait Planned {
    fn moved(&self) -> Moved;
    /// Which rows fall away, and which stand for them.
    fn doubles(&self) -> &[(Uuid, Uuid)];
    fn store(&self, desk: &Desk<'_>) -> Result<()>;
}

/// What moves from one item to another, link by link, in the order in which it is stored.
pub struct Plan(Vec<Box<dyn Planned>>);

impl Plan {
    pub fn of(place: &Place<'_>, links: &[Link], one: Uuid, into: Uuid) -> Result<Self> {
        let mut plan = Vec::new();
        for link in links {
            let planned = (link.plan)(link, place, &[(one, into)])?;
            if !planned.doubles().is_empty() {
                for below in link.below {
                    plan.push((below.plan)(below, place, planned.doubles())?);
                }
            }
            plan.push(planned);
        }
        Ok(Self(plan))
    }

    pub fn moved(&self) -> Vec<Moved> {
        let told = self.0.iter().map(|planned| planned.moved());
        told.filter(|moved| moved.moved + moved.doubles > 0).collect()
    }

    pub(super) fn store(&self, desk: &Desk<'_>) -> Result<()> {
        self.0.iter().try_for_each(|planned| planned.store(desk))
    }
}

struct PlanOf<T> {
    noun: &'static str,
    pairs: Vec<(T, T)>,
    moved: usize,
    doubles: Vec<(Uuid, Uuid)>,
}

impl<T: Item> Planned for PlanOf<T> {
    fn moved(&self) -> Moved {
        Moved { noun: self.noun.into(), moved: self.moved, doubles: self.doubles.len() }
    }

    fn doubles(&self) -> &[(Uuid, Uuid)] {
        &self.doubles
    }

    fn store(&self, desk: &Desk<'_>) -> Result<()> {
        desk.change_all(&self.pairs)
    }
}

fn plan<T: Item + 'static>(
    link: &Link,
    place: &Place<'_>,
    pairs: &[(Uuid, Uuid)],
) -> Result<Box<dyn Planned>> {
    let going: Vec<Uuid> = pairs.iter().map(|(one, _)| *one).collect();
    let staying: Vec<Uuid> = pairs.iter().map(|(_, into)| *into).collect();
    let leads: HashMap<Uuid, Uuid> = pairs.iter().copied().collect();
    let fields = link.fields();
    let mut known: HashMap<String, T> = HashMap::new();
    if !fields.is_empty() {
        for row in referring::<T>(place.tx, place.workspace, link.column, &staying)? {
            if link.counts(&row)? {
                known.insert(key(&row, fields, uuid(&row, link.column)?)?, row);
            }
        }
    }
    let noun = if link.column == "merged_into_id" { "part" } else { T::NOUN };
    let mut plan = PlanOf { noun, pairs: Vec::new(), moved: 0, doubles: Vec::new() };
    for row in referring::<T>(place.tx, place.workspace, link.column, &going)? {
        // The one that stays hangs on nothing of itself: what becomes of its place is said by its own rule.
        let Some(into) = leads.get(&uuid(&row, link.column)?).filter(|into| **into != row.id()) else {
            continue;
        };
        let stands = of(&row, "archived_at")?.is_null();
        let key = if fields.is_empty() { String::new() } else { key(&row, fields, *into)? };
        match known.get(&key).cloned() {
            None => {
                plan.moved += usize::from(stands);
                let after = row.with(&[(link.column, id(*into))])?;
                if !fields.is_empty() && link.counts(&after)? {
                    known.insert(key, after.clone());
                }
                plan.pairs.push((row, after));
            }
            Some(same) if stands => {
                let stays = link.double(place, &mut plan, row, same)?;
                known.insert(key, stays);
            }
            // What was taken back before stays where it was: there is another in its place.
            Some(_) => {}
        }
    }
    Ok(Box::new(plan))
}

impl Link {
    fn fields(&self) -> &'static [&'static str] {
        match self.once {
            Once::Never => &[],
            Once::Key(fields) | Once::Standing(fields) => fields,
        }
    }

    /// Whether a row of the one that stays is in the way.
    fn counts<T: Item>(&self, row: &T) -> Result<bool> {
        Ok(matches!(self.once, Once::Key(_)) || of(row, "archived_at")?.is_null())
    }

    /// The row falls away; the one that was there stands in its place, also where it had been taken back.
    fn double<T: Item>(&self, place: &Place<'_>, plan: &mut PlanOf<T>, row: T, same: T) -> Result<T> {
        plan.doubles.push((row.id(), same.id()));
        let stays = if of(&same, "archived_at")?.is_null() {
            let takes = match self.giving.first() {
                Some(first) => of(&same, first)?.is_null() && !of(&row, first)?.is_null(),
                None => false,
            };
            let given = if takes { self.giving } else { &[] };
            let given: Vec<(&str, Json)> =
                given.iter().map(|field| Ok((*field, of(&row, field)?))).collect::<Result<_>>()?;
            same.with(&given)?
        } else {
            row.with(&[
                ("id", id(same.id())),
                (self.column, of(&same, self.column)?),
                ("created_at", of(&same, "created_at")?),
            ])?
        };
        let archived = serde_json::to_value(place.now).map_err(broken)?;
        let gone = row.with(&[("archived_at", archived)])?;
        plan.pairs.push((row, gone));
        plan.pairs.push((same, stays.clone()));
        Ok(stays)
    }
}

fn key<T: Item>(row: &T, fields: &[&str], into: Uuid) -> Result<String> {
    let mut parts = vec![id(into)];
    for field in fields {
        parts.push(of(row, field)?);
    }
    Ok(Json::Array(parts).to_string())
}

/// A field of a row by its name; nothing where the noun has no such field.
fn of<T: Item>(row: &T, name: &str) -> Result<Json> {
    let nth = T::FIELDS.iter().position(|field| field.name == name);
    nth.map_or(Ok(Json::Null), |nth| row.json(nth))
}

fn uuid<T: Item>(row: &T, column: &str) -> Result<Uuid> {
    match of(row, column)? {
        Json::String(text) => text.parse().map_err(broken),
        other => Err(broken(format!("{other} refers to nothing"))),
    }
}

fn id(id: Uuid) -> Json {
    Json::String(id.to_string())
}
