//! The first dozen customers, what they said, and the needs that Ines made of it; more of both in `more_voices`.

use super::{Cast, Teller, more_voices};
use crate::discovery::Channel;
use crate::discovery::add_feedback::AddFeedback;
use crate::discovery::add_need::AddNeed;
use crate::discovery::link_quote::LinkQuote;
use crate::market::add_contact::AddContact;
use crate::market::add_customer::AddCustomer;
use crate::market::{ContactId, CustomerId};
use crate::spine::refusal::{Found, Result};

pub(super) struct Account {
    name: &'static str,
    /// Its trade, as a tag.
    trade: &'static str,
    /// A year, in euros.
    revenue: &'static str,
    seats: &'static str,
    contact: &'static str,
    may_contact: bool,
}

pub(super) const fn account(
    (name, trade): (&'static str, &'static str),
    (revenue, seats): (&'static str, &'static str),
    (contact, may_contact): (&'static str, bool),
) -> Account {
    Account { name, trade, revenue, seats, contact, may_contact }
}

const ACCOUNTS: [Account; 12] = [
    account(("Pellworth Fabrication", "trade and making"), ("28400", "9"), ("Nora Pell", true)),
    account(("Gristmill Row Bakery", "food"), ("6100", "3"), ("Ida Grist", true)),
    account(("Ondine Aquatics", "shops"), ("11900", "5"), ("Marc Ondine", true)),
    account(("Sallowtree Architects", "services"), ("42000", "22"), ("Judit Sallow", true)),
    account(("Brackenhall Tiling", "trade and making"), ("3800", "2"), ("Owen Bracken", false)),
    account(("Morrowfield Farm Supply", "farming"), ("33500", "14"), ("Eva Morrow", true)),
    account(("Vantry Dental", "services"), ("19200", "11"), ("Dr. Vantry", true)),
    account(("Quillmere Press", "services"), ("8700", "4"), ("Anna Quill", false)),
    account(("Windrow Machinery", "farming"), ("27500", "12"), ("Piet Windrow", true)),
    account(("Tarnside Roofing", "trade and making"), ("7200", "3"), ("Rob Tarn", true)),
    account(("Underhay Plumbing", "trade and making"), ("5100", "2"), ("Sue Underhay", false)),
    account(("Aldersyke Nurseries", "farming"), ("10500", "6"), ("Tom Alder", true)),
];

pub(super) struct Said {
    /// By its place among the accounts.
    pub account: usize,
    pub days_ago: i64,
    pub by: &'static str,
    pub channel: Channel,
    pub tags: &'static str,
    pub body: &'static str,
    /// Passages with the need they lead to, by its place in [`NEEDS`], and their importance.
    pub links: &'static [(&'static str, usize, i64)],
}

const NEEDS: [(&str, &str); 4] = [
    (
        "Chase late payers without souring things",
        "When a customer pays late, I want to be paid without sounding like a stranger, because I will see them again next week.",
    ),
    (
        "Pay their way",
        "Customers want to pay in the way and in the parts that suit them, without asking us for a new invoice.",
    ),
    ("Books that match", "What came in and what was billed should agree without anybody typing it twice."),
    (
        "See when money lands",
        "Before the week begins I want to know roughly what will come in, so that I can plan what goes out.",
    ),
];

const SAID: [Said; 12] = [
    Said {
        account: 0,
        days_ago: 1,
        by: "Ines",
        channel: Channel::Interview,
        tags: "reminders, tone",
        body: "We invoice about forty firms a month. Most of them pay when they get round to it, and I would rather weld than write emails about money.\n\nThe automatic reminders helped at first. Then the third one went to our biggest client in the same stern words as everyone else, and I had to ring them to apologise. They are half our order book. So I switched it all off.\n\nWhat I want is to set it softer for the few who matter and leave the rest as it is. And show me what will be sent before it goes.",
        links: &[
            ("the third one went to our biggest client in the same stern words as everyone else", 0, 3),
            ("set it softer for the few who matter", 0, 3),
        ],
    },
    Said {
        account: 1,
        days_ago: 1,
        by: "Oskar",
        channel: Channel::Chat,
        tags: "forecast",
        body: "Can we see on Monday roughly what will come in that week? I do this by hand.",
        links: &[],
    },
    Said {
        account: 2,
        days_ago: 2,
        by: "Oskar",
        channel: Channel::Mail,
        tags: "part payments",
        body: "Customer paid half by card and half by transfer and now the invoice shows as unpaid.",
        links: &[("the invoice shows as unpaid", 2, 3)],
    },
    Said {
        account: 3,
        days_ago: 2,
        by: "Lena",
        channel: Channel::Call,
        tags: "refunds, audit",
        body: "The approval step for refunds is a must for our auditor from January.",
        links: &[],
    },
    Said {
        account: 4,
        days_ago: 3,
        by: "Oskar",
        channel: Channel::Portal,
        tags: "pay page",
        body: "Love the pay link. My older customers still want to transfer, so show the account number too.",
        links: &[("My older customers still want to transfer", 1, 2)],
    },
    Said {
        account: 5,
        days_ago: 3,
        by: "Ines",
        channel: Channel::Interview,
        tags: "reminders, seasons",
        body: "Half of our buyers pay after harvest. Sixty days is normal, not late.",
        links: &[("Sixty days is normal, not late", 0, 3)],
    },
    Said {
        account: 6,
        days_ago: 5,
        by: "Oskar",
        channel: Channel::Mail,
        tags: "instalments",
        body: "Patients ask to pay in three parts. We type three invoices today, which is silly.",
        links: &[("Patients ask to pay in three parts", 1, 3)],
    },
    Said {
        account: 7,
        days_ago: 5,
        by: "Ines",
        channel: Channel::Survey,
        tags: "language, reminders",
        body: "We would send reminders in German if we could.",
        links: &[],
    },
    Said {
        account: 8,
        days_ago: 16,
        by: "Lena",
        channel: Channel::Call,
        tags: "reminders, preview",
        body: "If I cannot see what it will send, I will not switch it on.",
        links: &[("If I cannot see what it will send, I will not switch it on", 0, 3)],
    },
    Said {
        account: 9,
        days_ago: 4,
        by: "Oskar",
        channel: Channel::Chat,
        tags: "reminders",
        body: "I hate the moment when the second letter goes out and I know the man.",
        links: &[],
    },
    Said {
        account: 10,
        days_ago: 5,
        by: "Ines",
        channel: Channel::Survey,
        tags: "reminders, holidays",
        body: "Could it wait until after the holidays? Nobody answers a reminder in the last week of December.",
        links: &[],
    },
    Said {
        account: 11,
        days_ago: 9,
        by: "Ines",
        channel: Channel::Interview,
        tags: "reminders, forecast",
        body: "My wife rings them. It works, but it is her evening. And I never know what lands in a week.",
        links: &[("I never know what lands in a week", 3, 2)],
    },
];

pub(super) fn hear(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    let mut contacts = Vec::new();
    for account in ACCOUNTS.iter().chain(&more_voices::ACCOUNTS) {
        contacts.push(customer(teller, cast, account)?);
    }
    let mut needs = Vec::new();
    for (title, description) in NEEDS {
        let (product, title, description) = (cast.firm.product, title.into(), description.into());
        let command = AddNeed { product, title, description, parent: None, capability: None };
        needs.push(teller.does(cast, "Ines", 195, &command)?.id);
    }
    for said in SAID.iter().chain(&more_voices::SAID) {
        let contact = Some(*contacts.get(said.account).found("contact")?);
        let command = AddFeedback {
            product: cast.firm.product,
            body: said.body.into(),
            channel: Some(said.channel),
            contact,
            customer: None,
            said_as: String::new(),
            tags: said.tags.into(),
            said_at: None,
        };
        let feedback = teller.does(cast, said.by, said.days_ago, &command)?.id;
        for (passage, place, importance) in said.links {
            let command = LinkQuote {
                feedback,
                passage: (*passage).into(),
                need: needs.get(*place).copied(),
                new_need: String::new(),
                importance: Some(*importance),
            };
            teller.does(cast, "Ines", said.days_ago, &command)?;
        }
    }
    Ok(())
}

fn customer(teller: &mut Teller<'_>, cast: &Cast, account: &Account) -> Result<ContactId> {
    let command = AddCustomer {
        name: account.name.into(),
        segments: String::new(),
        tags: account.trade.into(),
        plan: plan(account.seats).into(),
        revenue: account.revenue.into(),
        currency: "EUR".into(),
        seats: account.seats.into(),
    };
    let customer: CustomerId = teller.does(cast, "Ines", 200, &command)?.id;
    let host = account.name.to_lowercase().replace(' ', "-");
    let user = account.contact.to_lowercase().replace(". ", ".").replace(' ', ".");
    let command = AddContact {
        customer,
        name: account.contact.into(),
        email: format!("{user}@{host}.example"),
        may_contact: account.may_contact,
        may_contact_source: if account.may_contact { "agreed when signing up".into() } else { String::new() },
    };
    Ok(teller.does(cast, "Ines", 200, &command)?.id)
}

/// Which plan goes with so many seats.
fn plan(seats: &str) -> &'static str {
    match seats.parse() {
        Ok(9_u8..) => "Workshop",
        Ok(4..=8) => "Bench",
        _ => "Starter",
    }
}
