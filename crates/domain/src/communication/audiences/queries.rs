//! What is read of audiences, and the facts from which is made what they see.

use std::collections::{BTreeSet, HashMap};

use database::Tx;
use serde::Serialize;
use uuid::Uuid;

use super::seeing::{FeatureFacts, Lens, ReleaseFacts, stage};
use super::{Audience, AudienceId, AudienceItem, AudiencePerson};
use crate::communication::{Reach, ReleaseId, ReleaseState};
use crate::market::segments::members::memberships;
use crate::market::segments::queries::segments;
use crate::market::{ContactId, CustomerId};
use crate::people::Product;
use crate::roadmap::queries::{deliveries, demands, features};
use crate::roadmap::{Feature, FeatureId};
use crate::spine::actor::Actor;
use crate::spine::id::{PersonId, ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

/// Audiences of a product at most.
const AUDIENCES_MAX: i64 = 50;
/// Items that are something of their own to an audience, and releases that it is told of, at most.
const ITEMS_MAX: i64 = 500;
/// Features that the releases of a product bring, at most.
const BRINGS_MAX: i64 = 5_000;
/// Whom one audience reaches by mail, at most.
pub const REACHED_MAX: i64 = 10_000;

/// The audiences of a product, the first one first.
pub fn audiences(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<Audience>> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "{} where workspace_id = $1 and product_id = $2 and archived_at is null order by number limit $3",
        Audience::select()
    );
    Ok(tx.all(&sql, &[&actor.workspace, &product, &AUDIENCES_MAX])?)
}

/// An audience that the actor may read, by its number; also an archived one.
pub fn audience(tx: &Tx<'_>, actor: &Actor, product: ProductId, number: i64) -> Result<Audience> {
    actor.must(Permission::Read, product)?;
    let sql = format!("{} where workspace_id = $1 and product_id = $2 and number = $3", Audience::select());
    tx.maybe(&sql, &[&actor.workspace, &product, &number])?.found("audience")
}

/// The public audience of a product.
pub fn public_of(tx: &Tx<'_>, workspace: WorkspaceId, product: ProductId) -> Result<Option<Audience>> {
    let sql = format!(
        "{} where workspace_id = $1 and product_id = $2 and archived_at is null and is_public",
        Audience::select()
    );
    Ok(tx.maybe(&sql, &[&workspace, &product])?)
}

/// An audience with what items are to it.
pub fn lens(tx: &Tx<'_>, actor: &Actor, audience: &Audience) -> Result<Lens> {
    actor.must(Permission::Read, audience.product_id)?;
    let sql = format!(
        "{} where workspace_id = $1 and audience_id = $2 and archived_at is null order by item_id limit $3",
        AudienceItem::select()
    );
    let items = tx.all(&sql, &[&actor.workspace, &audience.id, &ITEMS_MAX])?;
    Ok(Lens { audience: audience.clone(), items })
}

/// The facts of the features of a product, in the manager's order, with the features themselves.
pub fn facts(tx: &Tx<'_>, actor: &Actor, product: &Product) -> Result<(Vec<FeatureFacts>, Vec<Feature>)> {
    let all = features(tx, actor, product.id)?;
    let deliveries = deliveries(tx, actor, product.id)?;
    let deliveries: HashMap<FeatureId, _> = deliveries.into_iter().map(|one| (one.feature_id, one)).collect();
    let demands = demands(tx, actor, product.id)?;
    let demands: HashMap<FeatureId, _> = demands.into_iter().map(|one| (one.feature_id, one)).collect();
    let of = |feature: &Feature| {
        let (stories, released) =
            deliveries.get(&feature.id).map_or((0, 0), |one| (one.stories, one.released));
        let demand = demands.get(&feature.id);
        FeatureFacts {
            id: feature.id.0,
            key: format!("{}-{}", product.prefix, feature.number),
            title: feature.title.clone(),
            decision: feature.decision,
            horizon: feature.horizon,
            stage: stage(feature.outcome, feature.completed_at.is_some(), stories, released),
            ends_on: feature.ends_on,
            precision: feature.date_precision,
            accounts: demand.map_or(0, |demand| demand.accounts),
            revenue_minor: demand.map_or(0, |demand| demand.revenue_minor),
        }
    };
    Ok((all.iter().map(of).collect(), all))
}

database::row! {
    struct ReleaseRow {
        id: ReleaseId,
        number: i64,
        version: String,
        name: String,
        state: ReleaseState,
        audience: Reach,
        planned_on: Option<Day>,
        released_at: Option<Timestamp>,
    }
}

database::row! {
    struct Brings { release_id: ReleaseId, feature_id: FeatureId }
}

/// The facts of the releases of a product, those that come first, then those that went last.
pub fn release_facts(tx: &Tx<'_>, actor: &Actor, product: &Product) -> Result<Vec<ReleaseFacts>> {
    actor.must(Permission::Read, product.id)?;
    let sql = "
        select r.id, r.number, r.version, r.name, r.state, r.audience, r.planned_on, r.released_at
          from release r
         where r.workspace_id = $1 and r.product_id = $2 and r.archived_at is null
         order by r.number desc
         limit $3";
    let rows: Vec<ReleaseRow> = tx.all(sql, &[&actor.workspace, &product.id, &ITEMS_MAX])?;
    let sql = "
        select distinct s.release_id, s.feature_id
          from story s
         where s.workspace_id = $1 and s.product_id = $2 and s.archived_at is null
           and s.release_id is not null and s.feature_id is not null
         limit $3";
    let brings: Vec<Brings> = tx.all(sql, &[&actor.workspace, &product.id, &BRINGS_MAX])?;
    let of = |row: ReleaseRow| ReleaseFacts {
        key: format!("{}-{}", product.prefix, row.number),
        features: brings.iter().filter(|one| one.release_id == row.id).map(|one| one.feature_id.0).collect(),
        id: row.id.0,
        version: row.version,
        name: row.name,
        state: row.state,
        reach: row.audience,
        planned_on: row.planned_on,
        released_on: row.released_at.map(|at| Day::of(at.day_in(&product.time_zone))),
    };
    let mut facts: Vec<ReleaseFacts> = rows.into_iter().map(of).collect();
    // What comes, the nearest first and what has no day last; then what went, the newest first.
    facts.sort_by_key(|release| match (release.released_on, release.planned_on) {
        (Some(on), _) => (2, std::cmp::Reverse(Some(on)), None),
        (None, Some(on)) => (0, std::cmp::Reverse(None), Some(on)),
        (None, None) => (1, std::cmp::Reverse(None), None),
    });
    Ok(facts)
}

/// That a person belongs by name, or did.
pub(super) fn membership(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    audience: AudienceId,
    person: PersonId,
) -> Result<Option<AudiencePerson>> {
    let sql = format!(
        "{} where workspace_id = $1 and audience_id = $2 and person_id = $3",
        AudiencePerson::select()
    );
    Ok(tx.maybe(&sql, &[&workspace, &audience, &person])?)
}

/// What an item is to an audience, or was.
pub(super) fn item(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    audience: AudienceId,
    item: Uuid,
) -> Result<Option<AudienceItem>> {
    let sql =
        format!("{} where workspace_id = $1 and audience_id = $2 and item_id = $3", AudienceItem::select());
    Ok(tx.maybe(&sql, &[&workspace, &audience, &item])?)
}

database::row! {
    /// A person of the workspace whom an audience reaches.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct PersonReached { pub id: PersonId, pub name: String, pub email: String, pub by_name: bool }
}

/// The people of the workspace who belong to an audience, by role or by name, each once.
pub fn people_reached(tx: &Tx<'_>, actor: &Actor, audience: &Audience) -> Result<Vec<PersonReached>> {
    actor.must(Permission::Read, audience.product_id)?;
    let roles = audience.roles();
    let mut words: Vec<&str> = roles.iter().map(|role| role.as_str()).collect();
    words.resize(4, "");
    let named = "
        select m.id from audience_person m
         where m.workspace_id = $1 and m.audience_id = $3 and m.person_id = p.id and m.archived_at is null";
    let sql = format!(
        "select p.id, p.name, p.email, exists ({named}) as by_name
           from person p
          where p.workspace_id = $1 and p.archived_at is null
            and (exists ({named})
                 or exists (select r.id from role_held r
                             where r.workspace_id = $1 and r.person_id = p.id and r.product_id = $2
                               and r.archived_at is null and r.role in ($4, $5, $6, $7)))
          order by p.sort_key, p.id
          limit $8"
    );
    let [one, two, three, four] = [words[0], words[1], words[2], words[3]];
    let (workspace, product) = (actor.workspace, audience.product_id);
    let params: [&dyn database::Param; 8] =
        [&workspace, &product, &audience.id, &one, &two, &three, &four, &REACHED_MAX];
    Ok(tx.all(&sql, &params)?)
}

database::row! {
    /// Somebody at a customer whom an audience reaches.
    #[derive(Clone, Debug, PartialEq)]
    pub struct ContactReached { pub id: ContactId, pub customer_id: CustomerId }
}

/// The contacts of an audience's segments to whom a mail may go. A segment is found by its name, its members by its rule.
pub fn contacts_reached(tx: &Tx<'_>, actor: &Actor, audience: &Audience) -> Result<Vec<ContactReached>> {
    actor.must(Permission::Read, audience.product_id)?;
    let wanted = audience.segments();
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let mut known = tx.together(segments(actor)?)?;
    known.retain(|segment| wanted.contains(&segment.name.as_str()));
    let members: BTreeSet<_> = if known.is_empty() {
        BTreeSet::new()
    } else {
        memberships(tx, actor, &known)?.into_iter().map(|member| member.customer_id).collect()
    };
    let sql = "
        select k.id, k.customer_id
          from customer c
          join contact k on k.workspace_id = c.workspace_id and k.customer_id = c.id
           and k.archived_at is null and k.may_contact and k.email <> ''
         where c.workspace_id = $1 and c.archived_at is null
         order by c.sort_key, c.id, k.id
         limit $2";
    let mut found: Vec<ContactReached> = tx.all(sql, &[&actor.workspace, &REACHED_MAX])?;
    found.retain(|contact| members.contains(&contact.customer_id));
    Ok(found)
}

/// The segments of the workspace, by name.
pub fn segments_known(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<String>> {
    actor.must_in_workspace(Permission::Read)?;
    Ok(tx.together(segments(actor)?)?.into_iter().map(|segment| segment.name).collect())
}
