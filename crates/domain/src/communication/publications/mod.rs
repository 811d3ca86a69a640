//! What was published to an audience: numbered revisions that stand as they were shown, and the links that open them.
//!
//! A revision is never edited. What is wrong in it is mended by the next one, or the audience's links are revoked.

pub mod issue_audience_link;
pub mod leaks;
pub mod publish_roadmap;
pub mod queries;
pub mod revoke_audience_link;
pub mod shared;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::audiences::AudienceId;
use super::audiences::seeing::{ShownFeature, ShownRelease};
use super::updates::Standing;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::Upkeep;
use crate::spine::moment::Timestamp;

ids! {
    /// A revision of something that was published.
    PublicationId,
    /// A secret link that opens what was published to an audience.
    AudienceLinkId,
}

item! {
    /// A revision: what was shown to an audience, as it was shown.
    Publication, noun "publication", table "publication" {
        Key id: PublicationId,
        Public product_id: ProductId,
        Public audience_id: AudienceId,
        Public kind: PublicationKind,
        /// Of what it is a revision: an update, or the roadmap or plan of its audience.
        Public subject_id: Uuid,
        /// 1 for the first revision.
        Public number: i64,
        Public title: String,
        /// [`Shown`] as JSON.
        Large shown: String,
        /// What the leak check found and was kept knowingly, as JSON.
        Large kept: String,
        /// How many mails were queued with it.
        Public mailed: i64,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// A secret link that opens what was published to an audience, without an account. Archived: revoked.
    AudienceLink, noun "audience_link", table "audience_link" {
        Key id: AudienceLinkId,
        Public product_id: ProductId,
        Public audience_id: AudienceId,
        /// To whom it was given.
        Public name: String,
        /// SHA-256 of the secret.
        Secret token_hash: Vec<u8>,
        Public expires_at: Timestamp,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// What is published.
    PublicationKind { Roadmap = "roadmap", ReleasePlan = "release_plan", StatusUpdate = "status_update" }
}

impl Upkeep for Publication {}

impl Upkeep for AudienceLink {}

/// What a revision shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Shown {
    Roadmap { features: Vec<ShownFeature> },
    ReleasePlan { releases: Vec<ShownRelease> },
    StatusUpdate { body: String, goals: Vec<ShownGoal> },
}

/// A goal as an update tells how it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShownGoal {
    pub title: String,
    pub standing: Standing,
    pub words: String,
}

/// What a caller learns of a revision.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Published {
    pub id: PublicationId,
    /// The number of the revision.
    pub revision: i64,
    pub title: String,
}
