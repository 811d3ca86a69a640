//! Passages that lead to needs, each with whose words they are.

use database::{Query, Together, Tx};
use serde::Serialize;

use super::{Channel, Feedback, FeedbackId, Need, NeedId, QuoteId};
use crate::market::CustomerId;
use crate::spine::actor::Actor;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// Quotes and accounts of one need at most.
pub const OF_NEED_MAX: i64 = 500;

database::row! {
    /// A quote with both its ends.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct QuoteRow {
        pub id: QuoteId,
        pub passage: String,
        pub passage_start: i64,
        pub importance: i64,
        /// In whose text it stands: that of the feedback, or of one that was merged into it.
        pub said_in_id: FeedbackId,
        pub said_at: Timestamp,
        pub channel: Channel,
        pub feedback_number: i64,
        pub need_id: NeedId,
        pub need_number: i64,
        pub need_title: String,
        pub need_prefix: String,
        pub customer_id: Option<CustomerId>,
        pub customer: Option<String>,
        pub revenue_minor: Option<i64>,
    }
}

const QUOTE: &str = "
    select q.id, q.passage, q.passage_start, q.importance, q.said_in_id, t.said_at, t.channel,
           f.number as feedback_number, n.id as need_id, n.number as need_number, n.title as need_title, p.prefix as need_prefix,
           c.id as customer_id, c.name as customer, c.revenue_minor
      from quote q
      join feedback f on f.workspace_id = q.workspace_id and f.id = q.feedback_id
      join feedback t on t.workspace_id = q.workspace_id and t.id = q.said_in_id
      join need n on n.workspace_id = q.workspace_id and n.id = q.need_id
      join product p on p.workspace_id = q.workspace_id and p.id = n.product_id
      left join customer c on c.workspace_id = q.workspace_id and c.id = q.customer_id";

/// Where the passages of a feedback lead.
pub fn quotes_of_feedback(tx: &Tx<'_>, actor: &Actor, feedback: &Feedback) -> Result<Vec<QuoteRow>> {
    actor.must(Permission::Read, feedback.product_id)?;
    let sql = format!(
        "{QUOTE} where q.workspace_id = $1 and q.feedback_id = $2 and q.archived_at is null
          order by t.said_at, q.said_in_id, q.passage_start, q.id limit $3"
    );
    Ok(tx.all(&sql, &[&actor.workspace, &feedback.id, &OF_NEED_MAX])?)
}

/// Whose words lead to a need, those who pay most first: so many, and never more than 500.
pub fn quotes_of_need(actor: &Actor, need: &Need, most: i64) -> Result<impl Together<Rows = Vec<QuoteRow>>> {
    actor.must(Permission::Read, need.product_id)?;
    // Which ones is found first; the rest is looked up for these alone.
    let first = "
        select o.id from quote o
          join feedback t on t.workspace_id = o.workspace_id and t.id = o.said_in_id
          left join customer c on c.workspace_id = o.workspace_id and c.id = o.customer_id
         where o.workspace_id = $1 and o.need_id = $2 and o.archived_at is null
         order by coalesce(c.revenue_minor, -1) desc, t.said_at desc, o.id limit $3";
    let sql = format!(
        "{QUOTE} where q.workspace_id = $1 and q.id in ({first})
          order by coalesce(c.revenue_minor, -1) desc, t.said_at desc, q.id"
    );
    let params = vec![actor.workspace.into(), need.id.into(), most.clamp(1, OF_NEED_MAX).into()];
    Ok(Query::new(sql, params))
}

database::row! {
    /// How often something was said, and when.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
    pub struct Heard {
        pub quotes: i64,
        pub first_at: Option<Timestamp>,
        pub last_at: Option<Timestamp>,
    }
}

/// How many passages lead to a need, the oldest and the newest of them by when it was said.
pub fn heard_of_need(actor: &Actor, need: &Need) -> Result<impl Together<Rows = Heard>> {
    actor.must(Permission::Read, need.product_id)?;
    let sql = "
        select count(*) as quotes, min(t.said_at) as first_at, max(t.said_at) as last_at
          from quote q join feedback t on t.workspace_id = q.workspace_id and t.id = q.said_in_id
         where q.workspace_id = $1 and q.need_id = $2 and q.archived_at is null";
    let found = Query::new(sql, vec![actor.workspace.into(), need.id.into()]);
    Ok(found.then(|rows: Vec<Heard>| rows.first().copied().unwrap_or_default()))
}
