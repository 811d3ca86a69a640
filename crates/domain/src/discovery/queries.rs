//! What is read of what customers said.

use database::{Param, Query, Sql, Together, Tx};
use serde::Serialize;

use super::demand::BY_NEED;
use super::{Channel, Feedback, FeedbackId, FeedbackState, Need, NeedGoal, NeedId, NeedState, TrendNeed};
use crate::market::{CustomerId, Trend, TrendId};
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;
use crate::spine::search;
use crate::spine::text::ERASED;
use crate::strategy::GoalId;
use crate::strategy::queries::GOALS_MAX;

/// Rows of a page at most.
pub const PAGE_MAX: i64 = 100;
/// Matches of a search by words that are looked at, the newest first.
const MATCHES_MAX: i64 = 500;

/// Which part of the inbox is asked for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub state: Option<FeedbackState>,
    pub tag: Option<String>,
    pub customer: Option<CustomerId>,
    pub words: Option<String>,
    /// Only what was said before this, with the id that breaks ties.
    pub before: Option<(Timestamp, FeedbackId)>,
    pub limit: i64,
}

database::row! {
    /// A feedback as a row of the inbox.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct FeedbackRow {
        pub id: FeedbackId,
        pub number: i64,
        pub body: String,
        pub channel: Channel,
        pub said_as: String,
        pub tags: String,
        pub state: FeedbackState,
        pub said_at: Timestamp,
        pub subject: String,
        pub sender_name: String,
        pub sender_email: String,
        pub contact: Option<String>,
        pub customer: Option<String>,
    }
}

const ROW: &str = "
    select f.id, f.number, substr(f.body, 1, 240) as body, f.channel, f.said_as, f.tags, f.state, f.said_at,
           f.subject, f.sender_name, f.sender_email, k.name as contact, c.name as customer
      from {from} feedback f
      left join contact k on k.workspace_id = f.workspace_id and k.id = f.contact_id
      left join customer c on c.workspace_id = f.workspace_id and c.id = f.customer_id
     where f.workspace_id = $1 and f.product_id = $2 and f.archived_at is null";

/// A page of the inbox, what was said last first.
pub fn inbox(tx: &Tx<'_>, actor: &Actor, product: ProductId, filter: &Filter) -> Result<Vec<FeedbackRow>> {
    actor.must(Permission::Read, product)?;
    let limit = filter.limit.clamp(1, PAGE_MAX);
    let query = filter.words.as_ref().map(|words| search::query_of(tx, words));
    let mut params: Vec<&dyn Param> = vec![&actor.workspace, &product];
    let mut sql = Sql::from(ROW).map(|row| row.replace("{from}", ""));
    match &query {
        Some(None) => return Ok(Vec::new()),
        Some(Some(query)) => {
            params.push(query);
            params.push(&MATCHES_MAX);
            sql = found_first(ROW);
        }
        None => {}
    }
    let mut and = String::new();
    narrow(&mut and, &mut params, filter);
    params.push(&limit);
    and.push_str(&format!(" order by f.said_at desc, f.id desc limit ${}", params.len()));
    Ok(tx.all(sql.map(|row| format!("{row}{and}")), &params)?)
}

/// The statement with what matches `$3` looked up first.
fn found_first(row: &str) -> Sql<'static> {
    database::sql_pair!("matching").map(|matching| {
        let from = "found cross join";
        format!("with found as materialized ({matching}) {}", row.replace("{from}", from))
            + " and f.id = found.value"
    })
}

fn narrow<'p>(sql: &mut String, params: &mut Vec<&'p dyn Param>, filter: &'p Filter) {
    if let Some(state) = &filter.state {
        params.push(state);
        sql.push_str(&format!(" and f.state = ${}", params.len()));
    }
    if let Some(customer) = &filter.customer {
        params.push(customer);
        // What they said is found where it is a part of another feedback, too.
        let place = params.len();
        sql.push_str(&format!(
            " and (f.customer_id = ${place}
                   or f.id in (select p.merged_into_id from feedback p
                                where p.workspace_id = $1 and p.customer_id = ${place}
                                  and p.merged_into_id is not null))"
        ));
    }
    if let Some(tag) = &filter.tag {
        params.push(tag);
        sql.push_str(&format!(
            " and f.id in (select item_id from label
                            where workspace_id = $1 and product_id = $2 and noun = 'feedback' and label = ${})",
            params.len()
        ));
    }
    if let Some((at, id)) = &filter.before {
        params.push(at);
        params.push(id);
        let last = params.len();
        sql.push_str(&format!(
            " and (f.said_at < ${} or (f.said_at = ${} and f.id < ${last}))",
            last - 1,
            last - 1
        ));
    }
}

database::row! {
    /// A tag with how many feedbacks carry it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct TagCount { pub label: String, pub n: i64 }
}

/// The tags used most, at most `limit`.
pub fn tags(tx: &Tx<'_>, actor: &Actor, product: ProductId, limit: i64) -> Result<Vec<TagCount>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select label, count(*) as n from label
         where workspace_id = $1 and product_id = $2 and noun = 'feedback'
         group by label
         order by n desc, label
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &product, &limit])?)
}

/// A feedback that the actor may read, by its number.
pub fn feedback(tx: &Tx<'_>, actor: &Actor, number: i64) -> Result<Feedback> {
    let sql = format!("{} where workspace_id = $1 and number = $2", Feedback::select());
    let feedback: Feedback = tx.maybe(&sql, &[&actor.workspace, &number])?.found("feedback")?;
    actor.must(Permission::Read, feedback.product_id)?;
    Ok(feedback)
}

database::row! {
    /// A need as a row of the list, with its demand.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct NeedRow {
        pub id: NeedId,
        pub number: i64,
        pub title: String,
        pub state: NeedState,
        pub quotes: i64,
        pub accounts: i64,
        pub revenue_minor: i64,
    }
}

/// The needs of a product by demand, at most 200.
pub fn needs(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<NeedRow>> {
    actor.must(Permission::Read, product)?;
    let sql = format!(
        "select n.id, n.number, n.title, n.state,
                (select cast(coalesce(sum(q.quotes), 0) as bigint) from demand q
                  where q.workspace_id = $1 and q.need_id = n.id) as quotes,
                cast(coalesce(d.accounts, 0) as bigint) as accounts,
                cast(coalesce(d.revenue_minor, 0) as bigint) as revenue_minor
           from need n
           left join {BY_NEED} d on d.need_id = n.id
          where n.workspace_id = $1 and n.product_id = $2 and n.archived_at is null
          order by revenue_minor desc, accounts desc, n.created_at desc
          limit 200"
    );
    Ok(tx.all(&sql, &[&actor.workspace, &product])?)
}

database::row! {
    /// A need in words, with one of the passages that lead to it.
    #[derive(Clone, Debug)]
    pub struct NeedWords {
        pub id: NeedId,
        pub title: String,
        pub description: String,
        pub passage: Option<String>,
    }
}

/// What the open needs of a product say, need by need: its words, what was said of it, and what was merged into it.
pub fn needs_in_words(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<NeedWords>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select n.id, n.title, n.description, said.passage
          from need n
          left join (select q.need_id, q.passage from quote q
                      where q.workspace_id = $1 and q.product_id = $2 and q.archived_at is null and q.passage <> $3
                      union all
                     select m.merged_into_id, m.title from need m
                      where m.workspace_id = $1 and m.merged_into_id is not null) said on said.need_id = n.id
         where n.workspace_id = $1 and n.product_id = $2 and n.archived_at is null
         order by n.created_at, n.id
         limit 2000";
    Ok(tx.all(sql, &[&actor.workspace, &product, &ERASED])?)
}

/// A need that the actor may read, by its number.
pub fn need(tx: &Tx<'_>, actor: &Actor, product: ProductId, number: i64) -> Result<Need> {
    actor.must(Permission::Read, product)?;
    let sql = format!("{} where workspace_id = $1 and product_id = $2 and number = $3", Need::select());
    tx.maybe(&sql, &[&actor.workspace, &product, &number])?.found("need")
}

database::row! {
    struct Tallied { noun: String, state: String, n: i64 }
}

/// What waits in the inbox and how many needs are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub new_feedback: i64,
    pub needs: i64,
}

pub fn counts(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Counts> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select noun, state, n from tally
         where workspace_id = $1 and product_id = $2 and noun in ('feedback', 'need')";
    let mut counts = Counts::default();
    for Tallied { noun, state, n } in tx.all(sql, &[&actor.workspace, &product])? {
        match (noun.as_str(), state.as_str()) {
            ("feedback", "new") => counts.new_feedback = n,
            ("need", "open" | "addressed" | "satisfied") => counts.needs += n,
            _ => {}
        }
    }
    Ok(counts)
}

/// The link between a need and a goal, archived or not.
pub(super) fn need_goal(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    need: NeedId,
    goal: GoalId,
) -> Result<Option<NeedGoal>> {
    let sql = format!("{} where workspace_id = $1 and need_id = $2 and goal_id = $3", NeedGoal::select());
    Ok(tx.maybe(&sql, &[&workspace, &need, &goal])?)
}

database::row! {
    /// A goal that a need serves.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct GoalOfNeed { pub id: GoalId, pub number: i64, pub title: String }
}

/// The goals that a need serves.
pub fn goals_of_need(actor: &Actor, need: &Need) -> Result<impl Together<Rows = Vec<GoalOfNeed>>> {
    actor.must(Permission::Read, need.product_id)?;
    let sql = "
        select g.id, g.number, g.title
          from need_goal s
          join goal g on g.workspace_id = s.workspace_id and g.id = s.goal_id
         where s.workspace_id = $1 and s.need_id = $2 and s.archived_at is null and g.archived_at is null
         order by g.number
         limit 50";
    Ok(Query::new(sql, vec![actor.workspace.into(), need.id.into()]))
}

/// The goals that a need could serve as well, as many as a firm may have.
pub fn goals_to_serve(actor: &Actor, need: &Need) -> Result<impl Together<Rows = Vec<GoalOfNeed>>> {
    actor.must(Permission::Read, need.product_id)?;
    let sql = "
        select g.id, g.number, g.title
          from goal g
         where g.workspace_id = $1 and g.archived_at is null
           and g.id not in (select goal_id from need_goal
                             where workspace_id = $1 and need_id = $2 and archived_at is null)
         order by g.number
         limit $3";
    Ok(Query::new(sql, vec![actor.workspace.into(), need.id.into(), GOALS_MAX.into()]))
}

/// The link between a trend and a need, archived or not.
pub(super) fn trend_need(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    trend: TrendId,
    need: NeedId,
) -> Result<Option<TrendNeed>> {
    let sql = format!("{} where workspace_id = $1 and trend_id = $2 and need_id = $3", TrendNeed::select());
    Ok(tx.maybe(&sql, &[&workspace, &trend, &need])?)
}

/// The trends that explain a need, what was seen last first.
pub fn trends_of_need(actor: &Actor, need: &Need) -> Result<impl Together<Rows = Vec<Trend>>> {
    actor.must(Permission::Read, need.product_id)?;
    let sql = format!(
        "{} where workspace_id = $1 and archived_at is null
            and id in (select trend_id from trend_need
                        where workspace_id = $1 and need_id = $2 and archived_at is null)
          order by seen_on desc, id limit 50",
        Trend::select()
    );
    Ok(Query::new(sql, vec![actor.workspace.into(), need.id.into()]))
}
