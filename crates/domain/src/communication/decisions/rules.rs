//! Pure rules of decisions: what may follow what, and what a decision may be about.

use super::DecisionState;
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};

/// The nouns that a decision can be about, as their items' keys say.
pub const ABOUT: [&str; 5] = ["goal", "need", "feature", "story", "release"];
/// Items that one decision is about, at most.
pub const ITEMS_MAX: usize = 20;
/// A review lies at most so far ahead.
const REVIEW_MAX_DAYS: i64 = 3_660;

/// What is decided names what was chosen, and by which reasons.
pub fn may_make(state: DecisionState, choice: &str, reasons: &str) -> Result<()> {
    match state {
        DecisionState::Open => {}
        DecisionState::Decided => {
            return Refusal::conflict("It is decided already. Review it, or let another stand in its place.");
        }
        DecisionState::Superseded => {
            return Refusal::conflict("Another decision stands in its place. Work on that one.");
        }
    }
    if choice.is_empty() {
        return Refusal::invalid("choice", "Say what was chosen.");
    }
    if reasons.is_empty() {
        return Refusal::invalid("reasons", "Say why, so that nobody has to ask again.");
    }
    Ok(())
}

/// Only what is decided is looked at again.
pub fn may_review(state: DecisionState) -> Result<()> {
    match state {
        DecisionState::Decided => Ok(()),
        DecisionState::Open => Refusal::conflict("It is still open. Decide it first."),
        DecisionState::Superseded => {
            Refusal::conflict("Another decision stands in its place. Review that one.")
        }
    }
}

/// A decision that holds gives way to another one that holds. `same` says whether the two are one.
pub fn may_supersede(old: DecisionState, new: DecisionState, same: bool) -> Result<()> {
    may_review(old)?;
    if same {
        return Refusal::invalid("by", "Name another decision: this one cannot stand in its own place.");
    }
    match new {
        DecisionState::Decided => Ok(()),
        DecisionState::Open => Refusal::invalid("by", "That one is still open. Decide it first."),
        DecisionState::Superseded => {
            Refusal::invalid("by", "That one is superseded itself. Name the one that holds now.")
        }
    }
}

/// A day on which a decision is looked at again lies ahead.
pub fn review_on(review_on: Option<Day>, today: Day) -> Result<Option<Day>> {
    match review_on {
        None => Ok(None),
        Some(day) if (1..=REVIEW_MAX_DAYS).contains(&today.days_until(day)) => Ok(Some(day)),
        Some(_) => Refusal::invalid("review_on", "Name a day that is still to come, within ten years."),
    }
}

/// The keys in what a person typed: `INV-34, inv-17`, each once.
pub fn keys(typed: &str) -> Result<Vec<String>> {
    let mut keys: Vec<String> = Vec::new();
    for key in typed.split(|c: char| c.is_whitespace() || c == ',' || c == ';').filter(|key| !key.is_empty())
    {
        let key = key.to_uppercase();
        if key_parts(&key).is_none() {
            return Refusal::invalid("about", format!("“{key}” is no key. Write keys such as INV-34."));
        }
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    match keys.len() {
        0..=ITEMS_MAX => Ok(keys),
        n => Refusal::invalid(
            "about",
            format!("A decision is about {ITEMS_MAX} items at most; these are {n}."),
        ),
    }
}

/// `INV` and 34 of `INV-34`.
pub fn key_parts(key: &str) -> Option<(&str, i64)> {
    let (prefix, number) = key.trim().rsplit_once('-')?;
    let number = number.parse().ok().filter(|number| *number > 0)?;
    (!prefix.is_empty() && prefix.chars().all(|c| c.is_ascii_alphanumeric())).then_some((prefix, number))
}

#[cfg(test)]
mod tests {
    use super::*;
    use DecisionState::{Decided, Open, Superseded};

    #[test]
    fn what_is_decided_names_the_choice_and_the_reasons() {
        for (state, choice, reasons, wanted) in [
            (Open, "Gentle, Plain, Firm", "Tested with eight people", ""),
            (Open, "", "Tested", "Say what was chosen."),
            (Open, "Three tones", "", "Say why, so that nobody has to ask again."),
            (Decided, "Three tones", "Tested", "It is decided already."),
            (Superseded, "Three tones", "Tested", "Another decision stands in its place."),
        ] {
            let told = may_make(state, choice, reasons).map_or_else(|e| e.to_string(), |()| String::new());
            assert!(told.starts_with(wanted) && told.is_empty() == wanted.is_empty(), "{state:?}: {told}");
        }
    }

    #[test]
    fn only_what_holds_gives_way_and_only_to_what_holds() {
        for (old, new, same, fits) in [
            (Decided, Decided, false, true),
            (Decided, Decided, true, false),
            (Decided, Open, false, false),
            (Decided, Superseded, false, false),
            (Open, Decided, false, false),
            (Superseded, Decided, false, false),
        ] {
            assert_eq!(may_supersede(old, new, same).is_ok(), fits, "{old:?} → {new:?}");
        }
    }

    #[test]
    fn a_review_lies_ahead() {
        let today = Day::parse("2026-11-18").unwrap();
        assert_eq!(review_on(None, today).unwrap(), None);
        for (days, fits) in [(-1, false), (0, false), (1, true), (3_660, true), (3_661, false)] {
            assert_eq!(review_on(Some(today.plus_days(days)), today).is_ok(), fits, "{days}");
        }
    }

    #[test]
    fn keys_are_read_as_people_write_them() {
        assert_eq!(keys(" inv-34, INV-17\nINV-34;LARK-2 ").unwrap(), ["INV-34", "INV-17", "LARK-2"]);
        assert_eq!(keys("").unwrap(), Vec::<String>::new());
        for wrong in ["INV", "INV-", "-3", "INV-0", "INV--3x", "tone"] {
            assert!(keys(wrong).is_err(), "{wrong}");
        }
        let many: Vec<String> = (1..=21).map(|n| format!("INV-{n}")).collect();
        assert!(keys(&many.join(" ")).is_err() && keys(&many[..20].join(" ")).is_ok());
    }
}
