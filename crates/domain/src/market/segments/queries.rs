//! What is read of segments.

use database::{Query, Together, Tx};
use serde::Serialize;

use super::membership::{Ruled, Statement};
use super::rules::SEGMENTS_MAX;
use super::{
    Basis, ConditionKind, Segment, SegmentCondition, SegmentConditionId, SegmentCustomer, SegmentId,
};
use crate::discovery::NeedState;
use crate::market::CustomerId;
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

const MEMBERS_MAX: i64 = 500;
const NEEDS_MAX: i64 = 200;

database::row! {
    struct Ruling {
        id: SegmentId,
        number: i64,
        name: String,
        basis: Basis,
        condition_id: Option<SegmentConditionId>,
        kind: Option<ConditionKind>,
        word: Option<String>,
        least: Option<i64>,
        most: Option<i64>,
        condition_at: Option<Timestamp>,
    }
}

/// A segment with its rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    pub number: i64,
    pub name: String,
    pub rule: Ruled,
}

pub(super) fn known(tx: &Tx<'_>, workspace: WorkspaceId) -> Result<Vec<Known>> {
    Ok(tx.together(known_of(workspace))?)
}

fn known_of(workspace: WorkspaceId) -> impl Together<Rows = Vec<Known>> {
    let sql = "
        select s.id, s.number, s.name, s.basis, k.id as condition_id, k.kind, k.word, k.least, k.most,
               k.created_at as condition_at
          from segment s
          left join segment_condition k on k.workspace_id = s.workspace_id and k.segment_id = s.id
                                       and k.archived_at is null
         where s.workspace_id = $1 and s.archived_at is null
         order by s.sort_key, s.id, k.created_at, k.id
         limit 1000";
    Query::new(sql, vec![workspace.into()]).then(by_segment)
}

/// Rows of a segment and a condition, in order, as segments with their rules.
fn by_segment(rows: Vec<Ruling>) -> Vec<Known> {
    let mut known: Vec<Known> = Vec::new();
    for row in rows {
        let condition = condition(&row);
        match known.last_mut().filter(|last| last.rule.id == row.id) {
            Some(last) => last.rule.conditions.extend(condition),
            None => known.push(Known {
                number: row.number,
                name: row.name,
                rule: Ruled { id: row.id, basis: row.basis, conditions: condition.into_iter().collect() },
            }),
        }
    }
    known.truncate(SEGMENTS_MAX);
    known
}

fn condition(row: &Ruling) -> Option<SegmentCondition> {
    Some(SegmentCondition {
        id: row.condition_id?,
        segment_id: row.id,
        kind: row.kind?,
        word: row.word.clone()?,
        least: row.least,
        most: row.most,
        created_at: row.condition_at?,
        archived_at: None,
    })
}

/// The segments of the workspace by name, each with its rule.
pub fn segments(actor: &Actor) -> Result<impl Together<Rows = Vec<Known>>> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    Ok(known_of(actor.workspace))
}

/// A segment by its number, archived or not.
pub fn segment(tx: &Tx<'_>, actor: &Actor, number: i64) -> Result<Segment> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    let sql = format!("{} where workspace_id = $1 and number = $2", Segment::select());
    tx.maybe(&sql, &[&actor.workspace, &number])?.found("segment")
}

pub(super) fn conditions(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    segment: SegmentId,
) -> Result<Vec<SegmentCondition>> {
    let sql = format!(
        "{} where workspace_id = $1 and segment_id = $2 and archived_at is null order by created_at, id limit 100",
        SegmentCondition::select()
    );
    Ok(tx.all(&sql, &[&workspace, &segment])?)
}

/// The link between a segment and a customer, archived or not.
pub(super) fn put(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    segment: SegmentId,
    customer: CustomerId,
) -> Result<Option<SegmentCustomer>> {
    let sql = format!(
        "{} where workspace_id = $1 and segment_id = $2 and customer_id = $3",
        SegmentCustomer::select()
    );
    Ok(tx.maybe(&sql, &[&workspace, &segment, &customer])?)
}

database::row! {
    /// How many customers are in a segment, and what they pay a year.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
    pub struct Counted {
        pub segment_id: SegmentId,
        pub accounts: i64,
        pub revenue_minor: i64,
    }
}

/// How many are in each of these segments now; one in which nobody is, is left out. Also of rules that are only tried.
pub fn counted(tx: &Tx<'_>, actor: &Actor, rules: &[Ruled]) -> Result<Vec<Counted>> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    let mut statement = Statement::new(&actor.workspace);
    let sql = format!(
        "select m.segment_id, count(*) as accounts,
                cast(coalesce(sum(c.revenue_minor), 0) as bigint) as revenue_minor
           from ({}) m
           join customer c on c.workspace_id = $1 and c.id = m.customer_id
          group by m.segment_id
          limit 200",
        statement.membership(rules)
    );
    Ok(statement.query(sql).all(tx)?)
}

database::row! {
    /// A customer of a segment.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct Member {
        pub id: CustomerId,
        pub number: i64,
        pub name: String,
        pub revenue_minor: i64,
        pub currency: String,
        pub seats: i64,
        pub tags: String,
        pub plan: String,
    }
}

/// Who is in a segment now, those who pay most first.
pub fn members(tx: &Tx<'_>, actor: &Actor, rule: &Ruled) -> Result<Vec<Member>> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    let mut statement = Statement::new(&actor.workspace);
    let rules = std::slice::from_ref(rule);
    let sql = format!(
        "select c.id, c.number, c.name, c.revenue_minor, c.currency, c.seats, c.tags, c.plan
           from ({}) m
           join customer c on c.workspace_id = $1 and c.id = m.customer_id
          order by c.revenue_minor desc, c.sort_key, c.id
          limit {}",
        statement.membership(rules),
        statement.bind(&MEMBERS_MAX)
    );
    Ok(statement.query(sql).all(tx)?)
}

database::row! {
    /// A need that customers of a segment ask for, each of them once.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct NeedOfSegment {
        pub id: uuid::Uuid,
        pub number: i64,
        pub title: String,
        pub state: NeedState,
        pub accounts: i64,
        pub revenue_minor: i64,
    }
}

/// What a segment asks for in a product, that for which most is paid first.
pub fn needs(tx: &Tx<'_>, actor: &Actor, product: ProductId, rule: &Ruled) -> Result<Vec<NeedOfSegment>> {
    actor.must(Permission::Read, product)?;
    let mut statement = Statement::new(&actor.workspace);
    let rules = std::slice::from_ref(rule);
    let sql = format!(
        "select n.id, n.number, n.title, n.state, count(*) as accounts,
                cast(coalesce(sum(c.revenue_minor), 0) as bigint) as revenue_minor
           from (select distinct d.need_id, d.customer_id
                   from ({}) m
                   join demand d on d.workspace_id = $1 and d.customer_id = m.customer_id) asked
           join need n on n.workspace_id = $1 and n.id = asked.need_id and n.product_id = {}
                      and n.archived_at is null
           join customer c on c.workspace_id = $1 and c.id = asked.customer_id
          group by n.id, n.number, n.title, n.state
          order by revenue_minor desc, accounts desc, n.number
          limit {}",
        statement.membership(rules),
        statement.bind(&product),
        statement.bind(&NEEDS_MAX)
    );
    Ok(statement.query(sql).all(tx)?)
}

/// How much each segment asks for a need: its customers whose quotes lead there, each once.
pub fn demand_of_need<'p>(
    actor: &'p Actor,
    need: &'p crate::discovery::NeedId,
    segments: &'p [Known],
) -> Result<Query<'p, Counted>> {
    actor.must_in_workspace(Permission::GiveFeedback)?;
    let mut statement = Statement::new(&actor.workspace);
    let sql = format!(
        "select m.segment_id, count(*) as accounts,
                cast(coalesce(sum(c.revenue_minor), 0) as bigint) as revenue_minor
           from ({}) m
           join demand d on d.workspace_id = $1 and d.need_id = {} and d.customer_id = m.customer_id
           join customer c on c.workspace_id = $1 and c.id = m.customer_id
          group by m.segment_id
          order by revenue_minor desc, accounts desc
          limit 200",
        statement.membership(segments.iter().map(|known| &known.rule)),
        statement.bind(need)
    );
    Ok(statement.query(sql))
}
