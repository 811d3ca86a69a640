//! Customers and the people there: one row for each contact, the account's figures repeated.

use super::table::Table;
use super::{Outcome, Place, Row, fingerprint, joined, kept_as_it_was, known, remember};
use crate::market::CustomerId;
use crate::market::add_contact::AddContact;
use crate::market::add_customer::AddCustomer;
use crate::market::edit_customer::EditCustomer;
use crate::spine::refusal::Result;
use crate::spine::run::run;

/// Where customers and contacts of imports are remembered, whichever file they came from.
pub const SOURCE: &str = "customers";

/// One contact with its account.
pub struct ContactRow {
    line: usize,
    customer: AddCustomer,
    /// How other files name this person, such as by `user_id`.
    reference: String,
    contact: String,
    email: String,
    may_contact: bool,
    may_contact_source: String,
}

/// Columns: `customer`, and as far as known `segment revenue currency seats contact email may_contact
/// may_contact_source reference`. A row without a contact brings in the account alone.
pub fn read(bytes: &[u8]) -> Result<Vec<ContactRow>> {
    let table = Table::read(bytes)?;
    table.must_have(&["customer"])?;
    let rows = table.rows().map(|row| {
        let text = |column: &str| row.get(column).to_owned();
        ContactRow {
            line: row.line,
            customer: AddCustomer {
                name: text("customer"),
                segment: text("segment"),
                revenue: text("revenue"),
                currency: text("currency"),
                seats: text("seats"),
            },
            reference: text("reference"),
            contact: text("contact"),
            email: text("email").to_lowercase(),
            may_contact: ["yes", "true", "1"].contains(&row.get("may_contact").to_lowercase().as_str()),
            may_contact_source: text("may_contact_source"),
        }
    });
    Ok(rows.collect())
}

impl Row for ContactRow {
    fn line(&self) -> usize {
        self.line
    }

    fn shown(&self) -> (String, String) {
        let AddCustomer { name, segment, revenue, currency, .. } = &self.customer;
        let title = if self.contact.is_empty() { name } else { &self.contact };
        let account = if self.contact.is_empty() { "" } else { name };
        (title.clone(), joined(&[account, &self.email, segment, format!("{revenue} {currency}").trim()]))
    }

    fn bring_in(&self, place: &Place<'_>) -> Result<Outcome> {
        let (customer, account) = self.account(place)?;
        if self.contact.is_empty() {
            return Ok(account);
        }
        let key = contact_key(&self.known_by());
        let may = if self.may_contact { "yes" } else { "no" };
        let print = fingerprint(&[&self.contact, &self.email, may, &self.may_contact_source]);
        match known(place.tx, place.actor.workspace, SOURCE, &key)? {
            Some(known) if known.fingerprint == print => return Ok(Outcome::Merged),
            Some(_) => return kept_as_it_was(),
            None => {}
        }
        let command = AddContact {
            customer,
            name: self.contact.clone(),
            email: self.email.clone(),
            may_contact: self.may_contact,
            may_contact_source: self.may_contact_source.clone(),
        };
        let made = run(place.tx, place.actor, place.moment, &command)?;
        remember(place, SOURCE, &key, made.done.id, &print)?;
        Ok(Outcome::Made)
    }
}

/// How a contact of this file is remembered, by what the row knows them by.
pub(super) fn contact_key(known_by: &str) -> String {
    format!("contact {known_by}")
}

impl ContactRow {
    /// The reference, else the address, else the name at its account.
    fn known_by(&self) -> String {
        match (self.reference.as_str(), self.email.as_str()) {
            ("", "") => format!("{} of {}", self.contact.to_lowercase(), self.customer.name.to_lowercase()),
            ("", email) => email.to_owned(),
            (reference, _) => reference.to_owned(),
        }
    }

    /// The account of the row: made, or brought up to date.
    fn account(&self, place: &Place<'_>) -> Result<(CustomerId, Outcome)> {
        let AddCustomer { name, segment, revenue, currency, seats } = self.customer.clone();
        let key = format!("customer {}", name.to_lowercase());
        let print = fingerprint(&[&name, &segment, &revenue, &currency, &seats]);
        let (id, outcome) = match known(place.tx, place.actor.workspace, SOURCE, &key)? {
            Some(known) if known.fingerprint == print => {
                return Ok((CustomerId(known.item_id), Outcome::Merged));
            }
            Some(known) => {
                let customer = CustomerId(known.item_id);
                let command = EditCustomer { customer, name, segment, revenue, currency, seats };
                (run(place.tx, place.actor, place.moment, &command)?.done.id, Outcome::Merged)
            }
            None => (run(place.tx, place.actor, place.moment, &self.customer)?.done.id, Outcome::Made),
        };
        remember(place, SOURCE, &key, id, &print)?;
        Ok((id, outcome))
    }
}
