//! What Larkbill set out to learn: a study of why reminders are switched off, and what the two dearest features rest on.

use super::direction::need;
use super::{Cast, Teller};
use crate::discovery::link_quote::LinkQuote;
use crate::discovery::research::add_interview::AddInterview;
use crate::discovery::research::add_study::AddStudy;
use crate::discovery::research::answer_consent::AnswerConsent;
use crate::discovery::research::edit_study::{EditStudy, StudyText};
use crate::discovery::research::queries::{contacts, interview};
use crate::discovery::research::settle_study::SettleStudy;
use crate::discovery::research::write_notes::WriteNotes;
use crate::discovery::research::{Consent, Method, StudyId, StudyState};
use crate::roadmap::FeatureId;
use crate::roadmap::assumptions::add_assumption::AddAssumption;
use crate::roadmap::assumptions::add_experiment::AddExperiment;
use crate::roadmap::assumptions::conclude_experiment::ConcludeExperiment;
use crate::roadmap::assumptions::{AssumptionId, AssumptionState, ExperimentDecision};
use crate::spine::moment::Day;
use crate::spine::refusal::{Found, Result};

struct Talk {
    /// Days ago; of one that is still to come, fewer than none.
    held: i64,
    /// By name; nobody whom we know, if empty.
    contact: &'static str,
    said_as: &'static str,
    consent_how: &'static str,
    notes: &'static str,
    /// Passages with the need they lead to, by its title, and their importance.
    links: &'static [(&'static str, &'static str, i64)],
}

const TALKS: [Talk; 3] = [
    Talk {
        held: 22,
        contact: "Piet Windrow",
        said_as: "dealer in machines",
        consent_how: "on the recording",
        notes: "I had it on for a month. Then I saw what had gone to a farmer I have known for thirty years, and I switched it off the same evening.\n\nI would turn it on again if I saw the whole row of letters first, with the dates. And in winter nobody should get one: they are paid in August, so am I.\n\nWhat I really do on a Monday is go through the bank and guess. If the guess were there already I would not need half of the reminders.",
        links: &[
            (
                "I would turn it on again if I saw the whole row of letters first",
                "Chase late payers without souring things",
                3,
            ),
            ("they are paid in August, so am I", "Chase late payers without souring things", 2),
            ("go through the bank and guess", "See when money lands", 3),
        ],
    },
    Talk {
        held: 18,
        contact: "",
        said_as: "bookkeeper, 12 staff",
        consent_how: "in writing, without a name",
        notes: "I do the books for four firms on two days a week. The owners write the first reminder themselves because they do not trust the words. By the time they get to it, it is the third week.\n\nWhoever pays in two parts shows up as late in both. So the reminder goes to somebody who has paid, and I am the one who gets the call.",
        links: &[
            ("they do not trust the words", "Chase late payers without souring things", 3),
            ("Whoever pays in two parts shows up as late in both", "Books that match", 3),
        ],
    },
    Talk {
        held: -3,
        contact: "Rob Tarn",
        said_as: "roofer who writes the letters himself",
        consent_how: "",
        notes: "",
        links: &[],
    },
];

pub(super) fn study(teller: &mut Teller<'_>, cast: &Cast) -> Result<()> {
    let product = cast.firm.product;
    let reminders = AddStudy {
        product,
        question: "Why do firms switch reminders off within a month?".into(),
        method: Some(Method::Interviews),
        people: "Six who switched them off since spring; two who never switched them on. Whoever writes the letters, not whoever pays for the seats.".into(),
        plan: "Forty minutes each, on their own screen. Ask for the last late payment and go through it step by step. No questions about the future.".into(),
    };
    let study = teller.does(cast, "Ines", 30, &reminders)?.id;
    teller.does(cast, "Ines", 24, &SettleStudy { study, state: StudyState::Running })?;
    for talk in &TALKS {
        held(teller, cast, study, talk)?;
    }
    let findings = "So far: it is the tone to a single customer, never the number of letters. Both would switch them on again if they saw the whole row before it leaves.";
    let command = EditStudy { study, field: StudyText::Findings, text: findings.into(), seen: None };
    teller.does(cast, "Ines", 17, &command)?;
    let parts = AddStudy {
        product,
        question: "In how many parts would payers like to pay?".into(),
        method: Some(Method::Survey),
        people: "Payers of invoices above €500, asked on the pay page after they have paid.".into(),
        plan: "Two questions, one week, before the schedule of an instalment plan is fixed.".into(),
    };
    teller.does(cast, "Ines", 6, &parts)?;
    Ok(())
}

fn held(teller: &mut Teller<'_>, cast: &Cast, study: StudyId, talk: &Talk) -> Result<()> {
    let known = contacts(teller.tx, &teller.actor(cast, "Ines")?, cast.firm.product)?;
    let command = AddInterview {
        study,
        held_on: Some(day(teller, talk.held)),
        contact: known.into_iter().find(|one| one.name == talk.contact).map(|one| one.id),
        customer: None,
        said_as: talk.said_as.into(),
    };
    let days_ago = talk.held.max(2);
    let done = teller.does(cast, "Ines", days_ago, &command)?;
    if talk.notes.is_empty() {
        return Ok(());
    }
    let consent = AnswerConsent {
        interview: done.id,
        consent: Consent::Given,
        how: talk.consent_how.into(),
        on: Some(day(teller, talk.held)),
    };
    teller.does(cast, "Ines", days_ago, &consent)?;
    let notes = WriteNotes { interview: done.id, text: talk.notes.into(), seen: None };
    teller.does(cast, "Ines", days_ago, &notes)?;
    let number = done.key.rsplit('-').next().and_then(|number| number.parse().ok()).found("interview")?;
    let (_, _, kept) = interview(teller.tx, &teller.actor(cast, "Ines")?, cast.firm.product, number)?;
    let feedback = kept.found("feedback")?.id;
    for (passage, title, importance) in talk.links {
        let command = LinkQuote {
            feedback,
            passage: (*passage).into(),
            need: Some(need(teller, cast, title)?),
            new_need: String::new(),
            importance: Some(*importance),
        };
        teller.does(cast, "Ines", days_ago, &command)?;
    }
    Ok(())
}

/// How an assumption was tried: what was expected, measured and counted, from and to which day, and what came out.
struct Tried {
    expected: [&'static str; 3],
    days: (i64, i64),
    came_out: Option<(&'static str, ExperimentDecision, AssumptionState, i64)>,
}

/// By the feature's title: what it rests on, importance and evidence.
type Rests = (&'static str, &'static str, (i64, i64), Option<Tried>);

const RESTS: [Rests; 5] = [
    (
        "A tone for each customer",
        "A gentle reminder is paid as soon as a stern one",
        (5, 1),
        Some(Tried {
            expected: [
                "Invoices that are reminded gently are paid no later",
                "Days from the reminder to the payment, 42 invoices each",
                "At most half a day more",
            ],
            days: (66, 45),
            came_out: Some((
                "Gentle: 6.1 days in the middle. Stern: 6.3 days. Nobody complained about the gentle ones; two rang about the stern ones.",
                ExperimentDecision::GoOn,
                AssumptionState::Confirmed,
                4,
            )),
        }),
    ),
    (
        "A tone for each customer",
        "Firms want to write the words of each reminder themselves",
        (4, 2),
        Some(Tried {
            expected: [
                "Given three tones and a free text, half of them write",
                "Of eight people in a test, how many change a word",
                "4 of 8",
            ],
            days: (50, 48),
            came_out: Some((
                "One of eight changed a word. Seven took one of the three tones and went on. Free text is left out.",
                ExperimentDecision::Change,
                AssumptionState::Refuted,
                4,
            )),
        }),
    ),
    (
        "A tone for each customer",
        "A firm knows which customers matter before a reminder leaves",
        (3, 4),
        None,
    ),
    (
        "Instalment plans",
        "Payers finish a plan that they have chosen themselves",
        (5, 1),
        Some(Tried {
            expected: [
                "Nine of ten parts are paid by their day",
                "Parts paid by their day, in the forty plans that Vantry Dental types by hand",
                "36 of 40",
            ],
            days: (10, -18),
            came_out: None,
        }),
    ),
    ("Instalment plans", "Sellers above €500 offer parts without being asked for them", (4, 2), None),
];

/// What a feature rests on, written down and tried before it is offered.
pub(super) fn rests(
    teller: &mut Teller<'_>,
    cast: &Cast,
    (feature, title): (FeatureId, &str),
    days_ago: i64,
) -> Result<()> {
    for (of, statement, (importance, evidence), tried) in &RESTS {
        if *of != title {
            continue;
        }
        let (importance, evidence) = (Some(*importance), Some(*evidence));
        let command = AddAssumption { feature, statement: (*statement).into(), importance, evidence };
        let assumption = teller.does(cast, "Ines", days_ago, &command)?.id;
        if let Some(tried) = tried {
            try_it(teller, cast, (assumption, tried), days_ago)?;
        }
    }
    Ok(())
}

fn try_it(
    teller: &mut Teller<'_>,
    cast: &Cast,
    (assumption, tried): (AssumptionId, &Tried),
    days_ago: i64,
) -> Result<()> {
    let [hypothesis, measure, threshold] = tried.expected.map(str::to_owned);
    let (starts_on, ends_on) = (Some(day(teller, tried.days.0)), Some(day(teller, tried.days.1)));
    let command = AddExperiment { assumption, hypothesis, measure, threshold, starts_on, ends_on };
    let experiment = teller.does(cast, "Ines", days_ago, &command)?.id;
    if let Some((result, decision, state, evidence)) = tried.came_out {
        let command = ConcludeExperiment { experiment, result: result.into(), decision, state, evidence };
        teller.does(cast, "Ines", days_ago, &command)?;
    }
    Ok(())
}

fn day(teller: &Teller<'_>, days_ago: i64) -> Day {
    Day::of(teller.today.plus_days(-days_ago).day_in("Europe/Dublin"))
}
