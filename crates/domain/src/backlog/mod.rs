//! The backlog: stories in the owner's order, with what they are accepted by.

pub mod add_criterion;
pub mod add_dependency;
pub mod add_story;
pub mod archive_story;
pub mod assign_story;
pub mod behind;
pub mod classify_story;
pub mod edit_criterion;
pub mod edit_story;
pub mod estimate_story;
pub mod finish_story;
pub mod hints;
pub mod link_story;
pub mod move_story;
pub mod queries;
pub mod remove_criterion;
pub mod remove_dependency;
pub mod restore_story;
pub mod rules;
pub mod set_must_have;
pub mod take_in_story;
pub mod waiting;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::people::Product;
use crate::roadmap::FeatureId;
use crate::spine::desk::Desk;
use crate::spine::id::{ColumnId, PersonId, ProductId, ReleaseId, SprintId};
use crate::spine::item::{Upkeep, Words};
use crate::spine::moment::Timestamp;
use crate::spine::rank::Rank;
use crate::spine::refusal::{Refusal, Result};

ids! {
    /// A story, bug, task or spike.
    StoryId,
    /// Something a story is accepted by.
    CriterionId,
    /// That one story blocks another.
    DependencyId,
}

item! {
    /// Something to be built, in the owner's order.
    Story, noun "story", table "story" {
        Key id: StoryId,
        Public product_id: ProductId,
        /// After the dash of its key.
        Public number: i64,
        Public kind: Kind,
        Public title: String,
        /// As a … : who wants it.
        Public role: String,
        /// I want … : what they do.
        Public want: String,
        /// so that … : what it is good for.
        Public benefit: String,
        Large description: String,
        /// Why it is there; none is a loose end.
        Public purpose: Option<Purpose>,
        Public state: State,
        Public rank: Rank,
        /// Estimate; none counts as one item.
        Public points_tenths: Option<Points>,
        /// The high estimate, above the other; none: it is what it is.
        Public points_high_tenths: Option<Points>,
        Public assignee_id: Option<PersonId>,
        /// The feature it builds or mends.
        Public feature_id: Option<FeatureId>,
        /// The release that brings it to customers.
        Public release_id: Option<ReleaseId>,
        /// The sprint whose backlog it is in.
        Public sprint_id: Option<SprintId>,
        /// The column of the board it stands in; none: the first one of its state.
        Public column_id: Option<ColumnId>,
        /// Whatever the plan, it has to be in it.
        Public must_have: bool,
        /// Names of hints that were put aside, one to a line.
        Public hints_aside: String,
        Public done_at: Option<Timestamp>,
        Public accepted_at: Option<Timestamp>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// Something a story is accepted by: given / when / then, or one sentence.
    Criterion, noun "criterion", table "acceptance_criterion" {
        Key id: CriterionId,
        Public product_id: ProductId,
        Public story_id: StoryId,
        Public rank: Rank,
        Public given_text: String,
        Public when_text: String,
        Public then_text: String,
        Public sentence: String,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That one story can only be built after another.
    Dependency, noun "dependency", table "dependency" {
        Key id: DependencyId,
        Public product_id: ProductId,
        /// What has to be there first.
        Public blocker_id: StoryId,
        /// What waits for it.
        Public blocked_id: StoryId,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

impl Upkeep for Dependency {}

impl Story {
    pub fn size(&self) -> Size {
        Size { points: self.points_tenths, high: self.points_high_tenths }
    }
}

impl Upkeep for Story {
    fn tally(&self) -> Option<&'static str> {
        Some(if self.archived_at.is_some() { "archived" } else { self.state.as_str() })
    }

    fn stands_under(&self) -> Vec<uuid::Uuid> {
        let over = [self.feature_id.map(|feature| feature.0), self.release_id.map(|release| release.0)];
        if self.archived_at.is_some() { Vec::new() } else { over.into_iter().flatten().collect() }
    }

    fn words(&self) -> Option<Words> {
        let rest = [&self.role, &self.want, &self.benefit, &self.description];
        let rest = rest.into_iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join("\n");
        self.archived_at.is_none().then(|| Words { heading: self.title.clone(), rest })
    }
}

impl Upkeep for Criterion {}

words! {
    /// What sort of work a story is.
    Kind { Story = "story", Bug = "bug", Task = "task", Spike = "spike" }
}

words! {
    /// Why a story is there.
    Purpose {
        /// It builds a feature.
        Feature = "feature",
        /// It mends one.
        Defect = "defect",
        /// It keeps the house in order.
        Upkeep = "upkeep",
        /// A law, a contract or a promise asks for it.
        Obligation = "obligation",
    }
}

words! {
    /// How far a story is.
    State {
        /// Somebody other than the owner wrote it; the owner has not taken it in.
        Proposed = "proposed",
        Todo = "todo",
        Doing = "doing",
        Done = "done",
        Accepted = "accepted",
    }
}

/// An estimate in tenths of a point, 0 to 1,000 points. Sent as a number of points: `2.5`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(i64);

database::stored!(Points => i64);

impl Points {
    /// A sum or a share of estimates.
    pub fn of_tenths(tenths: i64) -> Self {
        Self(tenths)
    }

    pub fn tenths(self) -> i64 {
        self.0
    }
}

impl std::fmt::Display for Points {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.0 / 10, self.0 % 10) {
            (whole, 0) => write!(f, "{whole}"),
            (whole, tenths) => write!(f, "{whole}.{tenths}"),
        }
    }
}

impl Serialize for Points {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0 as f64 / 10.0)
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let points = f64::deserialize(deserializer)?;
        rules::points(&points.to_string())
            .map_err(serde::de::Error::custom)?
            .ok_or_else(|| serde::de::Error::custom("no points"))
    }
}

/// How large a story is: a number, or a low and a high one, between which eight of ten such stories are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub points: Option<Points>,
    /// Above the points, if there is one.
    pub high: Option<Points>,
}

impl std::fmt::Display for Size {
    /// "3", "3–8", or nothing.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.points, self.high) {
            (Some(points), Some(high)) => write!(f, "{points}–{high}"),
            (Some(points), None) => write!(f, "{points}"),
            (None, _) => Ok(()),
        }
    }
}

/// A story together with the product it belongs to: what nearly every command of this noun works on.
#[derive(Clone, Debug)]
pub struct InProduct {
    pub story: Story,
    pub product: Product,
}

impl InProduct {
    /// One that can be worked on: what is archived is refused.
    pub(crate) fn load(desk: &Desk<'_>, id: StoryId) -> Result<Self> {
        let subject = Self::load_also_archived(desk, id)?;
        match subject.story.archived_at {
            Some(_) => Refusal::conflict("The story is archived. Restore it first."),
            None => Ok(subject),
        }
    }

    pub(crate) fn load_also_archived(desk: &Desk<'_>, id: StoryId) -> Result<Self> {
        let story: Story = desk.load(id.0)?;
        let product = desk.load(story.product_id.0)?;
        Ok(Self { story, product })
    }

    pub fn key(&self) -> String {
        format!("{}-{}", self.product.prefix, self.story.number)
    }
}

/// What a caller learns of a story that was changed.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct StoryDone {
    pub id: StoryId,
    /// Such as `INV-248`.
    pub key: String,
}

impl StoryDone {
    pub(crate) fn of(subject: &InProduct) -> Self {
        Self { id: subject.story.id, key: subject.key() }
    }
}
