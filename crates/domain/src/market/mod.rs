//! Who our customers are: accounts with what they pay, and the people there.

pub mod add_contact;
pub mod add_customer;
pub mod edit_customer;
pub mod queries;
pub mod rules;

use crate::spine::item::Upkeep;
use crate::spine::moment::Timestamp;

ids! {
    /// A customer: an account.
    CustomerId,
    /// Somebody at a customer.
    ContactId,
}

item! {
    /// An account: who pays us, and how much a year.
    Customer, noun "customer", table "customer" {
        Key id: CustomerId,
        /// After the dash of its key, which begins with the workspace's prefix.
        Public number: i64,
        Personal name: String,
        Personal sort_key: Vec<u8>,
        Public segment: String,
        /// A year, in minor units of the currency.
        Public revenue_minor: i64,
        /// ISO 4217, three letters.
        Public currency: String,
        Public seats: i64,
        Public created_at: Timestamp,
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
        Public archived_at: Option<Timestamp>,
    }
}

impl Upkeep for Customer {}
impl Upkeep for Contact {}
