//! Where Larkbill is going: the vision, three goals with their key results, and the features that Mira took.

use super::{Cast, Teller};
use crate::backlog::link_story::LinkStory;
use crate::backlog::queries::{Filter, page};
use crate::discovery::NeedId;
use crate::discovery::queries::needs;
use crate::discovery::serve_goal::ServeGoal;
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
use crate::strategy::add_goal::AddGoal;
use crate::strategy::add_key_result::AddKeyResult;
use crate::strategy::check_in::CheckIn;
use crate::strategy::write_vision::{VisionText, WriteVision};
use crate::strategy::{GoalId, Unit};

const VISION: [(VisionText, &str); 5] = [
    (
        VisionText::Statement,
        "Every small business is paid on the day it expects, without having to ask twice.",
    ),
    (
        VisionText::TargetGroup,
        "Firms of 2 to 40 people who invoice other firms\nThe person who does the books on a Friday\nTheir customers, who get the reminders",
    ),
    (
        VisionText::CustomerNeeds,
        "To know when money lands\nTo chase without souring things\nTo let customers pay their way\nBooks that match by themselves",
    ),
    (
        VisionText::Offering,
        "Invoices with one link to pay\nReminders that read like you\nA ledger that closes itself",
    ),
    (
        VisionText::BusinessGoals,
        "0.4% of what is paid through us\n€9.1m a year by end of 2027\nEach point paid on time adds €86k",
    ),
];

/// What is measured, from, to, and what was checked in: days ago, value, how sure.
type Measured = (&'static str, Unit, &'static str, &'static str, &'static [(i64, &'static str, i64)]);

struct Aim {
    title: &'static str,
    why: &'static str,
    /// By its title.
    need: &'static [&'static str],
    key_results: &'static [Measured],
}

const AIMS: [Aim; 3] = [
    Aim {
        title: "Invoices are paid on time",
        why: "A firm that is paid on time stays with us: two of three who leave say that nothing changed.",
        need: &["Chase late payers without souring things", "See when money lands"],
        key_results: &[
            (
                "Invoices paid by their due date",
                Unit::Percent,
                "62",
                "80",
                &[(56, "64", 6), (28, "69", 7), (5, "71", 7)],
            ),
            ("Days late, in the middle", Unit::Number, "9", "4", &[(35, "7.4", 7), (4, "6.2", 8)]),
            ("Firms with reminders switched on", Unit::Percent, "24", "60", &[(33, "38", 6), (4, "41", 4)]),
        ],
    },
    Aim {
        title: "Take payment anywhere, with one link",
        why: "What is easy to pay is paid first.",
        need: &["Pay their way"],
        key_results: &[
            ("Invoices with a pay link", Unit::Percent, "31", "70", &[(30, "40", 5), (6, "44", 5)]),
            ("Links opened that end in payment", Unit::Percent, "58", "75", &[(6, "63", 4)]),
        ],
    },
    Aim {
        title: "Books close themselves",
        why: "Every minute of typing is a minute in which somebody thinks of leaving.",
        need: &["Books that match"],
        key_results: &[
            ("Payments matched without a touch", Unit::Percent, "66", "95", &[(20, "78", 7), (3, "81", 8)]),
            ("Support contacts per 1,000 accounts", Unit::Number, "14", "5", &[(3, "9", 7)]),
        ],
    },
];

struct Answer {
    title: &'static str,
    /// How many days ago it was agreed on.
    days_ago: i64,
    need: &'static str,
    horizon: Horizon,
    /// Days from today.
    dates: (i64, i64),
    /// Impact, confidence in percent, person-months; reach is who asked.
    terms: (&'static str, &'static str, &'static str),
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
        terms: ("2", "80", "1.5"),
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
        terms: ("2", "80", "2.5"),
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
        terms: ("2", "80", "2"),
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
        terms: ("3", "50", "4"),
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
        terms: ("1", "50", "5"),
        fields: &[(FeatureText::WhoFor, "Firms that lose a day’s margin to card fees.")],
        stories: &[],
        taken: false,
    },
];

pub(super) fn set(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    let product = cast.firm.product;
    for (field, text) in VISION {
        let command = WriteVision { product, field, text: text.into(), seen: None };
        teller.does(cast, "Ines", 80, &command)?;
    }
    for aim in &AIMS {
        reach(teller, cast, aim)?;
    }
    for answer in &ANSWERS {
        offer(teller, cast, answer)?;
    }
    Ok(())
}

fn reach(teller: &mut Teller<'_>, cast: &Cast, aim: &Aim) -> Result<()> {
    let command =
        AddGoal { title: aim.title.into(), why: aim.why.into(), period: "2027".into(), ..AddGoal::default() };
    let goal: GoalId = teller.does(cast, "Ines", 79, &command)?.id;
    for (title, unit, baseline, target, check_ins) in aim.key_results {
        let command = AddKeyResult {
            goal,
            title: (*title).into(),
            unit: *unit,
            baseline: (*baseline).into(),
            target: (*target).into(),
        };
        let key_result = teller.does(cast, "Ines", 78, &command)?.id;
        for (days_ago, value, confidence) in *check_ins {
            let measured_on = Some(Day::of(teller.today.plus_days(-days_ago).day_in("Europe/Dublin")));
            let note = String::new();
            let command =
                CheckIn { key_result, value: (*value).into(), confidence: *confidence, note, measured_on };
            teller.does(cast, "Ines", *days_ago, &command)?;
        }
    }
    for title in aim.need {
        let need = need(teller, cast, title)?;
        teller.does(cast, "Ines", 71, &ServeGoal { need, goal })?;
    }
    Ok(())
}

fn need(teller: &Teller<'_>, cast: &Cast, title: &str) -> Result<NeedId> {
    let found = needs(teller.tx, &teller.actor(cast, "Ines")?, cast.firm.product)?;
    found.into_iter().find(|need| need.title == title).map(|need| need.id).found("need")
}

fn offer(teller: &mut Teller<'_>, cast: &Cast, answer: &Answer) -> Result<()> {
    let need = Some(need(teller, cast, answer.need)?);
    let days_ago = answer.days_ago;
    let product = cast.firm.product;
    let command = AddFeature { product, title: answer.title.into(), need, problem: String::new() };
    let feature: FeatureId = teller.does(cast, "Ines", days_ago, &command)?.id;
    for (field, text) in answer.fields {
        let command = EditFeature { feature, field: *field, text: (*text).into(), seen: None };
        teller.does(cast, "Ines", days_ago, &command)?;
    }
    let (impact, confidence, effort) = answer.terms;
    let score = ScoreFeature {
        feature,
        reach: "5".into(),
        impact: impact.into(),
        confidence: confidence.into(),
        effort: effort.into(),
    };
    teller.does(cast, "Ines", days_ago, &score)?;
    let place = MoveFeature { feature, horizon: Some(answer.horizon), after: None, before: None };
    teller.does(cast, "Ines", days_ago, &place)?;
    let day = |days: i64| Some(Day::of(teller.today.plus_days(days).day_in("Europe/Dublin")));
    let (starts_on, ends_on) = (day(answer.dates.0), day(answer.dates.1));
    teller.does(cast, "Ines", days_ago, &ScheduleFeature { feature, starts_on, ends_on, precision: None })?;
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
