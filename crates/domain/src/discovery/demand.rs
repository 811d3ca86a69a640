//! The demand of something: the accounts that ask for it, each counted once, and what they pay.
//!
//! `demand` has a row for each need and account, kept with every passage that is linked (`spine::desk`), so that no page
//! adds up passages.

use database::{Query, Together};
use serde::Serialize;

use super::Need;
use crate::spine::actor::Actor;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

database::row! {
    /// The demand of something: its distinct accounts, each counted once.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
    pub struct Demand {
        pub accounts: i64,
        /// What they pay a year, in minor units.
        pub revenue_minor: i64,
        /// Passages without a known account.
        pub unknown: i64,
    }
}

/// By need, as a part of a `from`: how many accounts ask for each need of the product `$2`, and what they pay.
pub(crate) const BY_NEED: &str = "
    (select k.need_id, count(*) as accounts, sum(c.revenue_minor) as revenue_minor
       from need m cross join demand k cross join customer c
      where m.workspace_id = $1 and m.product_id = $2 and m.archived_at is null
        and k.workspace_id = $1 and k.need_id = m.id
        and c.workspace_id = $1 and c.id = k.customer_id
      group by k.need_id)";

/// The statement of the united demand of needs. `needs` is what is written between the brackets of `in`.
pub(crate) fn united(needs: &str) -> String {
    format!(
        "select count(c.id) as accounts, cast(coalesce(sum(c.revenue_minor), 0) as bigint) as revenue_minor,
                cast(coalesce(sum(case when c.id is null then k.quotes else 0 end), 0) as bigint) as unknown
           from (select d.customer_id, sum(d.quotes) as quotes from demand d
                  where d.workspace_id = $1 and d.need_id in ({needs})
                  group by d.customer_id) k
           left join customer c on c.workspace_id = $1 and c.id = k.customer_id"
    )
}

/// The one row of what always has one.
pub(crate) fn only(rows: Vec<Demand>) -> Demand {
    rows.first().copied().unwrap_or_default()
}

/// The demand of a need: the set of distinct accounts whose quotes lead to it.
pub fn demand_of_need(actor: &Actor, need: &Need) -> Result<impl Together<Rows = Demand>> {
    actor.must(Permission::Read, need.product_id)?;
    Ok(Query::new(united("$2"), vec![actor.workspace.into(), need.id.into()]).then(only))
}
