//! What customers said, and the needs that it leads to.

pub mod add_feedback;
pub mod add_need;
pub mod asking;
pub mod back_persona;
pub mod capabilities;
pub mod demand;
pub mod edit_need;
pub mod likely;
pub mod link_capability;
pub mod link_quote;
pub mod link_trend;
pub mod merged;
pub mod personas;
pub mod put_feedback_aside;
pub mod queries;
pub mod quotes;
pub mod research;
pub mod rules;
pub mod serve_goal;
pub mod settle_need;
pub mod similar;
pub mod stop_backing_persona;
pub mod stop_serving_goal;
pub mod unlink_capability;
pub mod unlink_quote;
pub mod unlink_trend;
pub mod ways_in;

use crate::market::{ContactId, CustomerId, TrendId};
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::{Upkeep, Words};
use crate::spine::moment::Timestamp;
use crate::spine::text;
use crate::strategy::GoalId;
use uuid::Uuid;

ids! {
    /// One raw thing somebody said.
    FeedbackId,
    /// A passage of a feedback that leads to a need.
    QuoteId,
    /// A problem worth solving.
    NeedId,
    /// That a need serves a goal.
    NeedGoalId,
    /// That a trend explains a need.
    TrendNeedId,
}

item! {
    /// One raw thing somebody said, by a contact or on a customer's behalf.
    Feedback, noun "feedback", table "feedback" {
        Key id: FeedbackId,
        /// The product whose inbox it is in.
        Public product_id: ProductId,
        /// After the dash of its key, which begins with the workspace's prefix.
        Public number: i64,
        Personal body: String,
        Public channel: Channel,
        /// As what they spoke: worker, pet owner, bookkeeper.
        Public said_as: String,
        Public contact_id: Option<ContactId>,
        Public customer_id: Option<CustomerId>,
        /// Joined by commas, in the order given.
        Public tags: String,
        Public state: FeedbackState,
        Public said_at: Timestamp,
        Public recorded_by: Option<PersonId>,
        /// Who sent it, as they say themselves, where it came in by itself. So too the next.
        Personal sender_name: String,
        /// In small letters.
        Personal sender_email: String,
        Personal subject: String,
        /// What a mail answers: the part that its sender did not write.
        Personal quoted: String,
        /// The first feedback of the conversation that it goes on with.
        Public follows_id: Option<FeedbackId>,
        Public created_at: Timestamp,
        /// The feedback of which it is a part now.
        Public merged_into_id: Option<FeedbackId>,
        /// When its words were erased.
        Public erased_at: Option<Timestamp>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// A passage of a feedback that leads to a need; other tools: insight.
    Quote, noun "quote", table "quote" {
        Key id: QuoteId,
        Public product_id: ProductId,
        Public feedback_id: FeedbackId,
        /// In whose text it stands: that of the feedback, or of one that was merged into it.
        Public said_in_id: FeedbackId,
        Public need_id: NeedId,
        /// Whose words they are: the customer of the text.
        Public customer_id: Option<CustomerId>,
        Personal passage: String,
        /// Where it begins in the feedback, in characters.
        Public passage_start: i64,
        /// 1 nice to have, 2 important, 3 critical.
        Public importance: i64,
        /// When it was said: that of the text in which it stands.
        Public said_at: Timestamp,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// A problem worth solving, in the customer's terms; other tools: opportunity.
    Need, noun "need", table "need" {
        Key id: NeedId,
        Public product_id: ProductId,
        Public number: i64,
        Public title: String,
        Large description: String,
        Public state: NeedState,
        Public parent_id: Option<NeedId>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        /// The need that stands for it now.
        Public merged_into_id: Option<NeedId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That a need serves a goal.
    NeedGoal, noun "need_goal", table "need_goal" {
        Key id: NeedGoalId,
        Public product_id: ProductId,
        Public need_id: NeedId,
        Public goal_id: GoalId,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// That a trend explains a need: why it is now.
    TrendNeed, noun "trend_need", table "trend_need" {
        Key id: TrendNeedId,
        Public product_id: ProductId,
        Public trend_id: TrendId,
        Public need_id: NeedId,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// How it reached us.
    Channel {
        Call = "call",
        Chat = "chat",
        Interview = "interview",
        Mail = "mail",
        /// The form of a product, on one of the firm's own pages.
        Form = "form",
        Portal = "portal",
        Survey = "survey",
        Other = "other",
    }
}

words! {
    /// What became of a feedback.
    FeedbackState {
        /// Nobody has made anything of it yet.
        New = "new",
        /// At least one of its passages leads to a need.
        Linked = "linked",
        /// Read, and nothing follows from it.
        Aside = "aside",
    }
}

words! {
    /// How far a need is.
    NeedState { Open = "open", Addressed = "addressed", Satisfied = "satisfied" }
}

impl Upkeep for Feedback {
    fn tally(&self) -> Option<&'static str> {
        Some(if self.archived_at.is_some() { "archived" } else { self.state.as_str() })
    }

    fn labels(&self) -> Vec<String> {
        if self.archived_at.is_some() { Vec::new() } else { text::tags_of(&self.tags) }
    }

    fn words(&self) -> Option<Words> {
        // One index takes an address for one word, the other for several: so it is several in both.
        let address = self.sender_email.replace(['@', '.'], " ");
        let said = [self.subject.as_str(), &self.body, &self.sender_name, &address];
        let said: Vec<&str> = said.into_iter().filter(|words| !words.is_empty()).collect();
        let is_found = self.archived_at.is_none() || self.merged_into_id.is_some();
        is_found.then(|| Words { heading: self.tags.clone(), rest: said.join("\n") })
    }

    fn found_as(&self) -> Option<Uuid> {
        self.merged_into_id.map(|into| into.0)
    }
}

impl Upkeep for Need {
    fn tally(&self) -> Option<&'static str> {
        Some(if self.archived_at.is_some() { "archived" } else { self.state.as_str() })
    }

    fn words(&self) -> Option<Words> {
        let is_found = self.archived_at.is_none() || self.merged_into_id.is_some();
        is_found.then(|| Words { heading: self.title.clone(), rest: self.description.clone() })
    }

    fn found_as(&self) -> Option<Uuid> {
        self.merged_into_id.map(|into| into.0)
    }
}

impl Upkeep for Quote {
    fn asks(&self) -> Option<(Uuid, Uuid)> {
        let customer = self.customer_id.map_or(Uuid::nil(), |customer| customer.0);
        self.archived_at.is_none().then_some((self.need_id.0, customer))
    }
}

impl Upkeep for NeedGoal {}

impl Upkeep for TrendNeed {}
