//! Status updates: where we stand, drafted from the change log for an audience, edited, published as revisions.

pub mod archive_update;
pub mod draft_update;
pub mod drafting;
pub mod edit_update;
pub mod jobs;
pub mod judge_goal;
pub mod log;
pub mod names;
pub mod publish_update;
pub mod queries;
pub mod restore_update;
pub mod standings;

use schemars::JsonSchema;
use serde::Serialize;

use super::audiences::{Audience, AudienceId};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::{Upkeep, Words};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};
use crate::strategy::GoalId;

ids! {
    /// A status update.
    StatusUpdateId,
    /// How a goal stands in an update.
    UpdateGoalId,
}

item! {
    /// Where we stand, told to an audience. It has a key of its product.
    StatusUpdate, noun "status_update", table "status_update" {
        Key id: StatusUpdateId,
        Public product_id: ProductId,
        Public number: i64,
        Public audience_id: AudienceId,
        Public title: String,
        /// Markdown.
        Large body: String,
        /// Whether it stands as it was drafted: nobody has written in it since.
        Public is_draft: bool,
        Public state: UpdateState,
        /// It tells the changes after this one …
        Public after_seq: i64,
        /// … up to this one.
        Public until_seq: i64,
        /// The day from which it tells, as a time.
        Public since: Timestamp,
        /// How many changes it was drafted from.
        Public changes: i64,
        /// Its newest published revision; 0: none.
        Public revision: i64,
        /// When its first revision was published.
        Public published_at: Option<Timestamp>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// How a goal stands, in an update.
    UpdateGoal, noun "update_goal", table "update_goal" {
        Key id: UpdateGoalId,
        Public product_id: ProductId,
        Public update_id: StatusUpdateId,
        Public goal_id: GoalId,
        Public standing: Standing,
        Public words: String,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// How far an update is.
    UpdateState { Draft = "draft", Published = "published" }
}

words! {
    /// How a goal stands.
    Standing { OnTrack = "on_track", AtRisk = "at_risk", OffTrack = "off_track" }
}

impl Upkeep for StatusUpdate {
    fn words(&self) -> Option<Words> {
        self.archived_at.is_none().then(|| Words { heading: self.title.clone(), rest: self.body.clone() })
    }
}

impl Upkeep for UpdateGoal {}

/// What a caller learns of an update.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct UpdateDone {
    pub id: StatusUpdateId,
    /// Such as `INV-70`.
    pub key: String,
    /// After the dash of its key.
    pub number: i64,
    pub title: String,
    /// How many changes it was drafted from.
    pub changes: i64,
    /// Its newest published revision; 0: none.
    pub revision: i64,
}

/// An update with its product and audience: what the commands on updates work on.
#[derive(Clone, Debug)]
pub struct Addressed {
    pub update: StatusUpdate,
    pub product: Product,
    pub audience: Audience,
}

impl Addressed {
    fn load(desk: &Desk<'_>, id: StatusUpdateId) -> Result<Self> {
        let update: StatusUpdate = desk.load(id)?;
        let product = desk.load(update.product_id.0)?;
        let audience = desk.load(update.audience_id)?;
        Ok(Self { update, product, audience })
    }

    fn done(&self, update: &StatusUpdate) -> UpdateDone {
        UpdateDone {
            id: update.id,
            key: format!("{}-{}", self.product.prefix, update.number),
            number: update.number,
            title: update.title.clone(),
            changes: update.changes,
            revision: update.revision,
        }
    }

    fn refuse_archived(&self) -> Result<()> {
        match self.update.archived_at {
            None => Ok(()),
            Some(_) => Refusal::conflict("This update is put away. Restore it first."),
        }
    }
}
