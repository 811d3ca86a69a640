//! The names of everything that a draft tells: one query for each noun, however much it was.

use std::collections::BTreeMap;

use database::{Param, Query, Tx};
use uuid::Uuid;

use super::drafting::{DecisionTold, Known, StoryNamed};
use super::log::Happened;
use crate::communication::audiences::Audience;
use crate::communication::publications::queries::{Sight, sight};
use crate::people::Product;
use crate::people::queries::workspace_by_id;
use crate::spine::actor::Actor;
use crate::spine::id::{PersonId, ProductId, WorkspaceId};
use crate::spine::refusal::{Found, Result};

/// Stories and decisions that a draft asks the names of, at most.
const NAMED_MAX: usize = 500;

/// The names of everything that happened.
pub struct Names {
    items_at: String,
    sight: Sight,
    stories: BTreeMap<Uuid, StoryNamed>,
    decisions: BTreeMap<Uuid, DecisionTold>,
    people: BTreeMap<PersonId, String>,
    reasons: BTreeMap<Uuid, String>,
}

impl Names {
    pub fn known(&self) -> Known<'_> {
        Known {
            items_at: &self.items_at,
            lens: &self.sight.lens,
            features: &self.sight.features,
            releases: &self.sight.releases,
            stories: &self.stories,
            decisions: &self.decisions,
            people: &self.people,
            reasons: &self.reasons,
        }
    }
}

/// The names of everything that happened: one query for each noun, however much it was.
pub fn names(
    tx: &Tx<'_>,
    actor: &Actor,
    (audience, product): (&Audience, &Product),
    happened: &Happened,
) -> Result<Names> {
    let workspace = workspace_by_id(tx, actor.workspace)?.found("workspace")?;
    let by: Vec<PersonId> = happened
        .items
        .values()
        .flat_map(|became| became.fields.values().filter_map(|moved| moved.by))
        .collect();
    let people = crate::people::queries::names(tx, actor.workspace, &by)?;
    let sight = sight(tx, actor, (audience, product))?;
    let mut reasons = moved_because(tx, actor, product.id)?;
    reasons.extend(sight.given_up_because());
    Ok(Names {
        items_at: format!("/{}/items/", workspace.slug),
        stories: stories(tx, actor, product, &of_noun(happened, "story", "accepted"))?,
        decisions: decisions(tx, actor, product, &of_noun(happened, "decision", "decided"))?,
        people: people.into_iter().collect(),
        reasons,
        sight,
    })
}

/// The items of a noun that came into a state, as many as are named.
fn of_noun(happened: &Happened, noun: &str, state: &str) -> Vec<Uuid> {
    let came = happened.items.iter().filter(|(_, became)| {
        became.noun == noun && became.fields.get("state").is_some_and(|moved| moved.after == state)
    });
    came.map(|(id, _)| *id).take(NAMED_MAX).collect()
}

database::row! {
    struct StoryRow { id: Uuid, number: i64, title: String, feature_id: Option<Uuid> }
}

fn stories(
    tx: &Tx<'_>,
    actor: &Actor,
    product: &Product,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, StoryNamed>> {
    let columns = "select id, number, title, feature_id from story";
    let rows: Vec<StoryRow> = by_ids(tx, actor.workspace, columns, ids)?;
    let named = |row: StoryRow| {
        let key = format!("{}-{}", product.prefix, row.number);
        (row.id, StoryNamed { key, title: row.title, feature: row.feature_id })
    };
    Ok(rows.into_iter().map(named).collect())
}

database::row! {
    struct DecisionRow { id: Uuid, number: i64, title: String, choice: String, reasons: String }
}

fn decisions(
    tx: &Tx<'_>,
    actor: &Actor,
    product: &Product,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, DecisionTold>> {
    let columns = "select id, number, title, choice, reasons from decision";
    let rows: Vec<DecisionRow> = by_ids(tx, actor.workspace, columns, ids)?;
    let told = |row: DecisionRow| {
        let key = format!("{}-{}", product.prefix, row.number);
        (row.id, DecisionTold { key, title: row.title, choice: row.choice, reasons: row.reasons })
    };
    Ok(rows.into_iter().map(told).collect())
}

fn by_ids<T: database::FromRow>(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    columns: &str,
    ids: &[Uuid],
) -> Result<Vec<T>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut params: Vec<&dyn Param> = vec![&workspace];
    params.extend(ids.iter().map(|id| id as &dyn Param));
    let places: Vec<String> = (2..=params.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "{columns} where workspace_id = $1 and id in ({}) and archived_at is null",
        places.join(", ")
    );
    Ok(tx.all(&sql, &params)?)
}

database::row! {
    struct Because { item_id: Uuid, body: String }
}

/// Why features and releases were moved, as it was said last.
fn moved_because(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<BTreeMap<Uuid, String>> {
    let sql = "
        select e.feature_id as item_id, e.body
          from feature f
          join agreement_entry e on e.workspace_id = f.workspace_id and e.feature_id = f.id
           and e.archived_at is null and e.kind = 'rescheduled'
         where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null
         order by e.created_at, e.id
         limit 5000";
    let of_releases = "
        select id as item_id, planned_reason as body
          from release
         where workspace_id = $1 and product_id = $2 and archived_at is null and planned_reason <> ''
         limit 5000";
    let params = || vec![actor.workspace.into(), product.into()];
    let (features, releases) =
        tx.together((Query::<Because>::new(sql, params()), Query::<Because>::new(of_releases, params())))?;
    Ok(features.into_iter().chain(releases).map(|row| (row.item_id, row.body)).collect())
}
