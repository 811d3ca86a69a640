//! Pure rules of assumptions and experiments.

use super::queries::AssumptionRow;
use super::{Assumption, AssumptionState, Experiment};
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};

/// An experiment takes at most this many days.
const DAYS_MAX: i64 = 730;

/// How much depends on an assumption, 1 to 5.
pub fn importance(given: i64) -> Result<i64> {
    match given {
        1..=5 => Ok(given),
        _ => Refusal::invalid(
            "importance",
            "Use a whole number from 1, hardly matters, to 5, all depends on it.",
        ),
    }
}

/// How much speaks for an assumption, 0 to 5.
pub fn evidence(given: i64) -> Result<i64> {
    match given {
        0..=5 => Ok(given),
        _ => Refusal::invalid("evidence", "Use a whole number from 0, nothing, to 5, as good as known."),
    }
}

/// What is at stake: much depends on it and little is known. 0 to 25.
pub fn risk(importance: i64, evidence: i64) -> i64 {
    importance * (5 - evidence)
}

/// The riskiest assumption of a feature, if nothing has tried it yet. The list is in the order of their risk.
pub fn untested(assumptions: &[AssumptionRow]) -> Option<&AssumptionRow> {
    let riskiest = assumptions.first()?;
    let tried = riskiest.concluded > 0 || riskiest.state != AssumptionState::Open || riskiest.risk == 0;
    (!tried).then_some(riskiest)
}

/// Both days in order, or one of them, or none.
pub fn days(starts_on: Option<Day>, ends_on: Option<Day>) -> Result<(Option<Day>, Option<Day>)> {
    match (starts_on, ends_on) {
        (Some(first), Some(last)) if !(0..=DAYS_MAX).contains(&first.days_until(last)) => {
            Refusal::invalid("ends_on", "Let it end after it begins, within two years.")
        }
        both => Ok(both),
    }
}

pub fn refuse_archived_assumption(assumption: &Assumption) -> Result<()> {
    match assumption.archived_at {
        None => Ok(()),
        Some(_) => Refusal::conflict("This assumption is archived. Restore it first."),
    }
}

/// What was to be shown is not changed once it is known what was shown.
pub fn refuse_settled_experiment(experiment: &Experiment) -> Result<()> {
    match (experiment.archived_at, experiment.decision) {
        (None, None) => Ok(()),
        (None, Some(_)) => {
            Refusal::conflict("This experiment is concluded, and stays as it was. Add another one.")
        }
        (Some(_), _) => Refusal::conflict("This experiment is archived. Restore it first."),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::AssumptionId;
    use super::*;
    use crate::roadmap::FeatureId;

    fn row(importance: i64, evidence: i64, state: AssumptionState, concluded: i64) -> AssumptionRow {
        AssumptionRow {
            id: AssumptionId(Uuid::nil()),
            number: 1,
            feature_id: FeatureId(Uuid::nil()),
            statement: String::new(),
            importance,
            evidence,
            risk: risk(importance, evidence),
            state,
            experiments: concluded,
            concluded,
        }
    }

    #[test]
    fn the_riskiest_is_what_much_depends_on_and_little_is_known_of() {
        for (important, known, at_stake) in [(5, 0, 25), (5, 5, 0), (1, 0, 5), (3, 2, 9)] {
            assert_eq!(risk(important, known), at_stake);
        }
        assert!(importance(0).is_err() && importance(6).is_err() && importance(1).is_ok());
        assert!(evidence(-1).is_err() && evidence(6).is_err() && evidence(0).is_ok());
    }

    #[test]
    fn only_the_riskiest_is_asked_for() {
        use AssumptionState::{Open, Refuted};
        for (rows, named) in [
            (vec![], false),
            (vec![row(5, 0, Open, 0)], true),
            (vec![row(5, 0, Open, 1), row(4, 0, Open, 0)], false),
            (vec![row(5, 0, Refuted, 0)], false),
            (vec![row(5, 5, Open, 0)], false),
        ] {
            assert_eq!(untested(&rows).is_some(), named, "{rows:?}");
        }
    }

    #[test]
    fn an_experiment_ends_after_it_begins() {
        let day = Day::parse;
        assert!(days(day("2026-11-02"), day("2026-11-02")).is_ok() && days(None, day("2026-11-02")).is_ok());
        assert!(days(day("2026-11-02"), day("2026-11-01")).is_err());
        assert!(days(day("2026-11-02"), day("2028-11-02")).is_err());
    }
}
