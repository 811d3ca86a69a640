//! How Larkbill differs from what its customers would take instead, as Ines put it over the weeks.

use super::{Cast, Teller};
use crate::spine::refusal::Result;
use crate::strategy::write_positioning::{PositioningText, WritePositioning};
use crate::strategy::write_vision::{VisionText, WriteVision};

/// Days ago, the text, and what it said then.
const SAID: [(i64, PositioningText, &str); 7] = [
    (70, PositioningText::ForWhom, "Firms of 2 to 40 people who invoice other firms"),
    (70, PositioningText::Category, "Invoicing that gets paid"),
    (70, PositioningText::Benefit, "Invoices are paid on the day, without asking twice"),
    (70, PositioningText::Unlike, "Ledgers that write reminders in one stern voice"),
    (69, PositioningText::Proof, "Customers of ours are paid nine days sooner after three months."),
    (
        21,
        PositioningText::Unlike,
        "Ledgers that write reminders in one stern voice, and payment pages that leave the books to you",
    ),
    (
        6,
        PositioningText::Benefit,
        "Invoices are paid on the day, without asking twice and without souring things",
    ),
];

pub(super) fn write(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    let product = cast.firm.product;
    for (days_ago, field, text) in SAID {
        let command = WritePositioning { product, field, text: text.into(), seen: None };
        teller.does(cast, "Ines", days_ago, &command)?;
    }
    let text = "Every small business is paid on the day it expects, without asking twice.".into();
    let field = VisionText::Statement;
    teller.does(cast, "Ines", 40, &WriteVision { product, field, text, seen: None })?;
    let text = "Every small business is paid on the day it expects, without having to ask twice.".into();
    teller.does(cast, "Ines", 38, &WriteVision { product, field, text, seen: None })?;
    Ok(())
}
