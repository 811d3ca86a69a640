//! What is read of the comparison.

use database::{Query, Together, Tx};
use serde::Serialize;
use uuid::Uuid;

use super::{Capability, CapabilityId, Competitor, CompetitorId, CompetitorNote, Level, Rating};
use crate::discovery::demand::{AskedFor, of_each};
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Day;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

/// Competitors of a workspace, and capabilities of a product, at most.
pub const COMPETITORS_MAX: i64 = 200;
pub const CAPABILITIES_MAX: i64 = 300;
const NOTES_MAX: i64 = 100;
const RATINGS_MAX: i64 = 10_000;
const LINKS_MAX: i64 = 2_000;

database::row! {
    /// A competitor as a row or a column.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct CompetitorRow {
        pub id: CompetitorId,
        pub number: i64,
        pub name: String,
        pub is_compared: bool,
    }
}

pub(super) fn competitors_now(tx: &Tx<'_>, workspace: WorkspaceId) -> Result<Vec<CompetitorRow>> {
    Ok(competitors_of(workspace).all(tx)?)
}

fn competitors_of(workspace: WorkspaceId) -> Query<'static, CompetitorRow> {
    let sql = "select id, number, name, is_compared from competitor
                where workspace_id = $1 and archived_at is null order by number limit $2";
    Query::new(sql, vec![workspace.into(), COMPETITORS_MAX.into()])
}

/// The competitors of the workspace in the order in which they were added.
pub fn competitors(actor: &Actor) -> Result<impl Together<Rows = Vec<CompetitorRow>>> {
    actor.must_in_workspace(Permission::Read)?;
    Ok(competitors_of(actor.workspace))
}

/// A competitor by its number, archived or not.
pub fn competitor(tx: &Tx<'_>, actor: &Actor, number: i64) -> Result<Competitor> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = format!("{} where workspace_id = $1 and number = $2", Competitor::select());
    tx.maybe(&sql, &[&actor.workspace, &number])?.found("competitor")
}

/// What was seen of a competitor, the newest first.
pub fn notes(tx: &Tx<'_>, actor: &Actor, competitor: CompetitorId) -> Result<Vec<CompetitorNote>> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = format!(
        "{} where workspace_id = $1 and competitor_id = $2 and archived_at is null
          order by noted_on desc, id desc limit $3",
        CompetitorNote::select()
    );
    Ok(tx.all(&sql, &[&actor.workspace, &competitor, &NOTES_MAX])?)
}

database::row! {
    /// What a capability is called.
    pub(super) struct Named {
        pub id: CapabilityId,
        pub title: String,
    }
}

pub(super) fn capabilities_now(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    product: ProductId,
) -> Result<Vec<Named>> {
    let sql = "select id, title from capability
                where workspace_id = $1 and product_id = $2 and archived_at is null order by number limit $3";
    Ok(tx.all(sql, &[&workspace, &product, &CAPABILITIES_MAX])?)
}

/// A capability by its number, archived or not.
pub fn capability(tx: &Tx<'_>, actor: &Actor, product: ProductId, number: i64) -> Result<Capability> {
    actor.must(Permission::Read, product)?;
    let sql = format!("{} where workspace_id = $1 and product_id = $2 and number = $3", Capability::select());
    tx.maybe(&sql, &[&actor.workspace, &product, &number])?.found("capability")
}

/// The rating of a cell, known or not.
pub(super) fn rating(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    capability: CapabilityId,
    competitor: Option<CompetitorId>,
) -> Result<Option<Rating>> {
    let cell = format!("{} where workspace_id = $1 and capability_id = $2", Rating::select());
    Ok(match competitor {
        Some(id) => tx.maybe(format!("{cell} and competitor_id = $3"), &[&workspace, &capability, &id])?,
        None => tx.maybe(format!("{cell} and competitor_id is null"), &[&workspace, &capability])?,
    })
}

/// A capability with the demand of the needs that it is for: each account once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CapabilityRow {
    pub id: CapabilityId,
    pub number: i64,
    pub title: String,
    pub group_name: String,
    pub accounts: i64,
    pub revenue_minor: i64,
}

database::row! {
    struct Stored { id: CapabilityId, number: i64, title: String, group_name: String }
}

/// The capabilities of a product in the order in which they were added.
pub fn capabilities(actor: &Actor, product: ProductId) -> Result<impl Together<Rows = Vec<CapabilityRow>>> {
    actor.must(Permission::Read, product)?;
    let of_product = "
        select id, number, title, group_name from capability
         where workspace_id = $1 and product_id = $2 and archived_at is null order by number limit $3";
    let asked = "
        select l.capability_id as of, a.customer_id, c.revenue_minor
          from capability m cross join capability_need l cross join demand a cross join customer c
         where m.workspace_id = $1 and m.product_id = $2 and m.archived_at is null
           and l.workspace_id = $1 and l.capability_id = m.id and l.archived_at is null
           and a.workspace_id = $1 and a.need_id = l.need_id
           and c.workspace_id = $1 and c.id = a.customer_id";
    let place = vec![actor.workspace.into(), product.into()];
    let limited = vec![actor.workspace.into(), product.into(), CAPABILITIES_MAX.into()];
    let both = (Query::new(of_product, limited), Query::new(asked, place));
    Ok(both.then(|(stored, asked): (Vec<Stored>, Vec<AskedFor>)| {
        let demand = of_each(&asked);
        let row = |Stored { id, number, title, group_name }| {
            let (accounts, revenue_minor) = demand.get(&id.0).copied().unwrap_or_default();
            CapabilityRow { id, number, title, group_name, accounts, revenue_minor }
        };
        stored.into_iter().map(row).collect()
    }))
}

database::row! {
    /// A cell of the comparison, without how one knows.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Rated {
        pub capability_id: CapabilityId,
        /// None: us.
        pub competitor_id: Option<CompetitorId>,
        /// None: not known.
        pub level: Option<Level>,
        pub seen_on: Day,
    }
}

/// How far who can do what.
pub fn rated(actor: &Actor, product: ProductId) -> Result<impl Together<Rows = Vec<Rated>>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select r.capability_id, r.competitor_id, r.level, r.seen_on
          from capability m cross join rating r
         where m.workspace_id = $1 and m.product_id = $2 and m.archived_at is null
           and r.workspace_id = $1 and r.product_id = $2 and r.capability_id = m.id and r.archived_at is null
         limit $3";
    Ok(Query::new(sql, vec![actor.workspace.into(), product.into(), RATINGS_MAX.into()]))
}

/// The ratings of a capability, with how one knows.
pub fn ratings_of(tx: &Tx<'_>, actor: &Actor, capability: &Capability) -> Result<Vec<Rating>> {
    actor.must(Permission::Read, capability.product_id)?;
    let sql = format!(
        "{} where workspace_id = $1 and capability_id = $2 and archived_at is null limit $3",
        Rating::select()
    );
    Ok(tx.all(&sql, &[&actor.workspace, &capability.id, &RATINGS_MAX])?)
}

/// The ratings of a product's capabilities, with how one knows.
pub fn ratings(actor: &Actor, product: ProductId) -> Result<impl Together<Rows = Vec<Rating>>> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "{} where workspace_id = $1 and archived_at is null and capability_id in
            (select id from capability where workspace_id = $1 and product_id = $2 and archived_at is null)
          limit $3",
        Rating::select()
    );
    Ok(Query::new(sql, vec![actor.workspace.into(), product.into(), RATINGS_MAX.into()]))
}

database::row! {
    /// A need that a capability is for, or a feature that brings it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Linked {
        pub capability_id: CapabilityId,
        /// `need` or `feature`.
        pub kind: String,
        pub id: Uuid,
        pub prefix: String,
        pub number: i64,
        pub title: String,
        pub product_id: ProductId,
    }
}

/// What the capabilities of a product are for, and what brings them, of the products that the actor may read.
pub fn links(actor: &Actor, product: ProductId) -> Result<impl Together<Rows = Vec<Linked>>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select l.capability_id, 'need' as kind, n.id, p.prefix, n.number, n.title, n.product_id
          from capability k
          join capability_need l on l.workspace_id = $1 and l.capability_id = k.id and l.archived_at is null
          join need n on n.workspace_id = $1 and n.id = l.need_id and n.archived_at is null
          join product p on p.workspace_id = $1 and p.id = n.product_id
         where k.workspace_id = $1 and k.product_id = $2 and k.archived_at is null
         union all
        select l.capability_id, 'feature', f.id, p.prefix, f.number, f.title, f.product_id
          from capability k
          join capability_feature l on l.workspace_id = $1 and l.capability_id = k.id and l.archived_at is null
          join feature f on f.workspace_id = $1 and f.id = l.feature_id and f.archived_at is null
          join product p on p.workspace_id = $1 and p.id = f.product_id
         where k.workspace_id = $1 and k.product_id = $2 and k.archived_at is null
         order by 2 desc, 5 limit $3";
    let found = Query::new(sql, vec![actor.workspace.into(), product.into(), LINKS_MAX.into()]);
    Ok(found.then(|mut found: Vec<Linked>| {
        found.retain(|one| actor.may(Permission::Read, one.product_id));
        found
    }))
}

/// When a competitor was looked at last.
pub fn last_seen(rated: &[Rated], competitor: CompetitorId) -> Option<Day> {
    let of_it = rated.iter().filter(|one| one.competitor_id == Some(competitor) && one.level.is_some());
    of_it.map(|one| one.seen_on).max()
}
