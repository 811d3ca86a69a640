//! Pure rules of people and places.

use crate::spine::refusal::{Refusal, Result};

/// How long after a release customers are asked whether it helped, where nobody says otherwise.
pub const ASK_AFTER_DAYS: i64 = 14;
/// After how many days the ratings of a comparison are stale, until somebody says otherwise.
pub const RATING_DAYS: i64 = 180;
const ASK_AFTER_DAYS_MAX: i64 = 365;

/// First parts of an address that are not workspaces.
const TAKEN: [&str; 16] = [
    "api",
    "assets",
    "favicon",
    "healthz",
    "help",
    "live",
    "metrics",
    "portal",
    "readyz",
    "respond",
    "robots",
    "sign-in",
    "sign-out",
    "start",
    "static",
    "throughline",
];

/// What stands before the dash of a key: 2 to 6 letters or digits, the first a letter; made large.
pub fn prefix(field: &'static str, text: &str) -> Result<String> {
    let prefix = text.trim().to_ascii_uppercase();
    let fine = (2..=6).contains(&prefix.len())
        && prefix.starts_with(|c: char| c.is_ascii_alphabetic())
        && prefix.chars().all(|c| c.is_ascii_alphanumeric());
    if fine { Ok(prefix) } else { Refusal::invalid(field, "Use 2 to 6 letters or digits, such as INV.") }
}

/// The address of a workspace: small letters, digits and dashes, made from its name.
pub fn slug(field: &'static str, name: &str) -> Result<String> {
    let mut slug = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'ä' | 'á' | 'à' | 'â' | 'å' => slug.push('a'),
            'é' | 'è' | 'ê' | 'ë' => slug.push('e'),
            'ö' | 'ó' | 'ô' | 'ø' => slug.push('o'),
            'ü' | 'ú' | 'û' => slug.push('u'),
            'í' | 'ì' | 'î' => slug.push('i'),
            'ß' => slug.push_str("ss"),
            c if c.is_ascii_alphanumeric() => slug.push(c),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    let slug: String = slug.trim_matches('-').chars().take(40).collect();
    let slug = slug.trim_matches('-').to_owned();
    if slug.len() < 2 {
        return Refusal::invalid(field, "Use a name with at least two letters or digits.");
    }
    if TAKEN.contains(&slug.as_str()) {
        return Refusal::invalid(
            field,
            format!("“{slug}” is an address of the program itself; choose another name."),
        );
    }
    Ok(slug)
}

/// A password that may be used: 10 to 200 characters, not the address itself, not one character repeated.
pub fn password(field: &'static str, password: &str, email: &str) -> Result<()> {
    let length = password.chars().count();
    if length < 10 {
        return Refusal::invalid(
            field,
            "Use at least 10 characters; a short sentence is easy to keep in mind.",
        );
    }
    if length > 200 {
        return Refusal::invalid(field, "Use at most 200 characters.");
    }
    let first = password.chars().next();
    if password.eq_ignore_ascii_case(email) || password.chars().all(|c| Some(c) == first) {
        return Refusal::invalid(field, "Choose something that is harder to guess.");
    }
    Ok(())
}

/// How many days customers get to try something before they are asked: 1 to 365.
pub fn ask_after(days: i64) -> Result<i64> {
    if (1..=ASK_AFTER_DAYS_MAX).contains(&days) {
        return Ok(days);
    }
    Refusal::invalid("days", format!("Use a number of days from 1 to {ASK_AFTER_DAYS_MAX}."))
}

/// A time zone that the program knows.
pub fn time_zone(field: &'static str, name: &str) -> Result<String> {
    match jiff::tz::TimeZone::get(name.trim()) {
        Ok(_) => Ok(name.trim().to_owned()),
        Err(_) => Refusal::invalid(field, "Use the name of a time zone, such as Europe/Berlin."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_short_and_large() {
        assert_eq!(prefix("prefix", " inv ").unwrap(), "INV");
        for wrong in ["", "I", "TOOLONG", "1NV", "I-V", "ÄB"] {
            assert!(prefix("prefix", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_address_is_made_from_a_name_and_never_one_of_the_programs_own() {
        assert_eq!(slug("name", "Larkbill").unwrap(), "larkbill");
        assert_eq!(slug("name", " Müller & Söhne, GmbH ").unwrap(), "muller-sohne-gmbh");
        assert!(slug("name", "Sign in").is_err());
        assert!(slug("name", "??").is_err());
    }

    #[test]
    fn customers_are_asked_within_a_year() {
        assert_eq!(ask_after(14).unwrap(), 14);
        assert!([0, -1, 366].iter().all(|days| ask_after(*days).is_err()));
    }

    #[test]
    fn a_password_is_long_and_not_the_address() {
        assert!(password("password", "tall trees sway", "a@b.example").is_ok());
        assert!(password("password", "short", "a@b.example").is_err());
        assert!(password("password", "aaaaaaaaaaaaaa", "a@b.example").is_err());
        assert!(password("password", "Mira@larkbill.example", "mira@larkbill.example").is_err());
    }
}
