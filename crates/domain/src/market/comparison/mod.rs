//! Who else does it, and how well: competitors, capabilities, and a rating for each of both.

pub mod add_capability;
pub mod add_competitor;
pub mod archive_capability;
pub mod archive_competitor;
pub mod compare_competitor;
pub mod edit_capability;
pub mod edit_competitor;
pub mod note_competitor;
pub mod queries;
pub mod rate_capability;
pub mod remove_competitor_note;
pub mod restore_capability;
pub mod restore_competitor;
pub mod rules;
pub mod set_rating_days;

use serde::Serialize;

use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::{Upkeep, Words};
use crate::spine::moment::{Day, Timestamp};

ids! {
    /// Somebody who sells an answer to the same needs.
    CompetitorId,
    /// What was seen of a competitor on a day.
    CompetitorNoteId,
    /// Something that a product can do, or cannot.
    CapabilityId,
    /// How far somebody can do it.
    RatingId,
}

item! {
    /// Somebody who sells an answer to the same needs; also what people use instead.
    Competitor, noun "competitor", table "competitor" {
        Key id: CompetitorId,
        /// After the dash of its key, which begins with the workspace's prefix.
        Public number: i64,
        Public name: String,
        Public website: String,
        Large profile: String,
        Large strengths: String,
        Large weaknesses: String,
        Large prices: String,
        /// Whether it is a column of the comparison.
        Public is_compared: bool,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// What was seen of a competitor on a day, and where.
    CompetitorNote, noun "competitor_note", table "competitor_note" {
        Key id: CompetitorNoteId,
        Public competitor_id: CompetitorId,
        Public noted_on: Day,
        Large body: String,
        Public source: String,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// Something that a product can do, or cannot.
    Capability, noun "capability", table "capability" {
        Key id: CapabilityId,
        Public product_id: ProductId,
        /// After the dash of its key.
        Public number: i64,
        Public title: String,
        /// Under which heading it stands; empty: under none.
        Public group_name: String,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// How far we, or a competitor, can do it: a cell of the comparison. Earlier ones are in the change log.
    Rating, noun "rating", table "rating" {
        Key id: RatingId,
        Public product_id: ProductId,
        Public capability_id: CapabilityId,
        /// None: us.
        Public competitor_id: Option<CompetitorId>,
        /// None: not known.
        Public level: Option<Level>,
        Large evidence: String,
        Public source: String,
        Public seen_on: Day,
        Public rated_by: Option<PersonId>,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// How far something can be done.
    Level {
        None = "none",
        /// Promised, and not there yet.
        Announced = "announced",
        Partly = "partly",
        Mostly = "mostly",
        Fully = "fully",
    }
}

words! {
    /// How we stand in one capability against those we compare ourselves with.
    Standing {
        /// Somebody can do more of it.
        Trail = "trail",
        /// Nobody can do more of it, and somebody as much.
        Even = "even",
        /// Nobody can do as much of it.
        Lead = "lead",
        /// We can do it, and nobody else at all.
        OnlyWe = "only_we",
        /// A rating is missing that could change it.
        Unknown = "unknown",
    }
}

impl Level {
    /// 0 none to 4 fully.
    pub fn grade(self) -> i64 {
        Self::ALL.iter().zip(0..).find(|(level, _)| **level == self).map_or(0, |(_, grade)| grade)
    }
}

impl Upkeep for Competitor {
    fn words(&self) -> Option<Words> {
        let rest =
            [&self.profile, &self.strengths, &self.weaknesses, &self.prices].map(String::as_str).join("\n");
        self.archived_at.is_none().then(|| Words { heading: self.name.clone(), rest })
    }
}

impl Upkeep for Capability {
    fn words(&self) -> Option<Words> {
        let (heading, rest) = (self.title.clone(), self.group_name.clone());
        self.archived_at.is_none().then_some(Words { heading, rest })
    }
}

impl Upkeep for CompetitorNote {}
impl Upkeep for Rating {}

/// What a command did to a competitor.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct CompetitorDone {
    pub id: CompetitorId,
    pub number: i64,
    pub name: String,
}

impl CompetitorDone {
    fn of(competitor: &Competitor) -> Self {
        Self { id: competitor.id, number: competitor.number, name: competitor.name.clone() }
    }
}

/// What a command did to a capability.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct CapabilityDone {
    pub id: CapabilityId,
    pub number: i64,
    pub title: String,
}

impl CapabilityDone {
    pub(crate) fn of(capability: &Capability) -> Self {
        Self { id: capability.id, number: capability.number, title: capability.title.clone() }
    }
}
