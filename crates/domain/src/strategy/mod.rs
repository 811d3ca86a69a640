//! Where a product is going: its vision, the goals of the workspace, and the key results by which they are measured.

pub mod add_goal;
pub mod add_key_result;
pub mod assign_goal;
pub mod check_in;
pub mod edit_goal;
pub mod edit_key_result;
pub mod place_goal;
pub mod queries;
pub mod remove_key_result;
pub mod rules;
pub mod settle_goal;
pub mod tree;
pub mod versions;
pub mod write_positioning;
pub mod write_vision;

use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::{Upkeep, Words};
use crate::spine::moment::{Day, Timestamp};

ids! {
    /// The positioning of a product.
    PositioningId,
    /// What a product is for.
    VisionId,
    /// Something the firm wants to reach.
    GoalId,
    /// How it is seen that a goal is reached.
    KeyResultId,
    /// One measurement of a key result.
    CheckInId,
}

item! {
    /// The vision board of a product. There is one of each product; its history is in the change log.
    Vision, noun "vision", table "vision" {
        Key id: VisionId,
        Public product_id: ProductId,
        Public number: i64,
        /// What the product is for, in one sentence.
        Public statement: String,
        /// For whom it is, one to a line. So too the next three.
        Large target_group: String,
        /// What they need.
        Large customer_needs: String,
        /// What the product is and does for them.
        Large offering: String,
        /// Why it pays.
        Large business_goals: String,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// For whom a product is, and how it differs from what they would take instead.
    Positioning, noun "positioning", table "positioning" {
        Key id: PositioningId,
        Public product_id: ProductId,
        /// Who it is for, and what they have to get done.
        Large for_whom: String,
        /// What kind of thing it is.
        Large category: String,
        /// What they gain.
        Large benefit: String,
        /// What they would take instead, and how it differs.
        Large unlike: String,
        /// Why one can believe it.
        Large proof: String,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// Something the firm wants to reach; a tree from the firm's goals down. Its key begins with the workspace's prefix.
    Goal, noun "goal", table "goal" {
        Key id: GoalId,
        Public number: i64,
        Public title: String,
        Large why: String,
        /// When it is meant for, in words: `2027`, `Q1 2027`.
        Public period: String,
        Public owner_id: Option<PersonId>,
        Public parent_id: Option<GoalId>,
        /// The share of the capacity that is meant for it, 0 to 100.
        Public share_percent: Option<i64>,
        Public state: GoalState,
        /// Why it was dropped or missed.
        Public reason: String,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// How it is seen that a goal is reached. It may go up or down: from the baseline to the target.
    KeyResult, noun "key_result", table "key_result" {
        Key id: KeyResultId,
        Public goal_id: GoalId,
        Public title: String,
        Public unit: Unit,
        Public baseline_thousandths: Measure,
        Public target_thousandths: Measure,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// One measurement of a key result.
    CheckIn, noun "check_in", table "check_in" {
        Key id: CheckInId,
        Public key_result_id: KeyResultId,
        Public value_thousandths: Measure,
        /// How sure people are that the target will be reached, 1 to 10.
        Public confidence: i64,
        Public note: String,
        Public measured_on: Day,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// How far a goal is.
    GoalState { Draft = "draft", Active = "active", Reached = "reached", Missed = "missed", Dropped = "dropped" }
}

words! {
    /// What a key result is measured in.
    Unit { Number = "number", Percent = "percent", Money = "money", YesNo = "yes_no" }
}

/// A measured value in thousandths of its unit. Sent as a number: `71.5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Measure(pub i64);

database::stored!(Measure => i64);

impl std::fmt::Display for Measure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let rest = format!("{:03}", size % 1000);
        match rest.trim_end_matches('0') {
            "" => write!(f, "{sign}{}", size / 1000),
            rest => write!(f, "{sign}{}.{rest}", size / 1000),
        }
    }
}

impl serde::Serialize for Measure {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0 as f64 / 1000.0)
    }
}

impl<'de> serde::Deserialize<'de> for Measure {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = f64::deserialize(deserializer)?;
        let thousandths = (value * 1000.0).round();
        // A f64 holds every whole number up to 2^53.
        if !thousandths.is_finite() || thousandths.abs() > 9.0e15 {
            return Err(serde::de::Error::custom("a number between -9 and 9 million millions"));
        }
        Ok(Self(thousandths as i64))
    }
}

impl Upkeep for Positioning {}

impl Upkeep for Vision {}

impl Upkeep for Goal {
    fn words(&self) -> Option<Words> {
        self.archived_at.is_none().then(|| Words { heading: self.title.clone(), rest: self.why.clone() })
    }
}

impl Upkeep for KeyResult {}

impl Upkeep for CheckIn {}
