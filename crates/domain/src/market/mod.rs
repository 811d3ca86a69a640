//! The market: who our customers are, what they pay and whom we know there; and the signals of where it goes.

pub mod add_contact;
pub mod add_customer;
pub mod add_trend;
pub mod archive_trend;
pub mod assess_trend;
pub mod comparison;
pub mod edit_customer;
pub mod edit_trend;
pub mod personas;
pub mod queries;
pub mod restore_trend;
pub mod rules;
pub mod segments;
pub mod trends;

use crate::spine::id::PersonId;
use crate::spine::item::{Upkeep, Words};
use crate::spine::moment::{Day, Timestamp};
use crate::spine::text;

ids! {
    /// A customer: an account.
    CustomerId,
    /// Somebody at a customer.
    ContactId,
    /// A signal of the market.
    TrendId,
}

item! {
    /// An account: who pays us, and how much a year.
    Customer, noun "customer", table "customer" {
        Key id: CustomerId,
        /// After the dash of its key, which begins with the workspace's prefix.
        Public number: i64,
        Personal name: String,
        Personal sort_key: Vec<u8>,
        /// A year, in minor units of the currency.
        Public revenue_minor: i64,
        /// ISO 4217, three letters.
        Public currency: String,
        Public seats: i64,
        /// Joined by commas, in the order given.
        Public tags: String,
        /// On which plan it is, as we call it.
        Public plan: String,
        Public created_at: Timestamp,
        /// The customer that stands for it now.
        Public merged_into_id: Option<CustomerId>,
        Public erased_at: Option<Timestamp>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// Somebody at a customer whom we may, or may not, write to.
    Contact, noun "contact", table "contact" {
        Key id: ContactId,
        Public customer_id: CustomerId,
        Personal name: String,
        Personal sort_key: Vec<u8>,
        Personal email: String,
        Public may_contact: bool,
        /// Where that is known from: a form, a contract, a word.
        Public may_contact_source: String,
        Public created_at: Timestamp,
        /// The contact that stands for them now.
        Public merged_into_id: Option<ContactId>,
        Public erased_at: Option<Timestamp>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// A signal of where the market goes, and how it is assessed. Earlier assessments are in the change log.
    Trend, noun "trend", table "trend" {
        Key id: TrendId,
        /// After the dash of its key, which begins with the workspace's prefix.
        Public number: i64,
        Public title: String,
        /// Where it is known from.
        Public source: String,
        /// What it means for us.
        Large meaning: String,
        Public seen_on: Day,
        /// How much it would change for us, 1 to 5; none: not assessed yet. So too the next.
        Public impact: Option<i64>,
        /// How certain it is to come, 1 to 5.
        Public certainty: Option<i64>,
        /// When it takes effect; none: it does already.
        Public expected_on: Option<Day>,
        /// How many days an assessment holds.
        Public review_days: i64,
        Public reviewed_at: Option<Timestamp>,
        Public reviewed_by: Option<PersonId>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

impl Trend {
    /// When it has to be looked at again; at once where nobody has.
    pub fn due_at(&self) -> Timestamp {
        self.reviewed_at.map_or(self.created_at, |at| at.plus_days(self.review_days))
    }
}

impl Upkeep for Trend {
    fn words(&self) -> Option<Words> {
        let rest = format!("{}\n{}", self.meaning, self.source);
        self.archived_at.is_none().then(|| Words { heading: self.title.clone(), rest })
    }
}

impl Upkeep for Customer {
    fn labels(&self) -> Vec<String> {
        if self.archived_at.is_some() { Vec::new() } else { text::tags_of(&self.tags) }
    }
}
impl Upkeep for Contact {}
