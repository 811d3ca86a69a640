//! Pure rules of features: what may follow what, which fields are empty, the score, the dates.

use planner::priorities::Rice;

use super::{Decision, Feature, FeatureText};
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};

/// What is said in the thread of a feature, at most.
pub const WORD_MAX: usize = 5_000;
/// Customers in a quarter, at most.
pub(super) const REACH_MAX: i64 = 1_000_000_000;
/// Person-months, at most.
pub(super) const EFFORT_MAX: f64 = 1_000.0;
/// A timeframe has at most this many days.
const TIMEFRAME_MAX_DAYS: i64 = 3_660;

/// The fields of a requirement in the order in which they are read.
pub const FIELDS: [(FeatureText, &str); 9] = [
    (FeatureText::Problem, "Problem"),
    (FeatureText::WhoFor, "Who for"),
    (FeatureText::OutcomeMeasure, "Outcome measure"),
    (FeatureText::InScope, "In scope"),
    (FeatureText::NotInScope, "Not in scope"),
    (FeatureText::Constraints, "Constraints"),
    (FeatureText::OpenQuestions, "Open questions"),
    (FeatureText::DesignLinks, "Design links"),
    (FeatureText::Evidence, "Evidence"),
];

/// How the pages call a text of a feature.
pub fn field_word(field: FeatureText) -> &'static str {
    FIELDS.into_iter().find(|(known, _)| *known == field).map_or("Title", |(_, name)| name)
}

pub fn text(feature: &Feature, field: FeatureText) -> &str {
    match field {
        FeatureText::Title => &feature.title,
        FeatureText::Problem => &feature.problem,
        FeatureText::WhoFor => &feature.who_for,
        FeatureText::OutcomeMeasure => &feature.outcome_measure,
        FeatureText::InScope => &feature.in_scope,
        FeatureText::NotInScope => &feature.not_in_scope,
        FeatureText::Constraints => &feature.constraints,
        FeatureText::OpenQuestions => &feature.open_questions,
        FeatureText::DesignLinks => &feature.design_links,
        FeatureText::Evidence => &feature.evidence,
    }
}

pub(super) fn text_mut(feature: &mut Feature, field: FeatureText) -> &mut String {
    match field {
        FeatureText::Title => &mut feature.title,
        FeatureText::Problem => &mut feature.problem,
        FeatureText::WhoFor => &mut feature.who_for,
        FeatureText::OutcomeMeasure => &mut feature.outcome_measure,
        FeatureText::InScope => &mut feature.in_scope,
        FeatureText::NotInScope => &mut feature.not_in_scope,
        FeatureText::Constraints => &mut feature.constraints,
        FeatureText::OpenQuestions => &mut feature.open_questions,
        FeatureText::DesignLinks => &mut feature.design_links,
        FeatureText::Evidence => &mut feature.evidence,
    }
}

/// The names of the fields in which nothing stands. A concluded experiment that is cited is evidence.
pub fn empty_fields(feature: &Feature, is_cited: bool) -> Vec<&'static str> {
    let is_empty =
        |field: FeatureText| text(feature, field).is_empty() && !(is_cited && field == FeatureText::Evidence);
    FIELDS.into_iter().filter(|(field, _)| is_empty(*field)).map(|(_, name)| name).collect()
}

/// `. Empty: design links.`, or a full stop.
pub fn empty_words(empty: &[&str]) -> String {
    match empty {
        [] => ".".into(),
        names => format!(". Empty: {}.", names.join(", ").to_lowercase()),
    }
}

pub fn may_offer(decision: Decision) -> Result<()> {
    match decision {
        Decision::Idea | Decision::Shaping | Decision::Parked => Ok(()),
        Decision::Offered => Refusal::conflict("It is offered already."),
        Decision::Taken => Refusal::conflict("The owner has taken it already."),
        other => Refusal::conflict(format!("It is {}. Shape it again first.", decision_word(other))),
    }
}

/// An offer is taken; whoever is manager and owner at once needs none.
pub fn may_take(decision: Decision, both: bool) -> Result<()> {
    match decision {
        Decision::Offered => Ok(()),
        Decision::Idea | Decision::Shaping if both => Ok(()),
        Decision::Taken => Refusal::conflict("It is taken already."),
        _ => Refusal::conflict("It is not offered. Ask the manager to offer it."),
    }
}

/// What is given up needs a reason; what is taken is stopped, and never walks back.
pub fn may_settle(now: Decision, next: Decision, reason: &str) -> Result<()> {
    let fits = match next {
        Decision::Stopped => now == Decision::Taken,
        Decision::Parked | Decision::Declined => {
            matches!(now, Decision::Idea | Decision::Shaping | Decision::Offered | Decision::Parked)
        }
        Decision::Idea | Decision::Shaping => {
            matches!(now, Decision::Idea | Decision::Shaping | Decision::Parked | Decision::Declined)
        }
        Decision::Offered | Decision::Taken | Decision::Merged => false,
    };
    if !fits {
        let (now, next) = (decision_word(now), decision_word(next));
        return Refusal::conflict(format!("What is {now} cannot become {next}."));
    }
    let given_up = matches!(next, Decision::Parked | Decision::Declined | Decision::Stopped);
    if given_up && reason.is_empty() {
        return Refusal::invalid("reason", "Say why, in one sentence. It goes back to who asked.");
    }
    Ok(())
}

pub fn decision_word(decision: Decision) -> &'static str {
    match decision {
        Decision::Idea => "an idea",
        Decision::Shaping => "being shaped",
        other => other.as_str(),
    }
}

/// Whether a field was edited since the owner took it. `newest_edit` is the number of the newest such change.
pub fn was_changed(feature: &Feature, newest_edit: Option<i64>) -> bool {
    feature.decision == Decision::Taken && newest_edit > feature.acknowledged_seq
}

/// What lists show, computed from the three facts. Of its stories: how many, how many are accepted and released.
pub fn label(feature: &Feature, stories: i64, accepted: i64, released: i64) -> String {
    use super::Outcome;
    match (feature.decision, feature.outcome) {
        (_, Outcome::Helped) => "helped".into(),
        (_, Outcome::Partly) => "helped in part".into(),
        (_, Outcome::Not) => "did not help".into(),
        (Decision::Taken, _) if released > 0 && (released == stories || feature.completed_at.is_some()) => {
            "released".into()
        }
        (Decision::Taken, _) if feature.completed_at.is_some() => "complete".into(),
        (Decision::Taken, _) if released > 0 => format!("released in part, {accepted} of {stories} accepted"),
        (Decision::Taken, _) if stories > 0 => format!("{accepted} of {stories} accepted"),
        (decision, _) => decision_word(decision).into(),
    }
}

/// `120`; empty takes it away.
pub fn reach(text: &str) -> Result<Option<i64>> {
    let plain = text.replace([',', ' '], "");
    if plain.is_empty() {
        return Ok(None);
    }
    match plain.parse() {
        Ok(reach @ 0..=REACH_MAX) => Ok(Some(reach)),
        _ => Refusal::invalid("reach", "Use a whole number of customers, such as 120."),
    }
}

/// `0.25`, `0.5`, `1`, `2`, `3`, in percent.
pub fn impact(text: &str) -> Result<Option<i64>> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let given = text.parse::<f64>().ok();
    match Rice::IMPACTS.into_iter().find(|impact| Some(*impact) == given) {
        Some(impact) => Ok(Some((impact * 100.0) as i64)),
        None => Refusal::invalid("impact", "Use 0.25, 0.5, 1, 2 or 3."),
    }
}

pub fn confidence(text: &str) -> Result<Option<i64>> {
    let text = text.trim().trim_end_matches('%').trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse() {
        Ok(confidence @ 0..=100) => Ok(Some(confidence)),
        _ => Refusal::invalid("confidence", "Use a whole number of percent from 0 to 100."),
    }
}

/// Person-months with at most one digit after the point, in tenths.
pub fn effort(text: &str) -> Result<Option<i64>> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let tenths = text.parse::<f64>().ok().filter(|months| *months > 0.0 && *months <= EFFORT_MAX);
    match tenths.map(|months| months * 10.0) {
        Some(tenths) if (tenths - tenths.round()).abs() < 1e-6 => Ok(Some(tenths.round() as i64)),
        _ => Refusal::invalid("effort", "Use a number of person-months above 0, such as 1.5."),
    }
}

/// Both days, the earlier first, or none.
pub fn timeframe(starts_on: Option<Day>, ends_on: Option<Day>) -> Result<(Option<Day>, Option<Day>)> {
    match (starts_on, ends_on) {
        (None, None) => Ok((None, None)),
        (Some(first), Some(last)) if (0..=TIMEFRAME_MAX_DAYS).contains(&first.days_until(last)) => {
            Ok((Some(first), Some(last)))
        }
        (Some(_), Some(_)) => Refusal::invalid("ends_on", "Let it end after it begins, within ten years."),
        (None, _) => Refusal::invalid("starts_on", "Say when it begins, too."),
        (_, None) => Refusal::invalid("ends_on", "Say when it ends, too."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_walks_backward() {
        for (now, next, fits) in [
            (Decision::Taken, Decision::Stopped, true),
            (Decision::Taken, Decision::Shaping, false),
            (Decision::Taken, Decision::Parked, false),
            (Decision::Idea, Decision::Parked, true),
            (Decision::Offered, Decision::Declined, true),
            (Decision::Declined, Decision::Shaping, true),
            (Decision::Stopped, Decision::Shaping, false),
            (Decision::Idea, Decision::Taken, false),
            (Decision::Idea, Decision::Merged, false),
        ] {
            assert_eq!(may_settle(now, next, "because").is_ok(), fits, "{now:?} → {next:?}");
        }
        assert!(may_settle(Decision::Idea, Decision::Parked, "").is_err());
        assert!(may_settle(Decision::Parked, Decision::Shaping, "").is_ok());
    }

    #[test]
    fn only_an_offer_is_taken_unless_both_desks_are_one() {
        for (decision, alone, both) in [
            (Decision::Offered, true, true),
            (Decision::Shaping, false, true),
            (Decision::Idea, false, true),
            (Decision::Taken, false, false),
            (Decision::Parked, false, false),
        ] {
            assert_eq!((may_take(decision, false).is_ok(), may_take(decision, true).is_ok()), (alone, both));
        }
    }

    #[test]
    fn terms_are_read_as_people_write_them() {
        assert_eq!((reach("1,200").unwrap(), reach(" ").unwrap()), (Some(1200), None));
        assert_eq!((impact("0,5").unwrap(), impact("3").unwrap()), (Some(50), Some(300)));
        assert_eq!((confidence("80 %").unwrap(), effort("1.5").unwrap()), (Some(80), Some(15)));
        for wrong in ["4", "many", "-1"] {
            assert!(impact(wrong).is_err(), "{wrong}");
        }
        for wrong in ["0", "0.25", "-1", "NaN", "1001"] {
            assert!(effort(wrong).is_err(), "{wrong}");
        }
        assert!(reach("-1").is_err() && reach("2.5").is_err() && confidence("101").is_err());
    }

    #[test]
    fn a_timeframe_has_two_ends_in_order() {
        let day = |text| Day::parse(text);
        assert!(timeframe(day("2026-11-01"), day("2026-11-30")).is_ok());
        assert!(timeframe(None, None).is_ok());
        for (first, last) in [
            ("2026-11-02", "2026-11-01"),
            ("2026-11-02", ""),
            ("", "2026-11-02"),
            ("2026-01-01", "2037-01-01"),
        ] {
            assert!(timeframe(day(first), day(last)).is_err(), "{first} {last}");
        }
    }
}
