//! Where the market of Larkbill goes: what was seen when, what it means, and the need that it explains.

use super::direction::need;
use super::{Cast, Teller};
use crate::discovery::link_trend::LinkTrend;
use crate::market::add_trend::AddTrend;
use crate::market::assess_trend::AssessTrend;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;

struct Signal {
    /// Days ago.
    seen: i64,
    title: &'static str,
    meaning: &'static str,
    source: &'static str,
    /// Impact and certainty; empty: nobody has looked yet.
    grades: (&'static str, &'static str),
    /// Days from today; none: now.
    expected: Option<i64>,
    /// By its title.
    need: &'static str,
}

const SIGNALS: [Signal; 6] = [
    Signal {
        seen: 68,
        title: "Small firms let software write their letters",
        meaning: "",
        source: "Lena, from three calls",
        grades: ("", ""),
        expected: None,
        need: "",
    },
    Signal {
        seen: 55,
        title: "Payment comes four days later than in spring",
        meaning: "Late is the normal case in building and farming. Knowing when matters more than before.",
        source: "Our own figures, third quarter",
        grades: ("4", "5"),
        expected: Some(60),
        need: "See when money lands",
    },
    Signal {
        seen: 41,
        title: "Six of ten invoices are opened on a phone",
        meaning: "The pay page is read on 390 pixels first.",
        source: "Our own figures, October",
        grades: ("3", "5"),
        expected: None,
        need: "Pay their way",
    },
    Signal {
        seen: 27,
        title: "Instant transfers cost the same as slow ones",
        meaning: "Pay by bank becomes cheaper than cards for amounts above €200.",
        source: "Three banks’ price lists",
        grades: ("4", "4"),
        expected: Some(200),
        need: "Pay their way",
    },
    Signal {
        seen: 19,
        title: "Electronic invoices become a duty between firms",
        meaning: "From then on a PDF is not an invoice. Export and matching must read the new format.",
        source: "Draft law, second reading",
        grades: ("5", "4"),
        expected: Some(420),
        need: "Books that match",
    },
    Signal {
        seen: 8,
        title: "A competitor lets the payer split any invoice",
        meaning: "Five lost deals named it. Our answer is taken: Instalment plans.",
        source: "Release note, trial account",
        grades: ("5", "5"),
        expected: None,
        need: "Pay their way",
    },
];

pub(super) fn watch(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    let day = |teller: &Teller<'_>, ago: i64| Day::of(teller.today.plus_days(-ago).day_in("Europe/Dublin"));
    for signal in &SIGNALS {
        let command = AddTrend {
            title: signal.title.into(),
            meaning: signal.meaning.into(),
            source: signal.source.into(),
            seen_on: Some(day(teller, signal.seen)),
            ..AddTrend::default()
        };
        let trend = teller.does(cast, "Ines", signal.seen, &command)?.id;
        let (impact, certainty) = signal.grades;
        if !impact.is_empty() {
            let expected_on = signal.expected.map(|days| day(teller, -days));
            let (impact, certainty) = (impact.into(), certainty.into());
            let review_days = String::new();
            let command = AssessTrend { trend, impact, certainty, expected_on, review_days };
            teller.does(cast, "Ines", signal.seen, &command)?;
        }
        if !signal.need.is_empty() {
            let need = need(teller, cast, signal.need)?;
            teller.does(cast, "Ines", signal.seen, &LinkTrend { trend, need })?;
        }
    }
    Ok(())
}
