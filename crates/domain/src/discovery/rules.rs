//! Pure rules of discovery.

use crate::spine::refusal::{Refusal, Result};

/// A quote of more is no passage any more.
const PASSAGE_MAX: usize = 5_000;

/// Where a passage stands in what was said, in characters. It must be the customer's own words.
pub fn passage(body: &str, passage: &str) -> Result<(String, i64)> {
    let passage = passage.replace("\r\n", "\n").trim().to_owned();
    if passage.is_empty() {
        return Refusal::invalid("passage", "Select the words that matter.");
    }
    if passage.chars().count() > PASSAGE_MAX {
        return Refusal::invalid(
            "passage",
            format!("Select a shorter passage, at most {PASSAGE_MAX} characters."),
        );
    }
    match body.find(&passage) {
        Some(at) => Ok((passage, body[..at].chars().count() as i64)),
        None => Refusal::invalid(
            "passage",
            "These words do not stand in the feedback. Quote what was said, to the letter.",
        ),
    }
}

/// 1, 2 or 3.
pub fn importance(given: Option<i64>) -> Result<i64> {
    match given.unwrap_or(2) {
        importance @ 1..=3 => Ok(importance),
        _ => Refusal::invalid("importance", "Use 1 for nice to have, 2 for important, 3 for critical."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_what_was_said_to_the_letter() {
        let body = "Größere Beträge\nwürde ich gern teilen.";
        assert_eq!(passage(body, " würde ich gern ").unwrap(), ("würde ich gern".into(), 16));
        assert_eq!(passage(body, "Beträge\r\nwürde").unwrap().1, 8);
        assert!(passage(body, "möchte").is_err());
        assert!(passage(body, "  ").is_err());
        assert!(importance(Some(4)).is_err());
    }
}
