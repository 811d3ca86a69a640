//! Whose words the notes of an interview are: kept the same on the interview, its feedback and its quotes.

use super::Interview;
use crate::discovery::{Feedback, Quote};
use crate::market::{Contact, ContactId, Customer, CustomerId};
use crate::spine::desk::Desk;
use crate::spine::item::Item;
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::{Refusal, Result};

/// Quotes of one interview at most.
const QUOTES_MAX: i64 = 500;

/// A contact with its customer, or a customer alone, or nobody whom we know.
pub(super) fn speaker(
    desk: &Desk<'_>,
    contact: Option<ContactId>,
    customer: Option<CustomerId>,
) -> Result<(Option<ContactId>, Option<CustomerId>)> {
    let Some(contact) = contact else {
        let customer = customer.map(|id| desk.load::<Customer>(id)).transpose()?;
        return Ok((None, customer.map(|customer| customer.id)));
    };
    let contact: Contact = desk.load(contact)?;
    if customer.is_some_and(|customer| customer != contact.customer_id) {
        return Refusal::invalid(
            "customer",
            "The contact belongs to another customer; leave the customer out.",
        );
    }
    Ok((Some(contact.id), Some(contact.customer_id)))
}

/// Noon of the day on which it was held, and never later than now.
pub(super) fn said_at(held_on: Day, now: Timestamp) -> Timestamp {
    let days = Day::of(Timestamp(0).day_in("UTC")).days_until(held_on);
    Timestamp(0).plus_days(days).plus_seconds(12 * 3_600).min(now)
}

/// The quotes of its notes, also those that were archived.
pub(super) fn quotes(desk: &Desk<'_>, interview: &Interview) -> Result<Vec<Quote>> {
    let Some(feedback) = interview.feedback_id else { return Ok(Vec::new()) };
    let sql = format!(
        "{} where workspace_id = $1 and feedback_id = $2 order by created_at, id limit $3",
        Quote::select()
    );
    Ok(desk.tx.all(&sql, &[&desk.workspace(), &feedback, &QUOTES_MAX])?)
}

/// Stores the interview, and says of its notes and their quotes the same: who spoke, when, and whether they are archived.
pub(super) fn store(desk: &Desk<'_>, before: &Interview, after: &Interview) -> Result<()> {
    desk.change(before, after)?;
    let Some(feedback) = after.feedback_id else { return Ok(()) };
    let feedback: Feedback = desk.load(feedback)?;
    let said_at =
        if before.held_on == after.held_on { feedback.said_at } else { said_at(after.held_on, desk.now()) };
    for quote in quotes(desk, after)? {
        // What was archived together comes back together.
        let archived_at = match (before.archived_at, after.archived_at) {
            (None, Some(at)) => quote.archived_at.or(Some(at)),
            (Some(at), None) => quote.archived_at.filter(|own| *own != at),
            _ => quote.archived_at,
        };
        let told = Quote { customer_id: after.customer_id, said_at, archived_at, ..quote.clone() };
        desk.change(&quote, &told)?;
    }
    let told = Feedback {
        contact_id: after.contact_id,
        customer_id: after.customer_id,
        said_as: after.said_as.clone(),
        said_at,
        archived_at: after.archived_at,
        ..feedback.clone()
    };
    desk.change(&feedback, &told)
}
