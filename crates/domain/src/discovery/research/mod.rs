//! What we set out to learn: studies, and interviews whose notes are feedback like any other.

pub mod add_interview;
pub mod add_study;
pub mod answer_consent;
pub mod archive_interview;
pub mod archive_study;
pub mod edit_interview;
pub mod edit_study;
pub mod queries;
pub mod restore_interview;
pub mod restore_study;
pub mod rules;
pub mod set_method;
pub mod settle_study;
mod speaker;
pub mod write_notes;

use serde::Serialize;

use super::FeedbackId;
use crate::market::{ContactId, CustomerId};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::{Upkeep, Words};
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::Result;

ids! {
    /// A question that we set out to answer.
    StudyId,
    /// A talk with somebody, for a study.
    InterviewId,
}

item! {
    /// A question that we set out to answer, by whom and how, and what came of it.
    Study, noun "study", table "study" {
        Key id: StudyId,
        Public product_id: ProductId,
        /// After the dash of its key.
        Public number: i64,
        Public question: String,
        Public method: Method,
        /// Whom we look for.
        Large people: String,
        Large plan: String,
        Large findings: String,
        Public state: StudyState,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// A talk with somebody, for a study. Its notes are a feedback: one row, one text, nothing copied.
    Interview, noun "interview", table "interview" {
        Key id: InterviewId,
        Public product_id: ProductId,
        /// After the dash of its key.
        Public number: i64,
        Public study_id: StudyId,
        Public held_on: Day,
        Public contact_id: Option<ContactId>,
        /// The contact's customer, or a customer of whom nobody is named.
        Public customer_id: Option<CustomerId>,
        /// As what they spoke, without a name: bookkeeper, 12 staff.
        Public said_as: String,
        /// None: nobody has asked yet.
        Public consent: Option<Consent>,
        /// How it was given: in writing, on the recording.
        Public consent_how: String,
        Public consent_on: Option<Day>,
        Public feedback_id: Option<FeedbackId>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// How a question is answered.
    Method {
        Interviews = "interviews",
        Survey = "survey",
        UsabilityTest = "usability_test",
        FieldVisit = "field_visit",
        Data = "data",
    }
}

impl Method {
    /// How a page calls it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Interviews => "interviews",
            Self::Survey => "a survey",
            Self::UsabilityTest => "a usability test",
            Self::FieldVisit => "a field visit",
            Self::Data => "data",
        }
    }
}

words! {
    /// How far a study is.
    StudyState { Planned = "planned", Running = "running", Concluded = "concluded" }
}

words! {
    /// Whether somebody agrees that what they say is kept.
    Consent { Given = "given", Refused = "refused" }
}

impl Upkeep for Study {
    fn words(&self) -> Option<Words> {
        let rest = [&self.people, &self.plan, &self.findings].map(String::as_str).join("\n");
        self.archived_at.is_none().then(|| Words { heading: self.question.clone(), rest })
    }
}

/// What was said in it is found by the words of its feedback.
impl Upkeep for Interview {}

/// What a command did to a study.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct StudyDone {
    pub id: StudyId,
    /// After the dash of its key.
    pub number: i64,
    /// Such as `INV-71`.
    pub key: String,
}

/// What a command did to an interview.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct InterviewDone {
    pub id: InterviewId,
    /// Such as `INV-72`.
    pub key: String,
}

/// A study together with its product.
#[derive(Clone, Debug)]
pub struct StudyInProduct {
    pub study: Study,
    pub product: Product,
}

impl StudyInProduct {
    fn load(desk: &Desk<'_>, id: StudyId) -> Result<Self> {
        let study: Study = desk.load(id)?;
        let product = desk.load(study.product_id.0)?;
        Ok(Self { study, product })
    }

    fn done(&self) -> StudyDone {
        let (id, number) = (self.study.id, self.study.number);
        StudyDone { id, number, key: format!("{}-{number}", self.product.prefix) }
    }
}

/// An interview together with its product.
#[derive(Clone, Debug)]
pub struct InterviewInProduct {
    pub interview: Interview,
    pub product: Product,
}

impl InterviewInProduct {
    fn load(desk: &Desk<'_>, id: InterviewId) -> Result<Self> {
        let interview: Interview = desk.load(id)?;
        let product = desk.load(interview.product_id.0)?;
        Ok(Self { interview, product })
    }

    fn done(&self) -> InterviewDone {
        let key = format!("{}-{}", self.product.prefix, self.interview.number);
        InterviewDone { id: self.interview.id, key }
    }
}
