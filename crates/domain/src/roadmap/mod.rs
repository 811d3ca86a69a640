//! Our answers to the needs: features, where they stand on the roadmap, and what manager and owner agreed about them.

pub mod acknowledge_feature;
pub mod add_feature;
pub mod agreement;
pub mod answer_need;
pub mod archive_feature;
pub mod assumptions;
pub mod bring_capability;
pub mod capabilities;
pub mod discuss_feature;
pub mod edit_feature;
mod in_product;
pub mod move_feature;
pub mod offer_feature;
pub mod queries;
pub(crate) mod ranks;
pub mod restore_feature;
pub mod rules;
pub mod schedule_feature;
pub mod score_feature;
pub mod scoring;
pub mod send_back_feature;
pub mod settle_feature;
pub mod stop_answering_need;
pub mod stop_bringing_capability;
pub mod take_feature;
pub mod withdraw_offer;

pub use in_product::{FeatureDone, InProduct};

use crate::discovery::NeedId;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::{Upkeep, Words};
use crate::spine::moment::{Day, Timestamp};
use crate::spine::rank::Rank;
use crate::spine::refusal::Result;

ids! {
    /// Our answer to one or more needs.
    FeatureId,
    /// That a feature answers a need.
    FeatureNeedId,
    /// One entry of the thread in which manager and owner agree.
    AgreementEntryId,
}

item! {
    /// Our answer to one or more needs: the actionable requirement and the unit of the roadmap; elsewhere: epic.
    ///
    /// It carries three facts and never one: its decision, its delivery (read from its stories), its outcome.
    Feature, noun "feature", table "feature" {
        Key id: FeatureId,
        Public product_id: ProductId,
        Public number: i64,
        Public title: String,
        Large problem: String,
        Large who_for: String,
        Large outcome_measure: String,
        Large in_scope: String,
        Large not_in_scope: String,
        Large constraints: String,
        Large open_questions: String,
        Large design_links: String,
        Large evidence: String,
        Public decision: Decision,
        /// Why it was sent back, parked, declined, stopped.
        Public decision_reason: String,
        Public decided_at: Timestamp,
        Public horizon: Option<Horizon>,
        /// The manager's order on the roadmap.
        Public rank: Rank,
        /// When it is planned for, from and to, both included.
        Public starts_on: Option<Day>,
        Public ends_on: Option<Day>,
        Public date_precision: Option<Precision>,
        /// RICE: how many customers it reaches in a quarter.
        Public reach: Option<i64>,
        /// RICE: 25 minimal, 50 low, 100 medium, 200 high, 300 massive.
        Public impact_percent: Option<i64>,
        /// RICE: 0 to 100.
        Public confidence_percent: Option<i64>,
        /// RICE: in tenths of a person-month.
        Public effort_tenths: Option<i64>,
        /// Who took it.
        Public owner_id: Option<PersonId>,
        /// The newest change of its fields that the owner has seen and agreed to.
        Public acknowledged_seq: Option<i64>,
        /// When the owner declared it complete: enough, not necessarily all.
        Public completed_at: Option<Timestamp>,
        Public completion_reason: String,
        Public outcome: Outcome,
        Public outcome_reason: String,
        Public concluded_at: Option<Timestamp>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That a feature answers a need.
    FeatureNeed, noun "feature_need", table "feature_need" {
        Key id: FeatureNeedId,
        Public product_id: ProductId,
        Public feature_id: FeatureId,
        Public need_id: NeedId,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// One entry of the thread in which manager and owner agree on a feature.
    AgreementEntry, noun "agreement_entry", table "agreement_entry" {
        Key id: AgreementEntryId,
        Public product_id: ProductId,
        Public feature_id: FeatureId,
        Public kind: EntryKind,
        Large body: String,
        /// Of an acknowledgement: the one field whose change was taken, and up to which change; none: all of them.
        Public field: Option<FeatureText>,
        Public taken_seq: Option<i64>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// What people decided about a feature.
    Decision {
        Idea = "idea",
        Shaping = "shaping",
        /// The manager offers it to the owner.
        Offered = "offered",
        /// The owner has taken it: stories may be written under it.
        Taken = "taken",
        Parked = "parked",
        Declined = "declined",
        Stopped = "stopped",
        Merged = "merged",
    }
}

words! {
    /// When it is meant to come, without dates.
    Horizon { Now = "now", Next = "next", Later = "later" }
}

words! {
    /// How exact a planned time is.
    Precision { Day = "day", Month = "month", Quarter = "quarter" }
}

words! {
    /// Whether a feature helped those who asked for it.
    Outcome { Unknown = "unknown", Helped = "helped", Partly = "partly", Not = "not" }
}

words! {
    /// What an entry of the thread says.
    EntryKind {
        Offered = "offered",
        Asked = "asked",
        Answered = "answered",
        SentBack = "sent_back",
        Taken = "taken",
        Withdrawn = "withdrawn",
        Acknowledged = "acknowledged",
        Rescheduled = "rescheduled",
    }
}

words! {
    /// Which text of a feature.
    FeatureText {
        Title = "title",
        Problem = "problem",
        WhoFor = "who_for",
        OutcomeMeasure = "outcome_measure",
        InScope = "in_scope",
        NotInScope = "not_in_scope",
        Constraints = "constraints",
        OpenQuestions = "open_questions",
        DesignLinks = "design_links",
        Evidence = "evidence",
    }
}

impl Upkeep for Feature {
    fn tally(&self) -> Option<&'static str> {
        Some(if self.archived_at.is_some() { "archived" } else { self.decision.as_str() })
    }

    fn words(&self) -> Option<Words> {
        let rest = [&self.problem, &self.who_for, &self.in_scope];
        let rest = rest.into_iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>().join("\n");
        self.archived_at.is_none().then(|| Words { heading: self.title.clone(), rest })
    }
}

impl Upkeep for FeatureNeed {}

impl Upkeep for AgreementEntry {}
