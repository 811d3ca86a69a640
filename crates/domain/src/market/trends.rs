//! What is read of trends.

use database::Tx;
use serde::Serialize;

use super::{Trend, TrendId};
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

/// Trends of a workspace that are listed at most, and links of all of them.
pub const TRENDS_MAX: i64 = 200;
const LINKS_MAX: i64 = 1_000;

/// The trends of the workspace, what was seen last first.
pub fn trends(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<Trend>> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = format!(
        "{} where workspace_id = $1 and archived_at is null order by seen_on desc, id desc limit $2",
        Trend::select()
    );
    Ok(tx.all(&sql, &[&actor.workspace, &TRENDS_MAX])?)
}

/// A trend by its number, archived or not.
pub fn trend(tx: &Tx<'_>, actor: &Actor, number: i64) -> Result<Trend> {
    actor.must_in_workspace(Permission::Read)?;
    let sql = format!("{} where workspace_id = $1 and number = $2", Trend::select());
    tx.maybe(&sql, &[&actor.workspace, &number])?.found("trend")
}

database::row! {
    /// A need that a trend explains, with its demand.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct NeedExplained {
        pub trend_id: TrendId,
        pub need_id: uuid::Uuid,
        pub prefix: String,
        pub number: i64,
        pub title: String,
        pub accounts: i64,
        pub revenue_minor: i64,
        pub product_id: ProductId,
    }
}

/// Which needs the trends of the workspace explain, of the products that the actor may read.
pub fn needs_explained(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<NeedExplained>> {
    actor.must_in_workspace(Permission::Read)?;
    let asked = "from demand d cross join customer c
                  where d.workspace_id = $1 and d.need_id = n.id
                    and c.workspace_id = $1 and c.id = d.customer_id";
    let sql = format!(
        "select l.trend_id, n.id as need_id, p.prefix, n.number, n.title, n.product_id,
                (select count(*) {asked}) as accounts,
                (select cast(coalesce(sum(c.revenue_minor), 0) as bigint) {asked}) as revenue_minor
           from trend t
           join trend_need l on l.workspace_id = t.workspace_id and l.trend_id = t.id and l.archived_at is null
           join need n on n.workspace_id = l.workspace_id and n.id = l.need_id and n.archived_at is null
           join product p on p.workspace_id = n.workspace_id and p.id = n.product_id
          where t.workspace_id = $1 and t.archived_at is null
          order by t.seen_on desc, t.id desc, n.number
          limit $2"
    );
    let mut found: Vec<NeedExplained> = tx.all(&sql, &[&actor.workspace, &LINKS_MAX])?;
    found.retain(|need| actor.may(Permission::Read, need.product_id));
    Ok(found)
}
