//! The page of one interview: whether its notes may be kept, what was said, and where it leads.

use askama::Template;
use domain::discovery::queries::{self as discovery, NeedRow};
use domain::discovery::research::queries::{self, ContactChoice};
use domain::discovery::research::{Consent, Interview, Study};
use domain::market::queries::{CustomerRow, customers};
use domain::market::{Contact, Customer};
use domain::people::Product;
use domain::spine::item::Item;
use domain::spine::moment::Day;
use domain::spine::refusal::{Found, Result};
use domain::spine::rights::Permission;

use super::super::letter::{Letter, likely};
use super::{consent_word, day};
use crate::answer;
use crate::communication::talk::talk_part::{self, About, Talk};
use crate::line::history::{Entry, of_item};
use crate::shell::{Frame, Here, hue, initials, money, thousands};
use crate::visit::Visit;
use crate::words::filters;

const HISTORY_SHOWN: i64 = 20;
const SHOWS: [&str; 6] = ["study", "interview", "feedback", "quote", "need", "attachment"];

#[derive(Template)]
#[template(path = "discovery/research/interview.html")]
struct InterviewPage {
    frame: Frame,
    product: Product,
    key: String,
    interview: Interview,
    study: Study,
    /// Its notes, once there are some.
    letter: Option<Letter>,
    contact: Option<Contact>,
    customer: Option<Customer>,
    needs: Vec<NeedRow>,
    likely: Vec<NeedRow>,
    contacts: Vec<ContactChoice>,
    customers: Vec<CustomerRow>,
    history: Vec<Entry>,
    talk: Talk,
    today: Day,
    may_discover: bool,
}

/// The interview with a key such as `INV-72`, with its product and study.
pub fn render(visit: &Visit<'_>, key: &str) -> Result<Vec<u8>> {
    let (tx, actor) = (visit.tx, &visit.actor);
    let (prefix, number) = key.rsplit_once('-').found("interview")?;
    let product = visit.product(prefix)?;
    let number = number.parse().ok().found("interview")?;
    let (interview, study, notes) = queries::interview(tx, actor, product.id, number)?;
    let may_discover = actor.may(Permission::DiscoverNeeds, product.id) && interview.archived_at.is_none();
    let letter = notes.map(|notes| Letter::of(visit, notes)).transpose()?;
    let needs = match &letter {
        Some(_) if may_discover => discovery::needs(tx, actor, product.id)?,
        _ => Vec::new(),
    };
    let likely = match &letter {
        Some(letter) if may_discover => likely(visit, &product, letter, &needs)?,
        _ => Vec::new(),
    };
    let workspace = actor.workspace;
    let page = InterviewPage {
        frame: Frame::of_product(visit, &product, Here::Research, &[&SHOWS[..], &talk_part::SHOWS].concat())?,
        key: key.to_owned(),
        contact: interview.contact_id.map(|id| Contact::load(tx, workspace, id.0)).transpose()?.flatten(),
        customer: interview.customer_id.map(|id| Customer::load(tx, workspace, id.0)).transpose()?.flatten(),
        contacts: if may_discover { queries::contacts(tx, actor, product.id)? } else { Vec::new() },
        customers: if may_discover { customers(tx, actor)? } else { Vec::new() },
        history: of_item(visit, interview.id.0, HISTORY_SHOWN)?,
        talk: Talk::load(
            visit,
            &About { key, item: interview.id.0, product: Some(product.id), own: &[interview.created_by] },
        )?,
        today: Day::of(visit.now.day_in(&product.time_zone)),
        letter,
        needs,
        likely,
        interview,
        study,
        product,
        may_discover,
    };
    answer::render(&page, visit.language)
}

impl InterviewPage {
    /// The customer, the contact, or as what they spoke.
    fn speaker(&self) -> String {
        let customer = self.customer.as_ref().map(|customer| customer.name.clone());
        let named = customer.or_else(|| self.contact.as_ref().map(|contact| contact.name.clone()));
        let described = || Some(self.interview.said_as.clone()).filter(|words| !words.is_empty());
        named.or_else(described).unwrap_or_else(|| "Somebody".into())
    }

    fn held(&self) -> String {
        day(self.interview.held_on)
    }

    fn is_ahead(&self) -> bool {
        self.interview.held_on > self.today
    }

    /// `on the recording, 12 Nov 2026`.
    fn how(&self) -> String {
        let on = self.interview.consent_on.map(day);
        let parts = [Some(self.interview.consent_how.clone()).filter(|how| !how.is_empty()), on];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn revenue(&self) -> String {
        self.customer
            .as_ref()
            .map(|customer| money(customer.revenue_minor, &customer.currency))
            .unwrap_or_default()
    }

    fn is_with(&self, choice: &ContactChoice) -> bool {
        self.interview.contact_id == Some(choice.id)
    }

    fn is_of(&self, choice: &CustomerRow) -> bool {
        self.interview.contact_id.is_none() && self.interview.customer_id == Some(choice.id)
    }

    fn is_refused(&self) -> bool {
        self.interview.consent == Some(Consent::Refused)
    }
}
