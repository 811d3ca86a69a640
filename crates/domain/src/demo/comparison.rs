//! Who else could be chosen instead of Larkbill, and how far each of them goes.

use super::direction::need;
use super::{Cast, Teller};
use crate::discovery::link_capability::LinkCapability;
use crate::market::comparison::CompetitorId;
use crate::market::comparison::add_capability::AddCapability;
use crate::market::comparison::add_competitor::AddCompetitor;
use crate::market::comparison::note_competitor::NoteCompetitor;
use crate::market::comparison::rate_capability::RateCapability;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;

struct Other {
    name: &'static str,
    profile: &'static str,
    strengths: &'static str,
    weaknesses: &'static str,
    prices: &'static str,
    /// Days ago, and what was seen.
    note: (i64, &'static str, &'static str),
    /// When it was looked at, in days ago.
    seen: i64,
}

const OTHERS: [Other; 5] = [
    Other {
        name: "Billarch",
        profile: "Invoicing for firms of fifty and more, sold with their ledger.",
        strengths: "Pay by bank in five countries. Known to every accountant.",
        weaknesses: "A project to set up: six weeks are usual.",
        prices: "€49 a seat and month, at least ten seats.",
        note: (30, "Ten seats are the least now; it was five.", "Price list"),
        seen: 14,
    },
    Other {
        name: "Paystow",
        profile: "Payments first, invoices since last year. Shops and craftsmen.",
        strengths: "The pay page is the fastest we have tried.",
        weaknesses: "No books: everything is exported by hand.",
        prices: "Free, and 1.9 % of every payment.",
        note: (7, "Reminders that stop when the customer replies.", "Release note"),
        seen: 7,
    },
    Other {
        name: "Invonest",
        profile: "Invoices with instalments, for whatever is dear and bought once.",
        strengths: "Instalments and a weekly forecast, both good.",
        weaknesses: "Support answers after three days.",
        prices: "€19 a month, and 1.2 % of what is paid in parts.",
        note: (8, "The payer splits any invoice into two to twelve parts.", "Release note, trial account"),
        seen: 2,
    },
    Other {
        name: "Kassamark",
        profile: "The oldest of them, on the desk of one in five craftsmen.",
        strengths: "Works without a network.",
        weaknesses: "Nothing on a phone.",
        prices: "€390 once, €90 a year for updates.",
        note: (70, "A new owner; nobody was let go.", "Trade paper"),
        seen: 210,
    },
    Other {
        name: "A spreadsheet",
        profile: "What most of our new customers come from.",
        strengths: "It is there, and it is theirs.",
        weaknesses: "Nobody but its maker understands it.",
        prices: "Nothing, and an evening a week.",
        note: (40, "Four of seven interviews end with “and then I copy it over”.", "Interviews"),
        seen: 40,
    },
];

/// A capability: the need it is for, by title; its own title; the grades of us and of the others, 4 fully to 0 none, and
/// `?` where nobody knows.
const CAPABILITIES: [(&str, &str, &str); 9] = [
    ("Chase late payers without souring things", "A tone for each customer", "302001"),
    ("Chase late payers without souring things", "Stops when the customer replies", "424000"),
    ("Chase late payers without souring things", "Preview of the whole sequence", "100300"),
    ("Pay their way", "Pay by card", "444430"),
    ("Pay their way", "Pay by bank, in three countries", "142030"),
    ("Pay their way", "Instalments", "230400"),
    ("Pay their way", "Fees shown first", "020044"),
    ("See when money lands", "Expected date for each invoice", "402020"),
    ("See when money lands", "Weekly cash forecast", "12040?"),
];

const LEVELS: [&str; 5] = ["none", "announced", "partly", "mostly", "fully"];

pub(super) fn compare(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    let mut columns = vec![(None, 3)];
    for other in &OTHERS {
        columns.push((Some(profiled(teller, cast, other)?), other.seen));
    }
    for (group, title, grades) in CAPABILITIES {
        let command = AddCapability { product: cast.firm.product, title: title.into(), group: group.into() };
        let capability = teller.does(cast, "Ines", 60, &command)?.id;
        let need = need(teller, cast, group)?;
        teller.does(cast, "Ines", 60, &LinkCapability { capability, need })?;
        for (grade, (competitor, seen)) in grades.chars().zip(&columns) {
            let Some(level) = grade.to_digit(10).and_then(|grade| LEVELS.get(grade as usize)) else {
                continue;
            };
            let command = RateCapability {
                capability,
                competitor: *competitor,
                level: (*level).into(),
                evidence: evidence(title, level, competitor.is_none()),
                source: if competitor.is_none() { "Our own product" } else { "Trial account" }.into(),
                seen_on: Some(Day::of(teller.today.plus_days(-seen).day_in("Europe/Dublin"))),
            };
            teller.does(cast, "Ines", (*seen).min(60), &command)?;
        }
    }
    Ok(())
}

fn profiled(teller: &mut Teller<'_>, cast: &Cast, other: &Other) -> Result<CompetitorId> {
    let command = AddCompetitor {
        name: other.name.into(),
        website: String::new(),
        profile: other.profile.into(),
        strengths: other.strengths.into(),
        weaknesses: other.weaknesses.into(),
        prices: other.prices.into(),
    };
    let competitor = teller.does(cast, "Ines", 75, &command)?.id;
    let (ago, body, source) = other.note;
    let noted_on = Some(Day::of(teller.today.plus_days(-ago).day_in("Europe/Dublin")));
    let command = NoteCompetitor { competitor, body: body.into(), source: source.into(), noted_on };
    teller.does(cast, "Ines", ago, &command)?;
    Ok(competitor)
}

fn evidence(title: &str, level: &str, ours: bool) -> String {
    match (title, level, ours) {
        ("Instalments", "fully", false) => {
            "Two to twelve parts, chosen by the payer on the pay page. Free below €500, then 1.2 %. No schedule that the seller can set."
        }
        (_, "fully", true) => "Released, and used by a third of our customers.",
        (_, "announced", true) => "On our roadmap, told to customers.",
        (_, "none", true) => "Not there, and nobody has begun.",
        (_, _, true) => "Released, with gaps that customers name.",
        (_, "fully", false) => "Tried in a trial account: all of it works.",
        (_, "announced", false) => "On their public roadmap; not in the product.",
        (_, "none", false) => "Looked for in the trial account and in the manual: not there.",
        (_, _, false) => "Tried in a trial account: the usual case works, the rest does not.",
    }
    .into()
}
