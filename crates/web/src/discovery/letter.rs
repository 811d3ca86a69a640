//! A feedback in whole: whose words they are, which of its passages lead where, and where more of it is likely to lead.

use std::collections::BTreeMap;

use domain::communication::responses::{Answered, answered_by};
use domain::discovery::merged;
use domain::discovery::queries::{self, NeedRow};
use domain::discovery::quotes::{QuoteRow, quotes_of_feedback};
use domain::discovery::research::queries::{NotesOf, interview_of};
use domain::discovery::ways_in::queries::{Beside, conversation};
use domain::discovery::{Feedback, NeedId};
use domain::market::segments::members::segments_of;
use domain::market::segments::queries::segments;
use domain::market::{Contact, Customer};
use domain::people::Product;
use domain::spine::item::Item;
use domain::spine::moment::Timestamp;
use domain::spine::refusal::Result;

use super::passages::pieces;
use crate::attachments::attached_part::Attached;
use crate::shell::money;
use crate::visit::Visit;

/// What was merged into the feedback, as it was said.
pub struct Part {
    pub key: String,
    pub speaker: String,
    pub channel: &'static str,
    pub said_at: Timestamp,
    pub pieces: Vec<(String, bool)>,
}

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
    /// The customer's name, or the contact's, or as whoever sent it calls themselves.
    pub speaker: String,
    /// What was merged into it.
    pub parts: Vec<Part>,
    pub attached: Attached,
    /// The other feedback of the same conversation.
    pub conversation: Vec<Beside>,
}

impl Letter {
    /// The feedback with this number; of one that was merged, the one that stands for it.
    pub fn by_number(visit: &Visit<'_>, number: i64) -> Result<Self> {
        let feedback = queries::feedback(visit.tx, &visit.actor, number)?;
        let stands =
            feedback.merged_into_id.map(|into| Feedback::load(visit.tx, visit.actor.workspace, into.0));
        Self::of(visit, stands.transpose()?.flatten().unwrap_or(feedback))
    }

    pub fn of(visit: &Visit<'_>, feedback: Feedback) -> Result<Self> {
        let workspace = visit.actor.workspace;
        let contact =
            feedback.contact_id.map(|id| Contact::load(visit.tx, workspace, id.0)).transpose()?.flatten();
        let customer =
            feedback.customer_id.map(|id| Customer::load(visit.tx, workspace, id.0)).transpose()?.flatten();
        let quotes = quotes_of_feedback(visit.tx, &visit.actor, &feedback)?;
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
        let sent_by =
            [&feedback.sender_name, &feedback.sender_email].into_iter().find(|name| !name.is_empty());
        let speaker = named.or(sent_by.cloned()).unwrap_or_else(|| "Somebody".into());
        let own: Vec<QuoteRow> =
            quotes.iter().filter(|quote| quote.said_in_id == feedback.id).cloned().collect();
        Ok(Self {
            attached: Attached::load(visit, &key, feedback.id.0, Some(feedback.product_id))?,
            key,
            speaker,
            pieces: pieces(&feedback.body, &own),
            parts: parts(visit, &feedback, &quotes)?,
            contact,
            customer,
            quotes,
            segments,
            answered,
            interview: interview_of(visit.tx, &visit.actor, feedback.id)?,
            conversation: conversation(visit.tx, &visit.actor, &feedback)?,
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

    /// Whether it came from an address of which nobody knows whose it is.
    pub fn is_unknown(&self) -> bool {
        self.contact.is_none() && !self.feedback.sender_email.is_empty()
    }

    pub fn tags(&self) -> Vec<String> {
        domain::spine::text::tags_of(&self.feedback.tags)
    }
}

/// What was merged into a feedback, with the passages marked that lead somewhere.
fn parts(visit: &Visit<'_>, feedback: &Feedback, quotes: &[QuoteRow]) -> Result<Vec<Part>> {
    let workspace = visit.actor.workspace;
    let speakers = merged::speakers_of_parts(visit.tx, workspace, feedback.id)?;
    let part = |part: Feedback| {
        let own: Vec<QuoteRow> = quotes.iter().filter(|quote| quote.said_in_id == part.id).cloned().collect();
        let speaker = speakers.iter().find(|one| one.id == part.id).and_then(|one| one.name.clone());
        Part {
            key: format!("{}-{}", visit.workspace.prefix, part.number),
            speaker: speaker.unwrap_or_else(|| "Somebody".into()),
            channel: part.channel.as_str(),
            said_at: part.said_at,
            pieces: pieces(&part.body, &own),
        }
    };
    Ok(merged::parts(visit.tx, workspace, feedback.id)?.into_iter().map(part).collect())
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
