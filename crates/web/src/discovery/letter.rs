//! A feedback in whole: whose words they are, which of its passages lead where, and where more of it is likely to lead.

use std::collections::BTreeMap;

use domain::communication::responses::{Answered, answered_by};
use domain::discovery::queries::{self, NeedRow, QuoteRow};
use domain::discovery::research::queries::{NotesOf, interview_of};
use domain::discovery::{Feedback, NeedId};
use domain::market::segments::members::segments_of;
use domain::market::segments::queries::segments;
use domain::market::{Contact, Customer};
use domain::people::Product;
use domain::spine::item::Item;
use domain::spine::refusal::Result;

use super::passages::pieces;
use crate::attachments::attached_part::Attached;
use crate::shell::money;
use crate::visit::Visit;

/// The feedback that is open, with whose words they are and where they lead.
pub struct Letter {
    pub feedback: Feedback,
    pub key: String,
    pub pieces: Vec<(String, bool)>,
    pub contact: Option<Contact>,
    pub customer: Option<Customer>,
    pub quotes: Vec<QuoteRow>,
    /// The question that it answers.
    pub answered: Option<Answered>,
    /// The interview of which it is the notes.
    pub interview: Option<NotesOf>,
    /// The segments that the customer is in.
    pub segments: Vec<String>,
    /// The customer's name, or the contact's.
    pub speaker: String,
    pub attached: Attached,
}

impl Letter {
    pub fn by_number(visit: &Visit<'_>, number: i64) -> Result<Self> {
        Self::of(visit, queries::feedback(visit.tx, &visit.actor, number)?)
    }

    pub fn of(visit: &Visit<'_>, feedback: Feedback) -> Result<Self> {
        let workspace = visit.actor.workspace;
        let contact =
            feedback.contact_id.map(|id| Contact::load(visit.tx, workspace, id.0)).transpose()?.flatten();
        let customer =
            feedback.customer_id.map(|id| Customer::load(visit.tx, workspace, id.0)).transpose()?.flatten();
        let quotes = queries::quotes_of_feedback(visit.tx, &visit.actor, &feedback)?;
        let segments = match &customer {
            Some(customer) => {
                let all = visit.tx.together(segments(&visit.actor)?)?;
                let of = segments_of(visit.tx, &visit.actor, customer.id, &all)?;
                of.into_iter().map(|known| known.name.clone()).collect()
            }
            None => Vec::new(),
        };
        let answered = answered_by(visit.tx, &visit.actor, &feedback)?;
        let key = format!("{}-{}", visit.workspace.prefix, feedback.number);
        let named = customer.as_ref().map(|customer| customer.name.clone());
        let named = named.or(contact.as_ref().map(|contact| contact.name.clone()));
        let speaker = named.unwrap_or_else(|| "Somebody".into());
        Ok(Self {
            attached: Attached::load(visit, &key, feedback.id.0, Some(feedback.product_id))?,
            key,
            speaker,
            pieces: pieces(&feedback.body, &quotes),
            contact,
            customer,
            quotes,
            segments,
            answered,
            interview: interview_of(visit.tx, &visit.actor, feedback.id)?,
            feedback,
        })
    }

    pub fn revenue(&self) -> String {
        self.customer
            .as_ref()
            .map(|customer| money(customer.revenue_minor, &customer.currency))
            .unwrap_or_default()
    }

    /// One quote for each need that the words lead to.
    pub fn leads_to(&self) -> Vec<&QuoteRow> {
        let needs: BTreeMap<i64, &QuoteRow> =
            self.quotes.iter().map(|quote| (quote.need_number, quote)).collect();
        needs.into_values().collect()
    }

    pub fn tags(&self) -> Vec<String> {
        domain::spine::text::tags_of(&self.feedback.tags)
    }
}

/// The likely needs of a feedback, without those to which its words lead already.
pub fn likely(
    visit: &Visit<'_>,
    product: &Product,
    letter: &Letter,
    needs: &[NeedRow],
) -> Result<Vec<NeedRow>> {
    let words = visit.caller.house.needs_in_words.of(visit, product)?;
    let found = words.needs(&letter.feedback.body);
    let is_open = |id: &NeedId| letter.quotes.iter().all(|quote| quote.need_id != *id);
    let row = |id: NeedId| needs.iter().find(|need| need.id == id).cloned();
    Ok(found.into_iter().filter(is_open).filter_map(row).collect())
}
