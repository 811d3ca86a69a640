//! Does it work, does it meet the need: the owner's verdicts on criteria, and what was accepted or sent back.

pub mod accept_story;
pub mod complete_feature;
pub mod give_verdict;
pub mod meet_all_criteria;
pub mod queries;
pub mod reactions;
pub mod rules;
pub mod send_back_story;

use crate::backlog::{CriterionId, StoryId};
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::Upkeep;
use crate::spine::moment::Timestamp;

ids! {
    /// That a criterion is met or not.
    VerdictId,
    /// That a story was accepted or sent back.
    AcceptanceId,
}

item! {
    /// That a criterion is met or not. The newest of a criterion counts; earlier ones are archived.
    Verdict, noun "verdict", table "verdict" {
        Key id: VerdictId,
        Public product_id: ProductId,
        Public story_id: StoryId,
        Public criterion_id: CriterionId,
        Public met: bool,
        /// What was seen.
        Public evidence: String,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That a story was accepted or sent back, and why.
    Acceptance, noun "acceptance", table "acceptance" {
        Key id: AcceptanceId,
        Public product_id: ProductId,
        Public story_id: StoryId,
        Public ruling: Ruling,
        /// The sentence that stands for criteria, the reason in spite of one not met, or why it was sent back.
        Public reason: String,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// What the owner ruled.
    Ruling { Accepted = "accepted", SentBack = "sent_back" }
}

impl Upkeep for Verdict {}

impl Upkeep for Acceptance {}
