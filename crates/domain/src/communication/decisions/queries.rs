//! What is read of decisions.

use database::{Query, Together, Tx};
use serde::Serialize;
use uuid::Uuid;

use super::{Decision, DecisionId, DecisionItem, DecisionItemId, DecisionState};
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

/// Decisions of a list at most; earlier ones are on the next page.
pub const DECISIONS_MAX: i64 = 100;
/// Links of one decision, standing or not, at most; decisions about one item at most.
const LINKS_MAX: i64 = 200;

database::row! {
    /// A decision as a row of the list.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct DecisionRow {
        pub id: DecisionId,
        pub number: i64,
        pub title: String,
        pub choice: String,
        pub state: DecisionState,
        pub review_on: Option<Day>,
        pub decided_at: Option<Timestamp>,
        pub created_at: Timestamp,
    }
}

const ROW: &str = "
    select d.id, d.number, d.title, d.choice, d.state, d.review_on, d.decided_at, d.created_at
      from decision d";

/// The decisions of a product before a number, newest first.
pub fn decisions(
    tx: &Tx<'_>,
    actor: &Actor,
    product: ProductId,
    before: Option<i64>,
) -> Result<Vec<DecisionRow>> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "{ROW} where d.workspace_id = $1 and d.product_id = $2 and d.archived_at is null and d.number < $3
          order by d.number desc limit $4"
    );
    let before = before.unwrap_or(i64::MAX);
    Ok(tx.all(&sql, &[&actor.workspace, &product, &before, &DECISIONS_MAX])?)
}

/// A decision that the actor may read, by its number; also an archived one.
pub fn decision(tx: &Tx<'_>, actor: &Actor, product: ProductId, number: i64) -> Result<Decision> {
    actor.must(Permission::Read, product)?;
    let sql = format!("{} where workspace_id = $1 and product_id = $2 and number = $3", Decision::select());
    tx.maybe(&sql, &[&actor.workspace, &product, &number])?.found("decision")
}

database::row! {
    /// An item that a decision is about.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct AboutRow {
        pub link_id: DecisionItemId,
        pub noun: String,
        /// Before and after the dash of its key.
        pub prefix: String,
        pub number: i64,
        /// None: it belongs to the workspace.
        pub product_id: Option<ProductId>,
        pub title: String,
    }
}

/// What a decision is about, by key: each item's title from its own table.
pub fn about(tx: &Tx<'_>, actor: &Actor, decision: &Decision) -> Result<Vec<AboutRow>> {
    actor.must(Permission::Read, decision.product_id)?;
    let sql = "
        select l.id as link_id, l.item_noun as noun, k.prefix, k.number, p.id as product_id,
               coalesce(g.title, n.title, f.title, s.title, r.version || ' ' || r.name, '') as title
          from decision_item l
          join item_key k on k.workspace_id = l.workspace_id and k.item_id = l.item_id
          left join product p on p.workspace_id = l.workspace_id and p.prefix = k.prefix
          left join goal g on g.workspace_id = l.workspace_id and g.id = l.item_id
          left join need n on n.workspace_id = l.workspace_id and n.id = l.item_id
          left join feature f on f.workspace_id = l.workspace_id and f.id = l.item_id
          left join story s on s.workspace_id = l.workspace_id and s.id = l.item_id
          left join release r on r.workspace_id = l.workspace_id and r.id = l.item_id
         where l.workspace_id = $1 and l.decision_id = $2 and l.archived_at is null
         order by l.id, k.number desc
         limit $3";
    let mut found: Vec<AboutRow> = tx.all(sql, &[&actor.workspace, &decision.id, &LINKS_MAX])?;
    // An item that moved has its old keys still; it is named once, and only to those who may read it.
    found.dedup_by_key(|row| row.link_id);
    found.retain(|row| row.product_id.is_none_or(|product| actor.may(Permission::Read, product)));
    found.sort_by(|one, next| (&one.prefix, one.number).cmp(&(&next.prefix, next.number)));
    Ok(found)
}

database::row! {
    /// A decision about an item, with the beginning of its key.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct DecisionAbout {
        pub product_id: ProductId,
        pub prefix: String,
        pub number: i64,
        pub title: String,
        pub choice: String,
        pub state: DecisionState,
        pub decided_at: Option<Timestamp>,
    }
}

/// The decisions about an item that the actor may read, newest first.
pub fn about_item(actor: &Actor, item: Uuid) -> Result<impl Together<Rows = Vec<DecisionAbout>>> {
    let sql = "
        select d.product_id, p.prefix, d.number, d.title, d.choice, d.state, d.decided_at
          from decision_item l
          join decision d on d.workspace_id = l.workspace_id and d.id = l.decision_id and d.archived_at is null
          join product p on p.workspace_id = d.workspace_id and p.id = d.product_id
         where l.workspace_id = $1 and l.item_id = $2 and l.archived_at is null
         order by d.created_at desc, d.number desc
         limit $3";
    let found = Query::new(sql, vec![actor.workspace.into(), item.into(), LINKS_MAX.into()]);
    Ok(found.then(|mut found: Vec<DecisionAbout>| {
        found.retain(|one| actor.may(Permission::Read, one.product_id));
        found
    }))
}

database::row! {
    /// A decision that another one names.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct DecisionNamed { pub number: i64, pub title: String }
}

/// The decision that stands in the place of this one, and those in whose place it stands.
pub fn chain(
    tx: &Tx<'_>,
    actor: &Actor,
    decision: &Decision,
) -> Result<(Option<DecisionNamed>, Vec<DecisionNamed>)> {
    actor.must(Permission::Read, decision.product_id)?;
    let sql = "select number, title from decision where workspace_id = $1 and id = $2";
    let by = match decision.superseded_by_id {
        Some(by) => tx.maybe(sql, &[&actor.workspace, &by])?,
        None => None,
    };
    let sql = "
        select number, title from decision
         where workspace_id = $1 and product_id = $2 and superseded_by_id = $3 and archived_at is null
         order by number desc limit $4";
    let params: [&dyn database::Param; 4] =
        [&actor.workspace, &decision.product_id, &decision.id, &DECISIONS_MAX];
    Ok((by, tx.all(sql, &params)?))
}

/// The links of a decision, those taken away included.
pub(super) fn links(tx: &Tx<'_>, workspace: WorkspaceId, decision: DecisionId) -> Result<Vec<DecisionItem>> {
    let sql = format!(
        "{} where workspace_id = $1 and decision_id = $2 order by created_at, id limit $3",
        DecisionItem::select()
    );
    Ok(tx.all(&sql, &[&workspace, &decision, &LINKS_MAX])?)
}

/// The product whose keys begin so; none for what belongs to the workspace.
pub(super) fn product_of_key(tx: &Tx<'_>, workspace: WorkspaceId, prefix: &str) -> Result<Option<ProductId>> {
    let sql = "select id as value from product where workspace_id = $1 and prefix = $2";
    Ok(tx.value(sql, &[&workspace, &prefix])?)
}
