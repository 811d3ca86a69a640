//! How a goal stands: proposed from its newest check-ins, by a pure rule. People say otherwise where they know better.

use super::Standing;
use crate::spine::moment::Day;

/// A key result as far as a standing is read from it.
#[derive(Clone, Debug)]
pub struct Measured {
    pub title: String,
    /// Where it stands and where it should: `71%`, `80%`.
    pub now: String,
    pub aim: String,
    /// Who checked in last and how sure they are, 1 to 10.
    pub by: Option<String>,
    pub confidence: Option<i64>,
    pub measured_on: Option<Day>,
}

/// After so many days a check-in says nothing of today.
const FRESH_DAYS: i64 = 35;

/// The standing of a goal with these key results, and the words for it. The least sure one counts.
pub fn propose(key_results: &[Measured], today: Day) -> (Standing, String) {
    let is_fresh = |one: &&Measured| one.measured_on.is_some_and(|day| day.days_until(today) <= FRESH_DAYS);
    let stale = key_results.iter().filter(|one| !is_fresh(one)).count();
    let least = key_results.iter().filter(is_fresh).filter_map(|one| one.confidence).min();
    let standing = match least {
        Some(..=3) => Standing::OffTrack,
        Some(4..=6) => Standing::AtRisk,
        Some(_) if stale == 0 => Standing::OnTrack,
        Some(_) | None => Standing::AtRisk,
    };
    let words: Vec<String> = key_results.iter().map(told).collect();
    let words = if words.is_empty() { "Not measured yet.".to_owned() } else { words.join(" ") };
    (standing, words)
}

fn told(one: &Measured) -> String {
    let sure = match (&one.by, one.confidence, one.measured_on) {
        (Some(by), Some(confidence), _) => format!("; {by} {confidence} of 10"),
        (None, Some(confidence), _) => format!("; {confidence} of 10"),
        _ => "; not measured yet".to_owned(),
    };
    format!("{}: {} of {}{sure}.", one.title, one.now, one.aim)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_sure_key_result_says_how_a_goal_stands() {
        let today = Day::parse("2026-11-18").unwrap();
        let measured = |confidence: Option<i64>, days_ago: i64| Measured {
            title: "Paid on time".into(),
            now: "71%".into(),
            aim: "80%".into(),
            by: Some("Ines".into()),
            confidence,
            measured_on: confidence.map(|_| today.plus_days(-days_ago)),
        };
        for (all, wanted) in [
            (vec![measured(Some(7), 3)], Standing::OnTrack),
            (vec![measured(Some(7), 3), measured(Some(4), 3)], Standing::AtRisk),
            (vec![measured(Some(6), 3)], Standing::AtRisk),
            (vec![measured(Some(3), 3), measured(Some(9), 3)], Standing::OffTrack),
            (vec![measured(Some(9), 36)], Standing::AtRisk),
            (vec![measured(Some(2), 36), measured(Some(9), 3)], Standing::AtRisk),
            (vec![measured(None, 0)], Standing::AtRisk),
            (vec![], Standing::AtRisk),
        ] {
            assert_eq!(propose(&all, today).0, wanted, "{all:?}");
        }
        let (_, words) = propose(&[measured(Some(7), 3), measured(None, 0)], today);
        assert_eq!(
            words,
            "Paid on time: 71% of 80%; Ines 7 of 10. Paid on time: 71% of 80%; not measured yet."
        );
        assert_eq!(propose(&[], today).1, "Not measured yet.");
    }
}
