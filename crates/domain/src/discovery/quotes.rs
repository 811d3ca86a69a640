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
    select q.id, q.passage, q.passage_start, q.importance, q.said_in_id, q.said_at, t.channel,
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
          order by q.said_at, q.said_in_id, q.passage_start, q.id limit $3"
    );
    Ok(tx.all(&sql, &[&actor.workspace, &feedback.id, &OF_NEED_MAX])?)
}

database::row! {
    /// An account that asks for a need, and with how many passages.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Asker { pub customer_id: CustomerId, pub quotes: i64, pub revenue_minor: i64 }
}

/// The accounts that ask for a need, those that pay most first: so many that they have said `most` passages, if all have.
pub fn askers_of_need(actor: &Actor, need: &Need, most: i64) -> Result<impl Together<Rows = Vec<Asker>>> {
    actor.must(Permission::Read, need.product_id)?;
    let sql = "
        select d.customer_id, d.quotes, c.revenue_minor
          from demand d cross join customer c
         where d.workspace_id = $1 and d.need_id = $2 and c.workspace_id = $1 and c.id = d.customer_id
         order by c.revenue_minor desc, d.customer_id
         limit $3";
    let most = most.clamp(1, OF_NEED_MAX);
    let found = Query::new(sql, vec![actor.workspace.into(), need.id.into(), most.into()]);
    Ok(found.then(move |mut askers: Vec<Asker>| {
        // Of those that pay the same, none is left out.
        let (mut said, mut enough) = (0, None);
        askers.retain(|asker| {
            let is_in = enough.is_none_or(|pays| asker.revenue_minor == pays);
            said += asker.quotes;
            enough = enough.or((said >= most).then_some(asker.revenue_minor));
            is_in
        });
        askers
    }))
}

/// Whose words lead to a need, those who pay most first: so many, and never more than 500. The accounts are those of
/// [`askers_of_need`] for as many.
pub fn quotes_of_need(
    actor: &Actor,
    need: &Need,
    askers: &[Asker],
    most: i64,
) -> Result<impl Together<Rows = Vec<QuoteRow>>> {
    actor.must(Permission::Read, need.product_id)?;
    let most = most.clamp(1, OF_NEED_MAX);
    let said: i64 = askers.iter().map(|asker| asker.quotes).sum();
    let of_nobody = "
         union all
        select id, -1, said_at from (
            select id, said_at from quote
             where workspace_id = $1 and need_id = $2 and customer_id is null and archived_at is null
             order by said_at desc, id limit $3) n";
    // Which ones is found first; the rest is looked up for these alone.
    let sql = format!(
        "with first as materialized (
            select o.id, c.revenue_minor, o.said_at
              from quote o cross join customer c
             where o.workspace_id = $1 and o.need_id = $2 and o.customer_id in ({{list}}) and o.archived_at is null
               and c.workspace_id = $1 and c.id = o.customer_id
            {}
             order by 2 desc, 3 desc, 1 limit $3)
        {QUOTE} where q.workspace_id = $1 and q.id in (select id from first)
          order by coalesce(c.revenue_minor, -1) desc, q.said_at desc, q.id",
        if said < most { of_nobody } else { "" }
    );
    let params = vec![actor.workspace.into(), need.id.into(), most.into()];
    Ok(Query::with_list(&sql, params, askers.iter().map(|asker| asker.customer_id.into())))
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
        select (select cast(coalesce(sum(d.quotes), 0) as bigint) from demand d
                 where d.workspace_id = $1 and d.need_id = $2) as quotes,
               (select min(q.said_at) from quote q
                 where q.workspace_id = $1 and q.need_id = $2 and q.archived_at is null) as first_at,
               (select max(q.said_at) from quote q
                 where q.workspace_id = $1 and q.need_id = $2 and q.archived_at is null) as last_at";
    let found = Query::new(sql, vec![actor.workspace.into(), need.id.into()]);
    Ok(found.then(|rows: Vec<Heard>| rows.first().copied().unwrap_or_default()))
}
