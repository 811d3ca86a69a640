//! Where Larkbill is going: the vision, and three goals with their key results.

use super::{Cast, Teller};
use crate::discovery::NeedId;
use crate::discovery::queries::needs;
use crate::discovery::serve_goal::ServeGoal;
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
    /// Of the capacity, in percent.
    share: &'static str,
    /// By its title.
    need: &'static [&'static str],
    key_results: &'static [Measured],
}

const AIMS: [Aim; 3] = [
    Aim {
        title: "Invoices are paid on time",
        why: "A firm that is paid on time stays with us: two of three who leave say that nothing changed.",
        share: "50",
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
        share: "30",
        need: &["Pay their way"],
        key_results: &[
            ("Invoices with a pay link", Unit::Percent, "31", "70", &[(30, "40", 5), (6, "44", 5)]),
            ("Links opened that end in payment", Unit::Percent, "58", "75", &[(6, "63", 4)]),
        ],
    },
    Aim {
        title: "Books close themselves",
        why: "Every minute of typing is a minute in which somebody thinks of leaving.",
        share: "20",
        need: &["Books that match"],
        key_results: &[
            ("Payments matched without a touch", Unit::Percent, "66", "95", &[(20, "78", 7), (3, "81", 8)]),
            ("Support contacts per 1,000 accounts", Unit::Number, "14", "5", &[(3, "9", 7)]),
        ],
    },
];

/// What the firm itself wants to reach, and why.
const FIRM: (&str, &str) = (
    "Firms stay because they are paid",
    "Two of three who leave were not paid any sooner with us. Whoever is paid on time has no reason to go.",
);

pub(super) fn set(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    let product = cast.firm.product;
    for (field, text) in VISION {
        let command = WriteVision { product, field, text: text.into(), seen: None };
        teller.does(cast, "Ines", 200, &command)?;
    }
    let command =
        AddGoal { title: FIRM.0.into(), why: FIRM.1.into(), period: "2027".into(), ..AddGoal::default() };
    let firm = teller.does(cast, "Ines", 199, &command)?.id;
    for aim in &AIMS {
        reach(teller, cast, aim, firm)?;
    }
    Ok(())
}

fn reach(teller: &mut Teller<'_>, cast: &Cast, aim: &Aim, firm: GoalId) -> Result<()> {
    let command = AddGoal {
        title: aim.title.into(),
        why: aim.why.into(),
        period: "2027".into(),
        parent: Some(firm),
        share: aim.share.into(),
    };
    let goal: GoalId = teller.does(cast, "Ines", 199, &command)?.id;
    for (title, unit, baseline, target, check_ins) in aim.key_results {
        let command = AddKeyResult {
            goal,
            title: (*title).into(),
            unit: *unit,
            baseline: (*baseline).into(),
            target: (*target).into(),
        };
        let key_result = teller.does(cast, "Ines", 198, &command)?.id;
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
        teller.does(cast, "Ines", 190, &ServeGoal { need, goal })?;
    }
    Ok(())
}

pub(super) fn need(teller: &Teller<'_>, cast: &Cast, title: &str) -> Result<NeedId> {
    let found = needs(teller.tx, &teller.actor(cast, "Ines")?, cast.firm.product)?;
    found.into_iter().find(|need| need.title == title).map(|need| need.id).found("need")
}
