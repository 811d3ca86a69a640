//! RICE: reach · impact · confidence ÷ effort (Intercom, 2018); ICE: impact · confidence · ease.

use super::{Score, above_zero, at_least, named};
use crate::refused::Refused;

/// What RICE asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rice {
    /// People or events per period, ≥ 0; the same period for all that is compared.
    pub reach: f64,
    /// Per person, ≥ 0; usually 3 (massive), 2, 1, 0.5 or 0.25 (minimal).
    pub impact: f64,
    /// In [0, 1]; usually 1, 0.8 or 0.5.
    pub confidence: f64,
    /// Person-months, > 0.
    pub effort: f64,
}

impl Rice {
    /// The impacts that people choose from, greatest first.
    pub const IMPACTS: [f64; 5] = [3.0, 2.0, 1.0, 0.5, 0.25];
    /// The confidences that people choose from, greatest first.
    pub const CONFIDENCES: [f64; 3] = [1.0, 0.8, 0.5];

    /// reach · impact · confidence ÷ effort.
    ///
    /// Errors: an effort of 0, a confidence above 1, negative amounts, amounts that are not numbers.
    pub fn score(&self) -> Result<Score, Refused> {
        at_least("reach", self.reach, 0.0)?;
        at_least("impact", self.impact, 0.0)?;
        at_least("confidence", self.confidence, 0.0)?;
        above_zero("effort", self.effort)?;
        if self.confidence > 1.0 {
            let sentence = format!("The confidence is {}; it is at most 1 (100 %).", self.confidence);
            return Err(Refused::new(sentence, Vec::new()));
        }
        let terms = named([
            ("reach", self.reach),
            ("impact", self.impact),
            ("confidence", self.confidence),
            ("effort", self.effort),
        ]);
        let value = self.reach * self.impact * self.confidence / self.effort;
        at_least("score", value, 0.0)?;
        Ok(Score { value, terms })
    }
}

/// What ICE asks for, each usually from 1 to 10.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ice {
    pub impact: f64,
    pub confidence: f64,
    pub ease: f64,
}

impl Ice {
    /// impact · confidence · ease. Errors: amounts that are negative or not numbers.
    pub fn score(&self) -> Result<Score, Refused> {
        let terms = named([("impact", self.impact), ("confidence", self.confidence), ("ease", self.ease)]);
        for (name, amount) in &terms {
            at_least(name, *amount, 0.0)?;
        }
        let value = self.impact * self.confidence * self.ease;
        at_least("score", value, 0.0)?;
        Ok(Score { value, terms })
    }
}

#[cfg(test)]
mod tests {
    use super::{Ice, Rice, named};

    fn rice(reach: f64, impact: f64, confidence: f64, effort: f64) -> Result<f64, String> {
        let score = Rice { reach, impact, confidence, effort }.score();
        score.map(|score| score.value).map_err(|refused| refused.sentence)
    }

    #[test]
    fn rice_gives_the_worked_numbers() {
        assert!((rice(2000.0, 2.0, 0.8, 3.0).unwrap() - 1066.6667).abs() < 1e-4);
        assert_eq!(rice(5000.0, 0.5, 1.0, 1.0).unwrap(), 2500.0);
    }

    #[test]
    fn rice_shows_its_terms() {
        let score = Rice { reach: 10.0, impact: 1.0, confidence: 0.5, effort: 2.0 }.score().unwrap();
        let terms = [("reach", 10.0), ("impact", 1.0), ("confidence", 0.5), ("effort", 2.0)];
        assert_eq!(score.terms, named(terms));
    }

    #[test]
    fn an_effort_of_nothing_and_a_confidence_above_one_are_refused() {
        assert_eq!(rice(1.0, 1.0, 1.0, 0.0).unwrap_err(), "The effort is 0; it must be above 0.");
        assert_eq!(rice(1.0, 1.0, 80.0, 1.0).unwrap_err(), "The confidence is 80; it is at most 1 (100 %).");
        assert!(rice(f64::NAN, 1.0, 1.0, 1.0).is_err() && rice(f64::MAX, 3.0, 1.0, 0.1).is_err());
    }

    #[test]
    fn ice_multiplies() {
        assert_eq!(Ice { impact: 8.0, confidence: 5.0, ease: 3.0 }.score().unwrap().value, 120.0);
    }
}
