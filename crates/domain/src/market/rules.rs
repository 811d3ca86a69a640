//! Pure rules of customers.

use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::{Refusal, Result};

/// A hundred billion, in minor units.
const REVENUE_MAX_MINOR: i64 = 10_000_000_000_000;
const SEATS_MAX: i64 = 100_000_000;

/// Money as people write it: `28400`, `28,400.50`, `€28 400`. In minor units of a currency with hundredths.
pub fn money(field: &'static str, text: &str) -> Result<i64> {
    let plain: String = text.chars().filter(|c| c.is_ascii_digit() || ".,-".contains(*c)).collect();
    if text.trim().is_empty() {
        return Ok(0);
    }
    let wrong = || {
        Refusal::invalid(field, format!("“{}” is no amount of money; write 28400 or 28,400.50.", text.trim()))
    };
    let (whole, cents) = match plain.rfind(['.', ',']) {
        Some(at) if plain.len() - at - 1 <= 2 => (&plain[..at], &plain[at + 1..]),
        _ => (plain.as_str(), ""),
    };
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    if plain.contains('-') || digits.is_empty() || digits.len() > 14 {
        return wrong();
    }
    let whole: i64 = digits.parse().unwrap_or(i64::MAX / 200);
    let cents: i64 = format!("{cents:0<2}").parse().unwrap_or(0);
    let minor = whole.saturating_mul(100).saturating_add(cents);
    if minor > REVENUE_MAX_MINOR { wrong() } else { Ok(minor) }
}

/// ISO 4217: three letters, made large.
pub fn currency(text: &str) -> Result<String> {
    let code = text.trim().to_ascii_uppercase();
    if code.is_empty() {
        return Ok("EUR".into());
    }
    if code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase()) {
        return Ok(code);
    }
    Refusal::invalid("currency", "Write a currency as three letters, such as EUR.")
}

pub fn seats(text: &str) -> Result<i64> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    if digits.is_empty() {
        return Ok(0);
    }
    match digits.parse() {
        Ok(seats) if (0..=SEATS_MAX).contains(&seats) => Ok(seats),
        _ => Refusal::invalid("seats", "Use a number of seats, such as 25."),
    }
}

/// An assessment of a trend holds for so long, unless somebody says otherwise.
pub const REVIEW_DAYS: i64 = 90;

/// Impact and certainty, 1 to 5 each: both or neither.
pub fn assessment(impact: &str, certainty: &str) -> Result<(Option<i64>, Option<i64>)> {
    let (impact, certainty) = (grade("impact", impact)?, grade("certainty", certainty)?);
    match (impact, certainty) {
        (Some(_), None) => Refusal::invalid("certainty", "Say how certain it is to come, too, 1 to 5."),
        (None, Some(_)) => Refusal::invalid("impact", "Say how much it would change for us, too, 1 to 5."),
        both => Ok(both),
    }
}

fn grade(field: &'static str, text: &str) -> Result<Option<i64>> {
    match text.trim() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(grade @ 1..=5) => Ok(Some(grade)),
            _ => Refusal::invalid(field, "Use a whole number from 1 to 5."),
        },
    }
}

/// When something was seen: today, if nobody says. No place on earth is a whole day ahead of the clock.
pub fn not_ahead(field: &'static str, day: Option<Day>, now: Timestamp) -> Result<Day> {
    let today = Day::of(now.day_in("UTC"));
    match day.unwrap_or(today) {
        ahead if today.plus_days(1) < ahead => Refusal::invalid(field, "This day is still to come."),
        day => Ok(day),
    }
}

/// For how many days an assessment holds.
pub fn review_days(text: &str) -> Result<Option<i64>> {
    match text.trim() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(days @ 7..=730) => Ok(Some(days)),
            _ => Refusal::invalid("review_days", "Use a whole number of days from 7 to 730."),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spine::refusal::Failure;

    #[test]
    fn money_is_read_as_people_write_it() {
        for (text, minor) in [
            ("28400", 2_840_000),
            ("28,400.50", 2_840_050),
            ("€28 400", 2_840_000),
            ("1.234,5", 123_450),
            ("", 0),
            ("28,400", 2_840_000),
        ] {
            assert_eq!(money("revenue", text).unwrap(), minor, "{text}");
        }
        for wrong in ["much", "-5", "999999999999999"] {
            assert!(money("revenue", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_currency_is_three_letters() {
        assert_eq!((currency("usd").unwrap(), currency("").unwrap()), ("USD".into(), "EUR".into()));
        assert!(currency("euro").is_err());
        assert_eq!(seats("1,200").unwrap(), 1200);
        assert!(seats("-1").is_err() && seats("many").is_err());
    }

    #[test]
    fn an_assessment_says_both_or_nothing() {
        assert_eq!(assessment(" 4 ", "5").unwrap(), (Some(4), Some(5)));
        assert_eq!(assessment("", " ").unwrap(), (None, None));
        for (impact, certainty, field) in
            [("4", "", "certainty"), ("", "4", "impact"), ("6", "1", "impact"), ("1", "much", "certainty")]
        {
            let refused = assessment(impact, certainty).unwrap_err();
            assert!(matches!(refused, Failure::Refused(refusal) if refusal.field() == Some(field)));
        }
        assert_eq!((review_days("").unwrap(), review_days("30").unwrap()), (None, Some(30)));
        for wrong in ["6", "731", "soon"] {
            assert!(review_days(wrong).is_err(), "{wrong}");
        }
    }
}
