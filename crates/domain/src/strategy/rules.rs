//! Pure rules of direction: measured values, progress from baseline to target, the tree of goals.

use super::{GoalId, GoalState, Measure, Unit};
use crate::spine::refusal::{Refusal, Result};

/// Measured values lie between minus and plus a million millions.
const MEASURE_MAX: f64 = 1e12;

/// A value as people write it: `71`, `71 %`, `6,2`, `1 200 000`; for yes and no the words themselves.
pub fn measure(field: &'static str, text: &str, unit: Unit) -> Result<Measure> {
    if unit == Unit::YesNo {
        return match text.trim().to_lowercase().as_str() {
            "yes" | "1" => Ok(Measure(1000)),
            "no" | "0" => Ok(Measure(0)),
            _ => Refusal::invalid(field, "Write yes or no."),
        };
    }
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && !"%€$£".contains(*c)).collect();
    let plain = if plain.contains('.') { plain.replace(',', "") } else { decimal_comma(&plain) };
    let value = plain.parse::<f64>().ok().filter(|value| value.is_finite() && value.abs() <= MEASURE_MAX);
    let Some(value) = value else { return Refusal::invalid(field, "Write a number, such as 71 or 6.2.") };
    Ok(Measure((value * 1000.0).round() as i64))
}

/// One comma followed by anything but three digits is a decimal point, others group thousands.
fn decimal_comma(text: &str) -> String {
    match text.split_once(',') {
        Some((whole, rest)) if !rest.contains(',') && rest.len() != 3 => format!("{whole}.{rest}"),
        _ => text.replace(',', ""),
    }
}

/// A key result goes somewhere.
pub fn span(baseline: Measure, target: Measure) -> Result<()> {
    if baseline == target {
        return Refusal::invalid("target", "The target is where it stands already; aim higher or lower.");
    }
    Ok(())
}

/// How far from the baseline to the target, in whole percent, clipped to 0 and 100; either direction.
pub fn progress_percent(baseline: Measure, target: Measure, now: Measure) -> i64 {
    let whole = i128::from(target.0) - i128::from(baseline.0);
    if whole == 0 {
        return 0;
    }
    let done = i128::from(now.0) - i128::from(baseline.0);
    i64::try_from((done * 100 / whole).clamp(0, 100)).unwrap_or(0)
}

/// `71 %`, `6.2`, `yes`, as it is shown.
pub fn shown(value: Measure, unit: Unit) -> String {
    match unit {
        Unit::Percent => format!("{value}%"),
        Unit::Money => format!("€{value}"),
        Unit::YesNo if value.0 == 0 => "no".into(),
        Unit::YesNo => "yes".into(),
        Unit::Number => value.to_string(),
    }
}

pub fn confidence(given: i64) -> Result<i64> {
    match given {
        1..=10 => Ok(given),
        _ => Refusal::invalid("confidence", "Use a number from 1 to 10."),
    }
}

/// A share of the capacity, 0 to 100; empty takes it away.
pub fn share(text: &str) -> Result<Option<i64>> {
    let text = text.trim().trim_end_matches('%').trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse() {
        Ok(share @ 0..=100) => Ok(Some(share)),
        _ => Refusal::invalid("share", "Use a whole number of percent from 0 to 100, or leave it empty."),
    }
}

/// A goal that is given up needs a reason; others need none.
pub fn reason(state: GoalState, reason: &str) -> Result<()> {
    let given_up = matches!(state, GoalState::Missed | GoalState::Dropped);
    if given_up && reason.is_empty() {
        return Refusal::invalid("reason", "Say why, in one sentence.");
    }
    Ok(())
}

/// A goal cannot be part of itself, however long the way. `above` are the parents of the new parent.
pub fn refuse_cycle(goal: GoalId, above: &[(GoalId, String)]) -> Result<()> {
    match above.iter().position(|(id, _)| *id == goal) {
        None => Ok(()),
        Some(_) => {
            let way: Vec<&str> = above.iter().map(|(_, title)| title.as_str()).collect();
            Refusal::invalid("parent", format!("That would be a circle: {}.", way.join(" → ")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_people_write_them() {
        for (text, thousandths) in [
            ("71", 71_000),
            ("71 %", 71_000),
            ("6.2", 6_200),
            ("6,2", 6_200),
            ("1,200", 1_200_000),
            ("€1,200,000.5", 1_200_000_500),
            ("-3", -3_000),
        ] {
            assert_eq!(measure("value", text, Unit::Number).unwrap(), Measure(thousandths), "{text}");
        }
        for wrong in ["", "many", "NaN", "inf", "1e13", "1.2.3"] {
            assert!(measure("value", wrong, Unit::Number).is_err(), "{wrong}");
        }
        assert_eq!(measure("value", "Yes", Unit::YesNo).unwrap(), Measure(1000));
        assert!(measure("value", "2", Unit::YesNo).is_err());
    }

    #[test]
    fn progress_knows_its_direction_and_is_clipped() {
        let percent =
            |baseline, target, now| progress_percent(Measure(baseline), Measure(target), Measure(now));
        for (baseline, target, now, wanted) in [
            (62, 80, 71, 50),
            (9_000, 4_000, 6_200, 56),
            (0, 10, -5, 0),
            (0, 10, 25, 100),
            (10, 0, 12, 0),
            (5, 5, 5, 0),
            (i64::MIN, i64::MAX, 0, 50),
        ] {
            assert_eq!(percent(baseline, target, now), wanted, "{baseline} → {target}: {now}");
        }
    }

    #[test]
    fn a_measure_shows_no_more_digits_than_it_has() {
        for (thousandths, text) in [(71_000, "71"), (6_200, "6.2"), (-500, "-0.5"), (1, "0.001")] {
            assert_eq!(Measure(thousandths).to_string(), text);
        }
    }

    #[test]
    fn a_share_is_a_whole_percent_or_nothing() {
        assert_eq!(share(" 40 % ").unwrap(), Some(40));
        assert_eq!(share("").unwrap(), None);
        for wrong in ["101", "-1", "a third", "12.5"] {
            assert!(share(wrong).is_err(), "{wrong}");
        }
    }
}
