//! For whom Larkbill is built: segments of its customers, and three personas whose entries customers' own words stand
//! behind.

use super::{Cast, Teller};
use crate::discovery::back_persona::BackPersona;
use crate::market::personas::EntryKind;
use crate::market::personas::add_persona::AddPersona;
use crate::market::personas::add_persona_entry::AddPersonaEntry;
use crate::market::personas::queries::choices;
use crate::market::queries::customers;
use crate::market::segments::add_condition::AddCondition;
use crate::market::segments::add_segment::AddSegment;
use crate::market::segments::put_in_segment::PutInSegment;
use crate::market::segments::{Basis, ConditionKind};
use crate::spine::refusal::{Found, Result};

/// A condition: what it is about, its value, and up to which.
type Asked = (ConditionKind, &'static str, &'static str);

struct Group {
    name: &'static str,
    basis: Basis,
    rule: &'static [Asked],
    /// Who is put in by hand.
    customers: &'static [&'static str],
}

const GROUPS: [Group; 5] = [
    Group {
        name: "Trade and making",
        basis: Basis::All,
        rule: &[(ConditionKind::HasTag, "trade and making", "")],
        customers: &[],
    },
    Group {
        name: "Paid after the harvest",
        basis: Basis::Any,
        rule: &[(ConditionKind::HasTag, "farming", ""), (ConditionKind::HasTag, "food", "")],
        customers: &[],
    },
    Group {
        name: "Larger accounts",
        basis: Basis::All,
        rule: &[(ConditionKind::RevenueAtLeast, "15000", ""), (ConditionKind::SeatsBetween, "9", "40")],
        customers: &[],
    },
    Group {
        name: "Everybody who pays",
        basis: Basis::All,
        rule: &[(ConditionKind::RevenueAtLeast, "1", "")],
        customers: &[],
    },
    Group {
        name: "May be named",
        basis: Basis::Hand,
        rule: &[],
        customers: &["Pellworth Fabrication", "Vantry Dental", "Windrow Machinery"],
    },
];

struct Figure {
    name: &'static str,
    summary: &'static str,
    /// What it says, and the passages that stand behind it.
    entries: &'static [(EntryKind, &'static str, &'static [&'static str])],
}

const FIGURES: [Figure; 3] = [
    Figure {
        name: "The owner of a workshop",
        summary: "Two to twelve people, and every customer by name. Writes the invoices on a Friday evening, when the machines are off, and would rather do the work than ask for the money.",
        entries: &[
            (EntryKind::Job, "Be paid without ringing anybody", &[]),
            (
                EntryKind::Job,
                "See what goes out before it goes",
                &[
                    "If I cannot see what it will send, I will not switch it on",
                    "I would turn it on again if I saw the whole row of letters first",
                ],
            ),
            (
                EntryKind::Pain,
                "A stern letter reaches the one customer who is half the order book",
                &["the third one went to our biggest client in the same stern words as everyone else"],
            ),
            (
                EntryKind::Gain,
                "A tone of their own for the few who matter",
                &["set it softer for the few who matter"],
            ),
        ],
    },
    Figure {
        name: "The bookkeeper of four firms",
        summary: "Two days a week for each of them, and the first to be called when a reminder was wrong. Judges a program by what it does not make her type.",
        entries: &[
            (EntryKind::Job, "Close the month of each firm in a morning", &[]),
            (
                EntryKind::Pain,
                "Whoever pays in parts shows up as late",
                &["the invoice shows as unpaid", "Whoever pays in two parts shows up as late in both"],
            ),
            (
                EntryKind::Pain,
                "Owners write the letters themselves, weeks too late",
                &["they do not trust the words"],
            ),
            (EntryKind::Gain, "Payments that find their invoice by themselves", &[]),
        ],
    },
    Figure {
        name: "The seller with a season",
        summary: "Feed, machines, young trees: most is sold in spring and paid after the harvest. Late is a word for other trades.",
        entries: &[
            (
                EntryKind::Job,
                "Plan on a Monday what can go out this week",
                &["go through the bank and guess", "I never know what lands in a week"],
            ),
            (
                EntryKind::Pain,
                "Reminders come when nobody can pay",
                &["Sixty days is normal, not late", "they are paid in August, so am I"],
            ),
            (EntryKind::Gain, "Terms that follow the year", &[]),
        ],
    },
];

pub(super) fn describe(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    for group in &GROUPS {
        segment(teller, cast, group)?;
    }
    for figure in &FIGURES {
        persona(teller, cast, figure)?;
    }
    Ok(())
}

fn segment(teller: &mut Teller<'_>, cast: &Cast, group: &Group) -> Result<()> {
    let command = AddSegment { name: group.name.into(), basis: Some(group.basis) };
    let segment = teller.does(cast, "Ines", 14, &command)?.id;
    for (kind, value, most) in group.rule {
        let (value, most) = ((*value).into(), (*most).into());
        teller.does(cast, "Ines", 14, &AddCondition { segment, kind: *kind, value, most })?;
    }
    let known = customers(teller.tx, &teller.actor(cast, "Ines")?)?;
    for name in group.customers {
        let customer = known.iter().find(|one| one.name == *name).found("customer")?.id;
        teller.does(cast, "Ines", 14, &PutInSegment { segment, customer })?;
    }
    Ok(())
}

fn persona(teller: &mut Teller<'_>, cast: &Cast, figure: &Figure) -> Result<()> {
    let command = AddPersona { name: figure.name.into(), summary: figure.summary.into() };
    let persona = teller.does(cast, "Ines", 13, &command)?.id;
    let said = choices(teller.tx, &teller.actor(cast, "Ines")?, cast.firm.product)?;
    for (kind, body, passages) in figure.entries {
        let command = AddPersonaEntry { persona, kind: *kind, body: (*body).into() };
        let entry = teller.does(cast, "Ines", 13, &command)?.id;
        for passage in *passages {
            let quote = said.iter().find(|one| one.passage == *passage).found("quote")?.id;
            teller.does(cast, "Ines", 1, &BackPersona { entry, quote })?;
        }
    }
    Ok(())
}
