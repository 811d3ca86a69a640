//! Who is in which segment: one statement, put together from a closed list of shapes. Everything that somebody wrote is
//! bound as a value; nothing of it stands in the text.

use database::{FromRow, Param, Query, Value};
use uuid::Uuid;

use super::{Basis, ConditionKind, SegmentCondition, SegmentId};
use crate::spine::id::ProductId;

/// A segment with the conditions of its rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Ruled {
    pub id: SegmentId,
    pub basis: Basis,
    pub conditions: Vec<SegmentCondition>,
}

/// Labels of customers belong to no product.
pub(super) const NO_PRODUCT: ProductId = ProductId(Uuid::nil());

/// The statement `$1` is the workspace of, and what it binds.
pub(super) struct Statement<'p> {
    params: Vec<Value<'p>>,
}

impl<'p> Statement<'p> {
    pub fn new(workspace: &'p dyn Param) -> Self {
        Self { params: vec![workspace.value()] }
    }

    /// Binds a value; its place in the text.
    pub fn bind(&mut self, value: &'p dyn Param) -> String {
        self.params.push(value.value());
        format!("${}", self.params.len())
    }

    /// Rows of `segment_id, customer_id`: who is in each of these segments.
    pub fn membership(&mut self, segments: impl IntoIterator<Item = &'p Ruled>) -> String {
        let mut parts = Vec::new();
        for segment in segments {
            let id = self.bind(&segment.id);
            parts.push(match segment.basis {
                Basis::Hand => format!(
                    "select l.segment_id, l.customer_id
                       from segment_customer l
                       join customer c on c.workspace_id = $1 and c.id = l.customer_id and c.archived_at is null
                      where l.workspace_id = $1 and l.segment_id = {id} and l.archived_at is null"
                ),
                Basis::All => self.ruled(&id, segment, " and "),
                Basis::Any => self.ruled(&id, segment, " or "),
            });
        }
        match parts.is_empty() {
            true => "select l.segment_id, l.customer_id from segment_customer l
                      where l.workspace_id = $1 and l.id is null"
                .into(),
            false => parts.join(" union all "),
        }
    }

    fn ruled(&mut self, id: &str, segment: &'p Ruled, join: &str) -> String {
        let asked: Vec<String> = segment.conditions.iter().map(|condition| self.asked(condition)).collect();
        // A rule that asks for nothing is not met by everybody, but by nobody.
        let rule = if asked.is_empty() { "c.id is null".into() } else { asked.join(join) };
        format!(
            "select s.id as segment_id, c.id as customer_id
               from segment s
              cross join customer c
              where s.workspace_id = $1 and s.id = {id} and c.workspace_id = $1 and c.archived_at is null
                and ({rule})"
        )
    }

    /// One condition, in one of four shapes.
    fn asked(&mut self, condition: &'p SegmentCondition) -> String {
        match (condition.kind, &condition.most) {
            (ConditionKind::RevenueAtLeast, _) => format!("c.revenue_minor >= {}", self.bind(&condition.least)),
            (ConditionKind::SeatsBetween, Some(most)) => {
                format!("c.seats between {} and {}", self.bind(&condition.least), self.bind(most))
            }
            (ConditionKind::SeatsBetween, None) => format!("c.seats >= {}", self.bind(&condition.least)),
            (ConditionKind::HasTag, _) => format!(
                "c.id in (select b.item_id from label b
                           where b.workspace_id = $1 and b.product_id = {} and b.noun = 'customer' and b.label = {})",
                self.bind(&NO_PRODUCT),
                self.bind(&condition.word)
            ),
            (ConditionKind::PlanIs, _) => format!("c.plan = {}", self.bind(&condition.word)),
        }
    }

    pub fn query<T: FromRow>(self, sql: String) -> Query<'p, T> {
        Query::new(sql, self.params)
    }
}
