//! What Larkbill answers the needs with: the features that Ines offered, most of which Mira took.

use super::direction::need;
use super::{Cast, Teller, research};
use crate::backlog::link_story::LinkStory;
use crate::backlog::queries::{Filter, page};
use crate::roadmap::add_feature::AddFeature;
use crate::roadmap::discuss_feature::DiscussFeature;
use crate::roadmap::edit_feature::EditFeature;
use crate::roadmap::move_feature::MoveFeature;
use crate::roadmap::offer_feature::OfferFeature;
use crate::roadmap::schedule_feature::ScheduleFeature;
use crate::roadmap::score_feature::ScoreFeature;
use crate::roadmap::take_feature::TakeFeature;
use crate::roadmap::{FeatureId, FeatureText, Horizon};
use crate::spine::moment::Day;
use crate::spine::refusal::{Found, Result};

struct Answer {
    title: &'static str,
    /// How many days ago it was agreed on.
    days_ago: i64,
    need: &'static str,
    horizon: Horizon,
    /// Days from today.
    dates: (i64, i64),
    /// Customers in a quarter, impact, confidence in percent, person-months.
    terms: (&'static str, &'static str, &'static str, &'static str),
    fields: &'static [(FeatureText, &'static str)],
    stories: &'static [&'static str],
    taken: bool,
}

const ANSWERS: [Answer; 5] = [
    Answer {
        title: "A tone for each customer",
        days_ago: 38,
        need: "Chase late payers without souring things",
        horizon: Horizon::Now,
        dates: (-36, 12),
        terms: ("120", "2", "80", "1.5"),
        fields: &[
            (FeatureText::WhoFor, "Firms whose customers are few and stay for years."),
            (FeatureText::OutcomeMeasure, "Firms that switch reminders off within a month: 11% → 4%."),
            (
                FeatureText::InScope,
                "Three tones: Gentle, Plain, Firm. Set on the customer’s page, changed at any time.",
            ),
            (FeatureText::NotInScope, "Free text for each reminder."),
            (FeatureText::Constraints, "What a country’s law demands is said in every tone."),
            (FeatureText::Evidence, "6 interviews, a test with eight people."),
        ],
        stories: &[
            "Choose a tone for each customer",
            "Mute one invoice",
            "Send at the customer’s local hour",
        ],
        taken: true,
    },
    Answer {
        title: "Reminder sequences",
        days_ago: 44,
        need: "Chase late payers without souring things",
        horizon: Horizon::Now,
        dates: (-42, 20),
        terms: ("160", "2", "80", "2.5"),
        fields: &[
            (FeatureText::WhoFor, "Firms that invoice more than a handful of others each month."),
            (FeatureText::OutcomeMeasure, "Hours a month spent on chasing: 6 → 2."),
            (
                FeatureText::InScope,
                "Up to five reminders, each with its day and its words, seen before they leave.",
            ),
            (FeatureText::NotInScope, "Letters on paper."),
        ],
        stories: &[
            "Preview the whole reminder sequence before switching it on",
            "Stop reminders the moment a transfer arrives",
        ],
        taken: true,
    },
    Answer {
        title: "Expected-paid date",
        days_ago: 45,
        need: "See when money lands",
        horizon: Horizon::Now,
        dates: (-20, 51),
        terms: ("140", "1", "80", "2"),
        fields: &[
            (FeatureText::WhoFor, "Whoever plans what goes out next week."),
            (FeatureText::OutcomeMeasure, "Firms that open the list on a Monday: 9% → 30%."),
            (FeatureText::InScope, "A day beside every open invoice, and a forecast by mail each week."),
        ],
        stories: &[
            "Show why an invoice is predicted to be late",
            "Weekly cash forecast by email",
            "Show the expected paid date on the invoice list",
        ],
        taken: true,
    },
    Answer {
        title: "Instalment plans",
        days_ago: 12,
        need: "Pay their way",
        horizon: Horizon::Next,
        dates: (44, 133),
        terms: ("90", "3", "50", "4"),
        fields: &[
            (
                FeatureText::WhoFor,
                "Firms that sell above €500 to private customers: dental, veterinary, craft.",
            ),
            (FeatureText::OutcomeMeasure, "Open invoices above €500 paid by their last date: 52% → 70%."),
            (
                FeatureText::InScope,
                "Two to six equal parts. The seller sets the schedule. Reminders follow each part.",
            ),
            (FeatureText::NotInScope, "Interest. Plans across several invoices."),
        ],
        stories: &["Split one invoice into two to six instalments"],
        taken: true,
    },
    Answer {
        title: "Pay by bank, in three countries",
        days_ago: 4,
        need: "Pay their way",
        horizon: Horizon::Later,
        dates: (120, 200),
        terms: ("150", "1", "50", "5"),
        fields: &[(FeatureText::WhoFor, "Firms that lose a day’s margin to card fees.")],
        stories: &[],
        taken: false,
    },
];

pub(super) fn agree(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    for answer in &ANSWERS {
        offer(teller, cast, answer)?;
    }
    Ok(())
}

fn offer(teller: &mut Teller<'_>, cast: &Cast, answer: &Answer) -> Result<()> {
    let need = Some(need(teller, cast, answer.need)?);
    let days_ago = answer.days_ago;
    let product = cast.firm.product;
    let command =
        AddFeature { capability: None, product, title: answer.title.into(), need, problem: String::new() };
    let feature: FeatureId = teller.does(cast, "Ines", days_ago, &command)?.id;
    for (field, text) in answer.fields {
        let command = EditFeature { feature, field: *field, text: (*text).into(), seen: None };
        teller.does(cast, "Ines", days_ago, &command)?;
    }
    let (reach, impact, confidence, effort) = answer.terms;
    let score = ScoreFeature {
        feature,
        reach: reach.into(),
        impact: impact.into(),
        confidence: confidence.into(),
        effort: effort.into(),
    };
    teller.does(cast, "Ines", days_ago, &score)?;
    let place = MoveFeature { feature, horizon: Some(answer.horizon), after: None, before: None };
    teller.does(cast, "Ines", days_ago, &place)?;
    let day = |days: i64| Some(Day::of(teller.today.plus_days(days).day_in("Europe/Dublin")));
    let (starts_on, ends_on) = (day(answer.dates.0), day(answer.dates.1));
    let plan = ScheduleFeature { feature, starts_on, ends_on, precision: None, reason: String::new() };
    teller.does(cast, "Ines", days_ago, &plan)?;
    research::rests(teller, cast, (feature, answer.title), days_ago)?;
    teller.does(cast, "Ines", days_ago, &OfferFeature { feature, body: String::new() })?;
    if answer.taken { take(teller, cast, feature, answer) } else { Ok(()) }
}

fn take(teller: &mut Teller<'_>, cast: &Cast, feature: FeatureId, answer: &Answer) -> Result<()> {
    let days_ago = answer.days_ago - 1;
    let says = |body: &str| DiscussFeature { feature, body: body.into() };
    teller.does(cast, "Mira", days_ago, &says("Who sees it first: everybody, or the ten who asked?"))?;
    teller.does(cast, "Ines", days_ago, &says("Those who asked, then everybody."))?;
    teller.does(cast, "Mira", days_ago, &TakeFeature { feature })?;
    let filter = Filter { limit: 100, ..Filter::default() };
    let rows = page(teller.tx, &teller.actor(cast, "Mira")?, cast.firm.product, &filter)?.rows;
    for title in answer.stories {
        let story = rows.iter().find(|row| row.title == *title).found("story")?.id;
        teller.does(cast, "Mira", days_ago, &LinkStory { story, feature: Some(feature) })?;
    }
    if answer.title == "Instalment plans" {
        let text = "Two to twelve parts, the first may be larger. The seller sets the schedule. Reminders follow each part.";
        let command = EditFeature { feature, field: FeatureText::InScope, text: text.into(), seen: None };
        teller.does(cast, "Ines", 0, &command)?;
    }
    Ok(())
}
