//! How a key result moved from its baseline towards its target, drawn.

use domain::spine::moment::Day;
use domain::strategy::CheckIn;
use domain::strategy::queries::KeyResultRow;
use domain::strategy::rules::shown;

use super::parts::now;

/// The drawn field, in units of the picture.
const WIDTH: f64 = 320.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 70.0;
/// How far beyond the baseline or the target a line may leave the field, of its height.
const BEYOND: f64 = 0.12;

/// The check-ins of a key result as a line. Its table is the list of the check-ins.
pub struct Chart {
    /// What it says, in words.
    pub told: String,
    /// The line: `x,y x,y`.
    pub points: String,
    pub dots: Vec<(String, String)>,
    pub baseline: String,
    pub target: String,
    pub first: String,
    pub last: String,
}

impl Chart {
    /// None below two check-ins on different days. `check_ins` are those of the goal, the newest first.
    pub fn of(row: &KeyResultRow, check_ins: &[CheckIn]) -> Option<Self> {
        let mut own: Vec<&CheckIn> =
            check_ins.iter().filter(|check_in| check_in.key_result_id == row.id).collect();
        own.reverse();
        let (first, last) = (own.first()?.measured_on, own.last()?.measured_on);
        if first == last {
            return None;
        }
        let dots: Vec<(String, String)> = own.iter().map(|at| place(row, at, first, last)).collect();
        let points: Vec<String> = dots.iter().map(|(x, y)| format!("{x},{y}")).collect();
        let (baseline, target) =
            (shown(row.baseline_thousandths, row.unit), shown(row.target_thousandths, row.unit));
        Some(Self {
            told: format!(
                "{}: from {baseline}, now {}, aim {target}; {} check-ins between {} and {}",
                row.title,
                now(row),
                own.len(),
                day(first),
                day(last)
            ),
            points: points.join(" "),
            dots,
            baseline,
            target,
            first: day(first),
            last: day(last),
        })
    }
}

/// The baseline lies at the bottom and the target at the top, whichever is the greater number.
fn place(row: &KeyResultRow, at: &CheckIn, first: Day, last: Day) -> (String, String) {
    let days = first.days_until(last).max(1) as f64;
    let x = first.days_until(at.measured_on) as f64 / days * WIDTH;
    let whole = row.target_thousandths.0 as f64 - row.baseline_thousandths.0 as f64;
    let done = at.value_thousandths.0 as f64 - row.baseline_thousandths.0 as f64;
    let part = (done / whole).clamp(-BEYOND, 1.0 + BEYOND);
    (format!("{x:.1}"), format!("{:.1}", BOTTOM - part * (BOTTOM - TOP)))
}

pub fn day(day: Day) -> String {
    day.date().strftime("%-d %b %Y").to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use domain::spine::moment::Timestamp;
    use domain::strategy::{CheckInId, GoalId, KeyResultId, Measure, Unit};
    use uuid::Uuid;

    use super::*;

    fn epoch() -> Day {
        Day::parse("1970-01-01").unwrap()
    }

    fn check_in(day: i64, value: i64) -> CheckIn {
        CheckIn {
            id: CheckInId(Uuid::nil()),
            key_result_id: KeyResultId(Uuid::nil()),
            value_thousandths: Measure(value),
            confidence: 5,
            note: String::new(),
            measured_on: epoch().plus_days(day),
            created_at: Timestamp(0),
            created_by: None,
            archived_at: None,
        }
    }

    #[test]
    fn the_line_rises_towards_the_target_even_where_the_number_falls() {
        let row = KeyResultRow {
            id: KeyResultId(Uuid::nil()),
            goal_id: GoalId(Uuid::nil()),
            title: "Days late".into(),
            unit: Unit::Number,
            baseline_thousandths: Measure(9_000),
            target_thousandths: Measure(4_000),
            value_thousandths: Some(Measure(3_000)),
            confidence: None,
            measured_on: None,
            by_name: None,
        };
        let newest_first = [check_in(30, 3_000), check_in(20, 6_500), check_in(10, 10_000)];
        let chart = Chart::of(&row, &newest_first).unwrap();
        // Worse than the baseline and better than the target stay within the picture.
        assert_eq!(chart.points, "0.0,77.2 160.0,40.0 320.0,2.8");
        assert_eq!(
            chart.told,
            "Days late: from 9, now 3, aim 4; 3 check-ins between 11 Jan 1970 and 31 Jan 1970"
        );
        assert!(Chart::of(&row, &newest_first[..1]).is_none());
        assert!(Chart::of(&row, &[check_in(10, 1), check_in(10, 2)]).is_none());
    }
}
