//! What stands before a product next, and one of its lines that is worth walking.

use database::{Query, Together, Value};
use serde::Serialize;

use crate::roadmap::Outcome;
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// Days ahead that are listed at most.
const NEXT_MAX: i64 = 6;

words! {
    /// What happens on a day.
    Happens {
        SprintStarts = "sprint_starts",
        SprintEnds = "sprint_ends",
        Release = "release",
    }
}

database::row! {
    /// Something that is planned for a day.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    pub struct Ahead {
        pub happens: Happens,
        pub on_day: Day,
        /// Of the sprint, or of the release.
        pub number: i64,
        /// The version of a release, else nothing.
        pub version: String,
    }
}

/// What is planned for the coming days, the nearest first. Yet to be asked.
pub fn ahead(actor: &Actor, product: ProductId, today: Day) -> Result<Query<'static, Ahead>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select 'sprint_ends' as happens, ends_on as on_day, number, '' as version
          from sprint
         where workspace_id = $1 and product_id = $2 and archived_at is null and state = 'running'
           and ends_on >= $3
         union all
        select 'sprint_starts', starts_on, number, ''
          from sprint
         where workspace_id = $1 and product_id = $2 and archived_at is null and state = 'planned'
           and starts_on >= $3
         union all
        select 'release', planned_on, number, version
          from release
         where workspace_id = $1 and product_id = $2 and archived_at is null and state = 'planned'
           and planned_on >= $3
         order by 2, 3
         limit $4";
    let params = vec![actor.workspace.into(), product.into(), today.into(), NEXT_MAX.into()];
    Ok(Query::new(sql, params))
}

database::row! {
    /// A line from what a customer said to what was released, told by its stops.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Told {
        pub customer: Option<String>,
        pub feedback: i64,
        pub said_at: Timestamp,
        pub need: i64,
        pub need_title: String,
        pub feature: i64,
        pub feature_title: String,
        pub outcome: Outcome,
        pub release: i64,
        pub version: String,
        pub answers: i64,
        pub helped: i64,
    }
}

/// The line through the feature that was released last, one whose outcome is still open first; none before the first
/// release. Yet to be asked.
pub fn line_to_walk(actor: &Actor, product: ProductId) -> Result<impl Together<Rows = Option<Told>> + use<>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select c.name as customer, b.number as feedback, q.said_at, n.number as need, n.title as need_title,
               x.feature, x.feature_title, x.outcome, x.release, x.version,
               (select count(*) from response a
                 where a.workspace_id = $1 and a.feature_id = x.id and a.answer is not null) as answers,
               (select count(*) from response a
                 where a.workspace_id = $1 and a.feature_id = x.id and a.answer = 'yes') as helped
          from (select f.id, f.number as feature, f.title as feature_title, f.outcome, r.number as release, r.version
                  from (select id, number, version, released_at from release
                         where workspace_id = $1 and product_id = $2 and state = 'released' and archived_at is null
                         order by released_at desc, id
                         limit 5) r
                 cross join story s cross join feature f
                 where s.workspace_id = $1 and s.release_id = r.id and s.archived_at is null
                   and f.workspace_id = $1 and f.id = s.feature_id and f.archived_at is null
                   and exists (select 1 from feature_need a
                                 join need n on n.workspace_id = $1 and n.id = a.need_id and n.product_id = $2
                                            and n.archived_at is null
                                 join quote q on q.workspace_id = $1 and q.need_id = n.id and q.archived_at is null
                                 join feedback b on b.workspace_id = $1 and b.id = q.feedback_id
                                                and b.archived_at is null
                                where a.workspace_id = $1 and a.feature_id = f.id and a.archived_at is null)
                 order by case when f.outcome = 'unknown' then 0 else 1 end, r.released_at desc, f.number
                 limit 1) x
         cross join feature_need a cross join need n cross join quote q cross join feedback b
          left join customer c on c.workspace_id = $1 and c.id = q.customer_id
         where a.workspace_id = $1 and a.feature_id = x.id and a.archived_at is null
           and n.workspace_id = $1 and n.id = a.need_id and n.product_id = $2 and n.archived_at is null
           and q.workspace_id = $1 and q.need_id = n.id and q.archived_at is null
           and b.workspace_id = $1 and b.id = q.feedback_id and b.archived_at is null
         order by coalesce(c.revenue_minor, -1) desc, q.id
         limit 1";
    let params: Vec<Value<'static>> = vec![actor.workspace.into(), product.into()];
    Ok(Query::new(sql, params).then(|rows: Vec<Told>| rows.into_iter().next()))
}
