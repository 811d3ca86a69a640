//! Weighted shortest job first: (business value + time criticality + risk reduction) ÷ job size (SAFe).

use super::{Score, above_zero, at_least, named};
use crate::refused::Refused;

/// What WSJF asks for, each relative to the others of its kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wsjf {
    pub business_value: f64,
    pub time_criticality: f64,
    pub risk_reduction: f64,
    /// Above 0.
    pub job_size: f64,
}

impl Wsjf {
    /// The values that people choose from in strict mode.
    pub const SCALE: [f64; 7] = [1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 20.0];

    /// The score. `strict` refuses values off the scale.
    ///
    /// Errors: a job size of 0, negative amounts, amounts that are not numbers.
    pub fn score(&self, strict: bool) -> Result<Score, Refused> {
        let terms = named([
            ("business value", self.business_value),
            ("time criticality", self.time_criticality),
            ("risk reduction", self.risk_reduction),
            ("job size", self.job_size),
        ]);
        for (name, amount) in &terms {
            at_least(name, *amount, 0.0)?;
            if strict && !Self::SCALE.contains(amount) {
                let sentence = format!("The {name} is {amount}; choose from 1, 2, 3, 5, 8, 13 and 20.");
                return Err(Refused::new(sentence, Vec::new()));
            }
        }
        above_zero("job size", self.job_size)?;
        let value = (self.business_value + self.time_criticality + self.risk_reduction) / self.job_size;
        at_least("score", value, 0.0)?;
        Ok(Score { value, terms })
    }
}

#[cfg(test)]
mod tests {
    use super::Wsjf;

    fn wsjf([business_value, time_criticality, risk_reduction, job_size]: [f64; 4]) -> Wsjf {
        Wsjf { business_value, time_criticality, risk_reduction, job_size }
    }

    #[test]
    fn wsjf_gives_the_worked_numbers() {
        assert_eq!(wsjf([7.0, 9.0, 5.0, 2.0]).score(false).unwrap().value, 10.5);
        assert_eq!(wsjf([8.0, 3.0, 4.0, 8.0]).score(false).unwrap().value, 1.875);
    }

    #[test]
    fn strict_mode_refuses_what_is_off_the_scale() {
        let refused = wsjf([7.0, 8.0, 5.0, 2.0]).score(true).unwrap_err();
        assert_eq!(refused.sentence, "The business value is 7; choose from 1, 2, 3, 5, 8, 13 and 20.");
        assert!(wsjf([8.0, 3.0, 5.0, 8.0]).score(true).is_ok());
    }
}
