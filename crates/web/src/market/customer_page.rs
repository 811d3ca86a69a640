//! One customer: what it pays, in which segments it is, whom we know there, and what it asked for.

use askama::Template;
use domain::market::queries::{
    NeedAsked, contacts, customer_numbered, merged_contacts, merged_into, needs_asked,
};
use domain::market::segments::Basis;
use domain::market::segments::members::segments_of;
use domain::market::segments::queries::{Known, segments};
use domain::market::{Contact, Customer};
use domain::spine::refusal::Result;
use domain::spine::rights::Permission;

use crate::answer;
use crate::line::history::{Entry, of_item};
use crate::shell::{Frame, Here, hue, initials, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 20;
const SHOWS: [&str; 6] = ["customer", "contact", "segment", "segment_condition", "segment_customer", "quote"];

#[derive(Template)]
#[template(path = "market/customer.html")]
struct CustomerPage {
    frame: Frame,
    customer: Customer,
    contacts: Vec<Contact>,
    segments: Vec<Known>,
    needs: Vec<NeedAsked>,
    history: Vec<Entry>,
    /// What was merged into it.
    merged: Vec<Customer>,
    /// Contacts that were merged into those who are known now.
    merged_contacts: Vec<Contact>,
    may_manage: bool,
    may_erase: bool,
}

/// The page of the customer with this number.
pub fn render(visit: &Visit<'_>, number: i64) -> Result<Vec<u8>> {
    let (tx, actor) = (visit.tx, &visit.actor);
    let customer = customer_numbered(tx, actor, number)?;
    let all = tx.together(segments(actor)?)?;
    let page = CustomerPage {
        frame: Frame::of_workspace(visit, Here::Customers, &SHOWS)?,
        contacts: contacts(tx, actor, customer.id)?,
        segments: segments_of(tx, actor, customer.id, &all)?.into_iter().cloned().collect(),
        needs: needs_asked(tx, actor, customer.id)?,
        history: of_item(visit, customer.id.0, HISTORY_SHOWN)?,
        merged: merged_into(tx, actor, customer.id)?,
        merged_contacts: merged_contacts(tx, actor, customer.id)?,
        may_manage: actor.may_in_workspace(Permission::ManageCustomers),
        may_erase: actor.may_in_workspace(Permission::ErasePeople),
        customer,
    };
    answer::render(&page, visit.language)
}

impl CustomerPage {
    /// Who a contact was before, by the name and address that went.
    fn before(&self, contact: &Contact) -> Vec<&Contact> {
        self.merged_contacts.iter().filter(|other| other.merged_into_id == Some(contact.id)).collect()
    }

    fn pays(&self) -> String {
        money(self.customer.revenue_minor, &self.customer.currency)
    }

    /// As the field takes it: `28400`, `28400.50`.
    fn revenue(&self) -> String {
        match self.customer.revenue_minor {
            minor if minor % 100 == 0 => (minor / 100).to_string(),
            minor => format!("{}.{:02}", minor / 100, minor % 100),
        }
    }

    /// The names of its segments by hand, as the field takes them.
    fn by_hand(&self) -> String {
        let by_hand = self.segments.iter().filter(|known| known.rule.basis == Basis::Hand);
        by_hand.map(|known| known.name.as_str()).collect::<Vec<_>>().join(", ")
    }

    fn place(&self, known: &Known) -> String {
        format!("/{}/items/{}-{}", self.frame.slug, self.frame.workspace_prefix, known.number)
    }
}
