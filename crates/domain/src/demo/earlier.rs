//! What came before: eight sprints, three features that customers have, and what came of them.

use super::direction::need;
use super::sprints::{Built, Past, over};
use super::{Cast, Teller};
use crate::acceptance::complete_feature::CompleteFeature;
use crate::backlog::StoryId;
use crate::communication::Reach;
use crate::communication::add_release::AddRelease;
use crate::communication::conclude_outcome::ConcludeOutcome;
use crate::communication::edit_release::{EditRelease, ReleaseText};
use crate::communication::publish_release::PublishRelease;
use crate::communication::put_in_release::PutInRelease;
use crate::people::open_portal::OpenPortal;
use crate::roadmap::add_feature::AddFeature;
use crate::roadmap::edit_feature::EditFeature;
use crate::roadmap::offer_feature::OfferFeature;
use crate::roadmap::take_feature::TakeFeature;
use crate::roadmap::{FeatureId, FeatureText, Outcome};
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::sprint::{GoalMet, TeamId};

const LINKS: Option<&str> = Some("Pay links");
const FEEDS: Option<&str> = Some("Bank feeds");
const PAGE: Option<&str> = Some("A page for each customer");

/// A feature that is out, when it was agreed on and released, and what came of it.
struct Out {
    title: &'static str,
    need: &'static str,
    days_ago: (i64, i64),
    measure: &'static str,
    release: (&'static str, &'static str),
    note: &'static str,
    outcome: Outcome,
    reason: &'static str,
}

const OUT: [Out; 3] = [
    Out {
        title: "Pay links",
        need: "Pay their way",
        days_ago: (165, 108),
        measure: "Invoices that are paid by card or bank within a week: 12% → 40%.",
        release: ("4.4", "Paid with one tap"),
        note: "Every invoice carries a link. Whoever opens it pays by card or by bank, without an account.\n\n- The link works on a telephone.\n- What was paid is booked by itself.",
        outcome: Outcome::Helped,
        reason: "41% of the invoices with a link were paid within a week, measured over three months.",
    },
    Out {
        title: "Bank feeds",
        need: "Books that match",
        days_ago: (135, 80),
        measure: "Payments matched without a touch: 48% → 75%.",
        release: ("4.5", "The bank writes the books"),
        note: "Payments come in from eleven banks by themselves and find their invoices.\n\n- What is not sure is asked, with the two likeliest invoices.",
        outcome: Outcome::Partly,
        reason: "66% are matched without a touch; part payments still need a hand.",
    },
    Out {
        title: "A page for each customer",
        need: "Chase late payers without souring things",
        days_ago: (105, 52),
        measure: "Minutes until somebody knows how a customer pays: 6 → 1.",
        release: ("4.6", "Everything about a customer"),
        note: "One page says how a customer pays, what is open, and what was written to them.",
        outcome: Outcome::Helped,
        reason: "Firms open the page before they write in four of five cases; support hears the question no more.",
    },
];

/// Before the two sprints that are told with the one that runs.
const PAST: [Past; 8] = [
    Past {
        before: 10,
        goal: "An invoice can be paid without an account",
        met: GoalMet::Met,
        note: "",
        left: 0,
        built: &[
            ("Make a link for an invoice", "5", "Tomas", LINKS),
            ("Pay by card from a link", "5", "Aoife", LINKS),
            ("Say who asks for the money, and for what", "2", "Wen", LINKS),
            ("Let a link end when the invoice is paid", "2", "Wen", LINKS),
            ("Rotate the keys of the card processor", "2", "Aoife", None),
            ("Send errors to one place", "3", "Tomas", None),
            ("Raise the memory of the small machines", "1", "Aoife", None),
        ],
    },
    Past {
        before: 9,
        goal: "Whoever pays by link is booked by itself",
        met: GoalMet::Met,
        note: "",
        left: 0,
        built: &[
            ("Book a payment by link", "5", "Tomas", LINKS),
            ("Pay by bank from a link", "8", "Aoife", LINKS),
            ("Show a receipt after paying", "2", "Wen", LINKS),
            ("Send the receipt by mail", "1", "Wen", LINKS),
            ("Refuse a link that was guessed", "2", "Aoife", LINKS),
            ("Delete drafts after a year", "2", "Tomas", None),
            ("Check the backup every night", "3", "Tomas", None),
        ],
    },
    Past {
        before: 8,
        goal: "The pay page works on any telephone",
        met: GoalMet::Partly,
        note: "Two old browsers still draw the button twice.",
        left: 0,
        built: &[
            ("Fit the pay page to a telephone", "5", "Wen", LINKS),
            ("Offer the wallet of the telephone", "5", "Aoife", LINKS),
            ("Read the pay page aloud", "2", "Wen", LINKS),
            ("Choose the bank that feeds the books", "3", "Tomas", FEEDS),
            ("Warn before a certificate ends", "2", "Aoife", None),
            ("Split the slowest test in two", "1", "Tomas", None),
        ],
    },
    Past {
        before: 7,
        goal: "Payments come in from the bank by themselves",
        met: GoalMet::Met,
        note: "",
        left: 0,
        built: &[
            ("Fetch payments from the first three banks", "8", "Tomas", FEEDS),
            ("Fetch payments every hour", "2", "Aoife", FEEDS),
            ("Show when the bank was read last", "1", "Wen", FEEDS),
            ("Ask for the permission again after ninety days", "3", "Aoife", FEEDS),
            ("Say in words why a bank does not answer", "2", "Wen", FEEDS),
            ("Move the mail server", "3", "Tomas", None),
            ("Remove the old payment form", "2", "Wen", None),
        ],
    },
    Past {
        before: 6,
        goal: "A payment finds its invoice",
        met: GoalMet::Partly,
        note: "Part payments are left to a person.",
        left: 0,
        built: &[
            ("Match by amount and number", "5", "Tomas", FEEDS),
            ("Match by the name of the payer", "5", "Aoife", FEEDS),
            ("Ask where two invoices fit", "3", "Wen", FEEDS),
            ("Undo a match", "2", "Wen", FEEDS),
            ("Fetch payments from eight more banks", "5", "Tomas", FEEDS),
            ("Keep the log of a match for ten years", "2", "Aoife", None),
        ],
    },
    Past {
        before: 5,
        goal: "One page says how a customer pays",
        met: GoalMet::Met,
        note: "",
        left: 0,
        built: &[
            ("Show every invoice of a customer", "3", "Wen", PAGE),
            ("Say how many days a customer takes", "3", "Aoife", PAGE),
            ("Show what was written to a customer", "5", "Tomas", PAGE),
            ("Note something about a customer", "2", "Wen", PAGE),
            ("Find a customer by the number of an invoice", "2", "Aoife", PAGE),
            ("Cut the start of the program by half", "3", "Tomas", None),
            ("Renew the oldest library", "3", "Aoife", None),
        ],
    },
    Past {
        before: 4,
        goal: "Nobody writes to a customer without knowing them",
        met: GoalMet::Met,
        note: "",
        left: 0,
        built: &[
            ("Open the customer beside a reminder", "3", "Wen", PAGE),
            ("Show the page on a telephone", "3", "Wen", PAGE),
            ("Merge two customers that are one", "5", "Tomas", PAGE),
            ("Say when a customer was last late", "2", "Aoife", PAGE),
            ("Send the page as a document", "2", "Aoife", PAGE),
            ("Try a reminder on oneself", "3", "Tomas", Some("Reminder sequences")),
            ("Lock the books of a closed year", "3", "Aoife", None),
        ],
    },
    Past {
        before: 3,
        goal: "Reminders leave by themselves, and can be stopped",
        met: GoalMet::Partly,
        note: "The stop is there, the day of leaving is not.",
        left: 0,
        built: &[
            ("Write a sequence of up to five reminders", "8", "Tomas", Some("Reminder sequences")),
            ("Stop a sequence for one customer", "3", "Wen", Some("Reminder sequences")),
            ("Say on the invoice which reminder is next", "3", "Aoife", Some("Reminder sequences")),
            ("Leave out weekends", "2", "Wen", Some("Reminder sequences")),
            ("Halve the log of the mail server", "2", "Aoife", None),
            ("Test against the next version of the database", "3", "Tomas", None),
        ],
    },
];

/// Agrees on the three features, before anything is built of them.
pub(super) fn agree(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    teller.does(cast, "Ines", 170, &OpenPortal { product: cast.firm.product })?;
    for out in &OUT {
        let need = Some(need(teller, cast, out.need)?);
        let (product, days_ago) = (cast.firm.product, out.days_ago.0);
        let command =
            AddFeature { capability: None, product, title: out.title.into(), need, problem: String::new() };
        let feature: FeatureId = teller.does(cast, "Ines", days_ago, &command)?.id;
        let (field, text) = (FeatureText::OutcomeMeasure, out.measure.into());
        teller.does(cast, "Ines", days_ago, &EditFeature { feature, field, text, seen: None })?;
        teller.does(cast, "Ines", days_ago, &OfferFeature { feature, body: String::new() })?;
        teller.does(cast, "Mira", days_ago - 1, &TakeFeature { feature })?;
    }
    Ok(())
}

/// Builds them, sprint by sprint, and releases each when its last sprint is over.
pub(super) fn build(teller: &mut Teller<'_>, cast: &Cast, team: TeamId) -> Result<()> {
    let mut built: Vec<(Built, StoryId)> = Vec::new();
    for past in &PAST {
        built.extend(over(teller, cast, team, past)?);
    }
    for out in &OUT {
        let of_it = built.iter().filter(|((_, _, _, feature), _)| *feature == Some(out.title));
        release(teller, cast, out, of_it.map(|(_, story)| *story).collect())?;
    }
    Ok(())
}

fn release(teller: &mut Teller<'_>, cast: &Cast, out: &Out, stories: Vec<StoryId>) -> Result<()> {
    let days_ago = out.days_ago.1;
    let (version, name) = out.release;
    let command = AddRelease {
        product: cast.firm.product,
        version: version.into(),
        name: name.into(),
        planned_on: Some(Day::of(teller.today.plus_days(-days_ago).day_in("Europe/Dublin"))),
    };
    let release = teller.does(cast, "Mira", days_ago + 20, &command)?.id;
    teller.does(cast, "Mira", days_ago + 2, &PutInRelease { release, stories })?;
    for (field, text) in [(ReleaseText::NoteTitle, name), (ReleaseText::NoteBody, out.note)] {
        let command = EditRelease { release, field, text: text.into(), seen: None, reason: String::new() };
        teller.does(cast, "Mira", days_ago + 1, &command)?;
    }
    teller.does(cast, "Mira", days_ago, &PublishRelease { release, audience: Reach::Everyone })?;
    let all = crate::roadmap::queries::features(teller.tx, &teller.actor(cast, "Mira")?, cast.firm.product)?;
    let Some(feature) = all.into_iter().find(|feature| feature.title == out.title) else { return Ok(()) };
    let whole = CompleteFeature { feature: feature.id, reason: String::new() };
    teller.does(cast, "Mira", days_ago - 1, &whole)?;
    let (outcome, reason) = (out.outcome, out.reason.into());
    let command = ConcludeOutcome { feature: feature.id, outcome, reason };
    teller.does(cast, "Ines", (days_ago - 60).max(12), &command)?;
    Ok(())
}
