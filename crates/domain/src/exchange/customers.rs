//! Customers and the people there: one row for each contact, the account's figures repeated.

use std::collections::HashMap;

use database::Tx;

use super::table::{Sheet, Table};
use super::{Outcome, Place, Row, fingerprint, joined, kept_as_it_was, known, remember};
use crate::market::CustomerId;
use crate::market::add_contact::AddContact;
use crate::market::add_customer::AddCustomer;
use crate::market::edit_customer::EditCustomer;
use crate::market::segments::Basis;
use crate::market::segments::members::memberships;
use crate::market::segments::queries::{Known, segments};
use crate::spine::actor::Actor;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::run;

/// Where customers and contacts of imports are remembered, whichever file they came from.
pub const SOURCE: &str = "customers";

/// One contact with its account.
pub struct ContactRow {
    line: usize,
    /// What the file does not say stays as it is.
    says: Says,
    customer: AddCustomer,
    /// How other files name this person, such as by `user_id`.
    reference: String,
    contact: String,
    email: String,
    may_contact: bool,
    may_contact_source: String,
}

/// Which columns a file has that may be left out.
#[derive(Clone, Copy)]
struct Says {
    segments: bool,
    tags: bool,
    plan: bool,
}

/// Columns: `customer`, and as far as known `segments tags plan revenue currency seats contact email may_contact
/// may_contact_source reference`; `segment` is read as `segments`. A row without a contact brings in the account alone.
pub fn read(bytes: &[u8]) -> Result<Vec<ContactRow>> {
    let table = Table::read(bytes)?;
    table.must_have(&["customer"])?;
    let says = Says {
        segments: table.has("segments") || table.has("segment"),
        tags: table.has("tags"),
        plan: table.has("plan"),
    };
    let rows = table.rows().map(|row| {
        let text = |column: &str| row.get(column).to_owned();
        ContactRow {
            line: row.line,
            says,
            customer: AddCustomer {
                name: text("customer"),
                segments: text(if table.has("segments") { "segments" } else { "segment" }),
                tags: text("tags"),
                plan: text("plan"),
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
        let AddCustomer { name, segments, revenue, currency, .. } = &self.customer;
        let title = if self.contact.is_empty() { name } else { &self.contact };
        let account = if self.contact.is_empty() { "" } else { name };
        (title.clone(), joined(&[account, &self.email, segments, format!("{revenue} {currency}").trim()]))
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
            Some(known) if known.is_merged || known.fingerprint == print => return Ok(Outcome::Merged),
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
        let AddCustomer { name, segments, tags, plan, revenue, currency, seats } = self.customer.clone();
        let key = format!("customer {}", name.to_lowercase());
        let print = fingerprint(&[&name, &segments, &revenue, &currency, &seats, &tags, &plan]);
        let (id, outcome) = match known(place.tx, place.actor.workspace, SOURCE, &key)? {
            Some(known) if known.is_merged || known.fingerprint == print => {
                return Ok((CustomerId(known.item_id), Outcome::Merged));
            }
            Some(known) => {
                let customer = CustomerId(known.item_id);
                let segments = Some(segments).filter(|_| self.says.segments);
                let tags = Some(tags).filter(|_| self.says.tags);
                let plan = Some(plan).filter(|_| self.says.plan);
                let command = EditCustomer { customer, name, segments, tags, plan, revenue, currency, seats };
                (run(place.tx, place.actor, place.moment, &command)?.done.id, Outcome::Merged)
            }
            None => (run(place.tx, place.actor, place.moment, &self.customer)?.done.id, Outcome::Made),
        };
        remember(place, SOURCE, &key, id, &print)?;
        Ok((id, outcome))
    }
}

database::row! {
    struct Line {
        id: CustomerId,
        customer: String,
        tags: String,
        plan: String,
        revenue_minor: i64,
        currency: String,
        seats: i64,
        contact: Option<String>,
        email: Option<String>,
        may_contact: Option<bool>,
        may_contact_source: Option<String>,
    }
}

const COLUMNS: [&str; 11] = [
    "customer",
    "segments",
    "tags",
    "plan",
    "revenue",
    "currency",
    "seats",
    "contact",
    "email",
    "may_contact",
    "may_contact_source",
];

/// Every customer with its contacts, as a file that can be read back: a line for each contact, the account repeated. Of
/// segments those by hand; a rule fills the others by itself.
pub fn write(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<u8>> {
    actor.must_in_workspace(Permission::ManageCustomers)?;
    let sql = "
        select c.id, c.name as customer, c.tags, c.plan, c.revenue_minor, c.currency, c.seats, k.name as contact,
               k.email, k.may_contact, k.may_contact_source
          from customer c
          left join contact k on k.workspace_id = c.workspace_id and k.customer_id = c.id and k.archived_at is null
           and k.erased_at is null
         where c.workspace_id = $1 and c.archived_at is null and c.erased_at is null
         order by c.sort_key, c.id, k.sort_key, k.id
         limit 50000";
    let lines: Vec<Line> = tx.all(sql, &[&actor.workspace])?;
    let by_hand: Vec<Known> =
        tx.together(segments(actor)?)?.into_iter().filter(|known| known.rule.basis == Basis::Hand).collect();
    let mut named: HashMap<CustomerId, Vec<&str>> = HashMap::new();
    for one in memberships(tx, actor, &by_hand)? {
        let known = by_hand.iter().find(|known| known.rule.id == one.segment_id);
        named.entry(one.customer_id).or_default().extend(known.map(|known| known.name.as_str()));
    }
    let mut sheet = Sheet::with(&COLUMNS)?;
    for line in &lines {
        let segments = named.get(&line.id).map(|names| names.join(", ")).unwrap_or_default();
        let revenue = format!("{}.{:02}", line.revenue_minor / 100, line.revenue_minor % 100);
        let may = line.may_contact.map_or("", |may| if may { "yes" } else { "no" });
        let text = |part: &Option<String>| part.clone().unwrap_or_default();
        let cells = [
            line.customer.clone(),
            segments,
            line.tags.clone(),
            line.plan.clone(),
            revenue,
            line.currency.clone(),
            line.seats.to_string(),
            text(&line.contact),
            text(&line.email),
            may.into(),
            text(&line.may_contact_source),
        ];
        sheet.row(&cells)?;
    }
    sheet.done()
}
