//! Groups of customers, by a rule over what they pay, their seats, tags and plan, or by hand.

pub mod add_condition;
pub mod add_segment;
pub mod archive_segment;
pub(super) mod by_name;
pub mod edit_segment;
pub mod join_conditions;
pub mod members;
pub mod membership;
pub mod put_in_segment;
pub mod queries;
pub mod remove_condition;
pub mod restore_segment;
pub mod rules;
pub mod take_out_of_segment;

use serde::Serialize;

use super::CustomerId;
use crate::spine::id::PersonId;
use crate::spine::item::{Upkeep, Words};
use crate::spine::moment::Timestamp;

ids! {
    /// A group of customers.
    SegmentId,
    /// One condition of a segment's rule.
    SegmentConditionId,
    /// That a customer was put into a segment.
    SegmentCustomerId,
}

item! {
    /// A group of customers, by a rule or by hand.
    Segment, noun "segment", table "segment" {
        Key id: SegmentId,
        /// After the dash of its key, which begins with the workspace's prefix.
        Public number: i64,
        Public name: String,
        Public sort_key: Vec<u8>,
        Public basis: Basis,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// One condition of a segment's rule.
    SegmentCondition, noun "segment_condition", table "segment_condition" {
        Key id: SegmentConditionId,
        Public segment_id: SegmentId,
        Public kind: ConditionKind,
        /// A tag or a plan; else nothing.
        Public word: String,
        /// What is paid a year in minor units, or seats: at least.
        Public least: Option<i64>,
        /// Seats at most; none: any number.
        Public most: Option<i64>,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That a customer was put into a segment by hand.
    SegmentCustomer, noun "segment_customer", table "segment_customer" {
        Key id: SegmentCustomerId,
        Public segment_id: SegmentId,
        Public customer_id: CustomerId,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// How customers come into a segment.
    Basis {
        /// Somebody puts them in.
        Hand = "hand",
        /// Whoever meets all of its conditions.
        All = "all",
        /// Whoever meets one of them.
        Any = "any",
    }
}

words! {
    /// What a condition is about.
    ConditionKind {
        RevenueAtLeast = "revenue_at_least",
        SeatsBetween = "seats_between",
        HasTag = "has_tag",
        PlanIs = "plan_is",
    }
}

impl Upkeep for Segment {
    fn words(&self) -> Option<Words> {
        self.archived_at.is_none().then(|| Words { heading: self.name.clone(), rest: String::new() })
    }
}

impl Upkeep for SegmentCondition {}
impl Upkeep for SegmentCustomer {}

/// What a command did to a segment.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct SegmentDone {
    pub id: SegmentId,
    pub number: i64,
    pub name: String,
}

impl SegmentDone {
    fn of(segment: &Segment) -> Self {
        Self { id: segment.id, number: segment.number, name: segment.name.clone() }
    }
}
