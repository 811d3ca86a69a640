//! The Kano survey of a feature: contacts are asked how they would feel with it and without it, and what they say tells
//! whether it delights, is expected, or leaves them cold.
//!
//! Outside, only what was written for the survey is shown; nothing else of the feature.

pub mod ask_for_kano;
pub mod end_kano_survey;
pub mod give_kano_answer;
pub mod jobs;
pub mod mark_kano_asked;
pub mod queries;
pub mod rules;
pub mod start_kano_survey;

use schemars::JsonSchema;
use serde::Serialize;

use crate::market::ContactId;
use crate::market::segments::SegmentId;
use crate::roadmap::FeatureId;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::Upkeep;
use crate::spine::moment::Timestamp;

ids! {
    /// That contacts are asked what a feature would be to them.
    KanoSurveyId,
    /// What a contact says to it.
    KanoAnswerId,
}

item! {
    /// That contacts are asked what a feature would be to them. What they read is never changed once they were asked.
    KanoSurvey, noun "kano_survey", table "kano_survey" {
        Key id: KanoSurveyId,
        Public product_id: ProductId,
        Public feature_id: FeatureId,
        /// What customers read in the place of the feature's title.
        Public called: String,
        /// What it would do for them; it may be empty.
        Public benefit: String,
        /// Whose contacts are asked; none: those whose words led to the feature.
        Public segment_id: Option<SegmentId>,
        /// Whether the portal of the product offers it as well.
        Public on_portal: bool,
        /// Since when nobody can answer any more.
        Public ended_at: Option<Timestamp>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// What a contact is asked in a survey, and what they say: once for each contact and survey.
    KanoAnswer, noun "kano_answer", table "kano_answer" {
        Key id: KanoAnswerId,
        Public product_id: ProductId,
        Public survey_id: KanoSurveyId,
        Public contact_id: ContactId,
        Public asked_at: Option<Timestamp>,
        /// How they would feel if they had it.
        Public with_it: Option<Feeling>,
        /// How they would feel if they had it not.
        Public without_it: Option<Feeling>,
        Public answered_at: Option<Timestamp>,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// How somebody would feel with something, or without it: the five usual answers.
    Feeling {
        Like = "like",
        MustBe = "must_be",
        Neutral = "neutral",
        LiveWith = "live_with",
        Dislike = "dislike",
    }
}

words! {
    /// What both answers of a contact say about a feature.
    KanoCategory {
        /// Expected: to lack it hurts, to have it pleases nobody.
        MustBe = "must_be",
        /// To have it pleases, to lack it hurts.
        OneDimensional = "one_dimensional",
        /// To have it pleases, to lack it hurts nobody.
        Attractive = "attractive",
        /// Neither.
        Indifferent = "indifferent",
        /// They would rather not have it.
        Reverse = "reverse",
        /// Both answers contradict each other.
        Questionable = "questionable",
    }
}

impl Feeling {
    /// How the page on which contacts answer calls it.
    pub fn said(self) -> &'static str {
        match self {
            Self::Like => "I would like that",
            Self::MustBe => "I would expect that",
            Self::Neutral => "I would not mind either way",
            Self::LiveWith => "I could live with that",
            Self::Dislike => "I would dislike that",
        }
    }
}

impl KanoCategory {
    /// How a page calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::MustBe => "must-be",
            Self::OneDimensional => "one-dimensional",
            Self::Attractive => "attractive",
            Self::Indifferent => "indifferent",
            Self::Reverse => "reverse",
            Self::Questionable => "questionable",
        }
    }

    /// What it means, in a few words.
    pub fn means(self) -> &'static str {
        match self {
            Self::MustBe => "Expected: lacking it hurts, having it pleases nobody",
            Self::OneDimensional => "Having it pleases, lacking it hurts",
            Self::Attractive => "Having it pleases, nobody misses it",
            Self::Indifferent => "They do not mind either way",
            Self::Reverse => "They would rather not have it",
            Self::Questionable => "Both answers contradict each other",
        }
    }
}

impl KanoAnswer {
    /// Of a contact who is to be asked and has said nothing yet.
    fn asked(id: KanoAnswerId, survey: &KanoSurvey, contact_id: ContactId, now: Timestamp) -> Self {
        let (product_id, survey_id) = (survey.product_id, survey.id);
        let (asked_at, with_it, without_it, answered_at, archived_at) = (None, None, None, None, None);
        let created_at = now;
        Self {
            id,
            product_id,
            survey_id,
            contact_id,
            asked_at,
            with_it,
            without_it,
            answered_at,
            created_at,
            archived_at,
        }
    }
}

impl Upkeep for KanoSurvey {}

impl Upkeep for KanoAnswer {}

/// What a caller learns of a survey.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct KanoSurveyDone {
    pub id: KanoSurveyId,
    /// The key of its feature, such as `INV-34`.
    pub feature: String,
    /// How many contacts are asked.
    pub asked: usize,
}
