//! The forecasts of a product, each with what became of it.

use database::Query;
use serde::Serialize;
use uuid::Uuid;

use super::Subject;
use super::rules::{Judged, Kept};
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::sprint::forecast::Sure;

/// Forecasts that are looked at, at most: the newest.
pub const FORECASTS_MAX: i64 = 2_000;

database::row! {
    /// A forecast and what became of it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Forecasted {
        pub made_on: Day,
        /// Whether it was worked out later, from what was known then.
        pub is_later: bool,
        pub subject: Subject,
        pub item_id: Uuid,
        /// The number of the feature or release; none for the pace.
        pub number: Option<i64>,
        pub title: Option<String>,
        pub p50: Option<i64>,
        pub p85: Option<i64>,
        pub p95: Option<i64>,
        /// What happened, in the same unit: stories, or days.
        pub actual: Option<i64>,
    }
}

impl Forecasted {
    pub fn judged(&self) -> Judged {
        let said = Sure { p50: self.p50, p85: self.p85, p95: self.p95 };
        Judged { subject: self.subject, made_on: self.made_on, said, actual: self.actual }
    }

    pub fn kept(&self, today: Day) -> Sure<Kept> {
        self.judged().kept(today)
    }
}

/// The forecasts of a product, the newest first. What was archived since is left out: it is not late, it is given up.
pub fn forecasts(actor: &Actor, product: ProductId) -> Result<Query<'static, Forecasted>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select c.made_on, c.is_later, c.subject, c.item_id, coalesce(f.number, r.number) as number,
               coalesce(f.title, r.version) as title, c.p50, c.p85, c.p95, c.actual
          from (select made_on, is_later, subject, item_id, p50, p85, p95, actual, week_on from forecast
                 where workspace_id = $1 and product_id = $2
                 order by week_on desc, subject desc, item_id
                 limit $3) c
          left join feature f on f.workspace_id = $1 and f.id = c.item_id and c.subject = 'feature'
                             and f.archived_at is null
          left join release r on r.workspace_id = $1 and r.id = c.item_id and c.subject = 'release'
                             and r.archived_at is null
         where c.subject = 'pace' or f.id is not null or r.id is not null
         order by c.week_on desc, c.subject desc, number";
    Ok(Query::new(sql, vec![actor.workspace.into(), product.into(), FORECASTS_MAX.into()]))
}
