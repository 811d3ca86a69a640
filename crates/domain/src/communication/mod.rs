//! Telling everyone: releases and their notes, who is told, and whether it helped; what is said at items, and who is
//! told of what.

pub mod add_release;
pub mod archive_release;
pub mod ask_contacts;
pub mod audiences;
pub mod conclude_outcome;
pub mod decisions;
pub mod deeds;
pub mod draft_note;
pub mod edit_release;
pub mod give_feedback;
pub mod give_response;
pub mod jobs;
pub mod kano;
pub mod launch;
pub mod mark_asked;
pub mod mark_told;
pub mod notifications;
pub mod outcomes;
pub mod portal;
pub mod publications;
pub mod publish_release;
pub mod put_in_release;
pub mod queries;
pub mod reactions;
pub mod responses;
pub mod restore_release;
pub mod rules;
pub mod stop_writing;
pub mod take_out_of_release;
pub mod talk;
pub mod updates;

use crate::discovery::FeedbackId;
use crate::market::{ContactId, CustomerId};
use crate::roadmap::FeatureId;
pub use crate::spine::id::ReleaseId;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::{Upkeep, Words};
use crate::spine::moment::{Day, Timestamp};

ids! {
    /// That a contact is told of a release.
    TellingId,
    /// What a contact says to "did it help?".
    ResponseId,
}

item! {
    /// What reaches customers together. It has a key of its product.
    Release, noun "release", table "release" {
        Key id: ReleaseId,
        Public product_id: ProductId,
        Public number: i64,
        /// Such as `4.8`.
        Public version: String,
        Public name: String,
        Public state: ReleaseState,
        /// To whom it was released last, or will be.
        Public audience: Reach,
        Public planned_on: Option<Day>,
        /// Why that day was moved last.
        Public planned_reason: String,
        Public released_at: Option<Timestamp>,
        Public note_title: String,
        Large note_body: String,
        /// Whether the note stands as it was drafted: nobody has written in it since.
        Public note_is_draft: bool,
        /// Since when the note stands on the portal.
        Public note_published_at: Option<Timestamp>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That a contact whose words led here is told of a release; counted, not mailed, where they may not be contacted.
    Telling, noun "telling", table "telling" {
        Key id: TellingId,
        Public product_id: ProductId,
        Public release_id: ReleaseId,
        Public contact_id: ContactId,
        Public may_contact: bool,
        Public told_at: Option<Timestamp>,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// What a contact is asked after a release, and what they say: "did it help?".
    Response, noun "response", table "response" {
        Key id: ResponseId,
        Public product_id: ProductId,
        Public feature_id: FeatureId,
        Public release_id: ReleaseId,
        Public contact_id: ContactId,
        Public customer_id: CustomerId,
        Public asked_at: Option<Timestamp>,
        Public answer: Option<Answer>,
        Personal body: String,
        Public answered_at: Option<Timestamp>,
        /// The feedback as which the answer arrived in the inbox.
        Public feedback_id: Option<FeedbackId>,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// How far a release is.
    ReleaseState { Planned = "planned", Released = "released" }
}

words! {
    /// To whom a release goes.
    Reach { Internal = "internal", Beta = "beta", Everyone = "everyone" }
}

words! {
    /// Whether it helped, in the customer's eyes.
    Answer { Yes = "yes", Partly = "partly", No = "no" }
}

impl Upkeep for Release {
    fn tally(&self) -> Option<&'static str> {
        Some(if self.archived_at.is_some() { "archived" } else { self.state.as_str() })
    }

    fn words(&self) -> Option<Words> {
        let heading = format!("{} {}", self.version, self.name);
        self.archived_at.is_none().then(|| Words { heading, rest: self.note_body.clone() })
    }
}

impl Upkeep for Telling {}

impl Upkeep for Response {}
