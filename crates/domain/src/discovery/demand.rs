//! The demand of something: the accounts that ask for it, each counted once, and what they pay.
//!
//! `demand` has a row for each need and account, kept with every passage that is linked (`spine::desk`), so that no page
//! adds up passages.

use std::collections::{HashMap, HashSet};

use database::{Query, Together};
use serde::Serialize;
use uuid::Uuid;

use super::{Need, NeedId};
use crate::spine::actor::Actor;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// The demand of something: its distinct accounts, each counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Demand {
    pub accounts: i64,
    /// What they pay a year, in minor units.
    pub revenue_minor: i64,
    /// What the one of them pays who pays most.
    pub top_minor: i64,
    /// Passages without a known account.
    pub unknown: i64,
}

impl Demand {
    /// The share of the account that pays most, in whole percent: near 100 it is one customer's wish. None where fewer than two
    /// ask, or nothing is paid.
    pub fn top_percent(&self) -> Option<i64> {
        let several = self.accounts > 1 && self.revenue_minor > 0;
        several.then(|| (self.top_minor * 100 + self.revenue_minor / 2) / self.revenue_minor)
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

database::row! {
    /// An account that asks for a need; of nobody known where it pays nothing known.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct Asks {
        pub need_id: NeedId,
        pub customer_id: Uuid,
        pub quotes: i64,
        pub revenue_minor: Option<i64>,
    }
}

/// Who asks for needs. `from` are the tables in which these stand and what holds of them, `need` is the column.
pub(crate) fn asks(from: (&str, &str), need: &str) -> String {
    let (tables, holds) = from;
    format!(
        "select d.need_id, d.customer_id, d.quotes, c.revenue_minor
           from {tables} demand d
           left join customer c on c.workspace_id = $1 and c.id = d.customer_id
          where {holds} d.workspace_id = $1 and d.need_id = {need}"
    )
}

/// The united demand: each account once, however many of the needs it asks for.
pub(crate) fn united(asks: &[Asks]) -> Demand {
    let (mut demand, mut seen) = (Demand::default(), HashSet::new());
    let mut counted = HashSet::new();
    for one in asks.iter().filter(|one| counted.insert((one.need_id, one.customer_id))) {
        match one.revenue_minor {
            None => demand.unknown += one.quotes,
            Some(revenue) if seen.insert(one.customer_id) => {
                demand.accounts += 1;
                demand.revenue_minor += revenue;
                demand.top_minor = demand.top_minor.max(revenue);
            }
            Some(_) => {}
        }
    }
    demand
}

database::row! {
    /// An account that asks for something, once for each need by which it does.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct AskedFor { pub of: Uuid, pub customer_id: Uuid, pub revenue_minor: i64 }
}

/// The accounts of each thing and what they pay, each account once.
pub(crate) fn of_each(asked: &[AskedFor]) -> HashMap<Uuid, (i64, i64)> {
    let (mut counted, mut sums) = (HashSet::new(), HashMap::new());
    for one in asked.iter().filter(|one| counted.insert((one.of, one.customer_id))) {
        let (accounts, revenue_minor) = sums.entry(one.of).or_insert((0, 0));
        *accounts += 1;
        *revenue_minor += one.revenue_minor;
    }
    sums
}

/// The demand of a need: the set of distinct accounts whose quotes lead to it.
pub fn demand_of_need(actor: &Actor, need: &Need) -> Result<impl Together<Rows = Demand>> {
    actor.must(Permission::Read, need.product_id)?;
    let asked = Query::new(asks(("", ""), "$2"), vec![actor.workspace.into(), need.id.into()]);
    Ok(asked.then(|asks: Vec<Asks>| united(&asks)))
}
