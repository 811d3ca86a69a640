//! Whether a forecast came true, and how often those did that were equally sure.

use serde::Serialize;

use super::Subject;
use crate::spine::moment::Day;
use crate::sprint::forecast::Sure;

/// A forecast of the pace is of so many days.
pub const PACE_DAYS: i64 = 28;
/// Half the width of an interval that holds nineteen times of twenty, in standard errors.
const WIDTH: f64 = 1.959_964;

/// What became of one answer of a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    Kept,
    Missed,
    /// Its day has not come. What happens sooner does not count before: only what is late would be left to come.
    Open,
}

/// A forecast as it is judged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    pub subject: Subject,
    pub made_on: Day,
    /// The last day of what was said of a sprint.
    pub due_on: Option<Day>,
    /// Stories, or days.
    pub said: Sure<Option<i64>>,
    /// None: it has not happened.
    pub actual: Option<i64>,
}

impl Judged {
    /// What became of the three answers until today.
    pub fn kept(&self, today: Day) -> Sure<Kept> {
        let one = |said: Option<i64>| {
            let due = match self.subject {
                Subject::Pace => Some(self.made_on.plus_days(PACE_DAYS)),
                Subject::Sprint => self.due_on.map(|last| last.plus_days(1)),
                _ => said.map(|days| self.made_on.plus_days(days)),
            };
            // An answer of "not within five years" has no day on which it could be looked at.
            let Some(is_due) = due.map(|due| due.days_until(today) >= 0) else { return Kept::Open };
            match (self.subject, said, self.actual) {
                _ if !is_due => Kept::Open,
                (Subject::Pace | Subject::Sprint, Some(said), Some(actual)) => Kept::of(actual >= said),
                // It is due and was not counted yet.
                (Subject::Pace | Subject::Sprint, ..) => Kept::Open,
                (_, Some(said), actual) => Kept::of(actual.is_some_and(|actual| actual <= said)),
                (_, None, _) => Kept::Open,
            }
        };
        Sure { p50: one(self.said.p50), p85: one(self.said.p85), p95: one(self.said.p95) }
    }
}

impl Kept {
    fn of(is_kept: bool) -> Self {
        if is_kept { Self::Kept } else { Self::Missed }
    }
}

/// How often answers of one sureness came true.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Held {
    /// How sure they said they were, in percent.
    pub sure: i64,
    pub kept: i64,
    pub due: i64,
    /// The share that was kept, and between which the truth lies nineteen times of twenty (Wilson 1927), in percent; none where
    /// nothing was due.
    pub share: Option<f64>,
    pub between: Option<(f64, f64)>,
}

impl Held {
    fn of(sure: i64, answers: impl Iterator<Item = Kept>) -> Self {
        let (mut kept, mut due) = (0, 0);
        for answer in answers.filter(|answer| *answer != Kept::Open) {
            due += 1;
            kept += i64::from(answer == Kept::Kept);
        }
        let share = |part: f64| part * 100.0;
        Self {
            sure,
            kept,
            due,
            share: (due > 0).then(|| share(kept as f64 / due as f64)),
            between: between(kept, due),
        }
    }

    /// Whether what was said lies outside of what can be chance.
    pub fn is_off(&self) -> bool {
        self.between.is_some_and(|(low, high)| !(low..=high).contains(&(self.sure as f64)))
    }
}

/// Between which shares the truth lies nineteen times of twenty, in percent; none where nothing was due.
pub(super) fn between(kept: i64, due: i64) -> Option<(f64, f64)> {
    let (low, high) = (due > 0).then(|| wilson(kept as f64, due as f64))?;
    Some((low * 100.0, high * 100.0))
}

/// The score interval of a share: (k + z²/2)/(n + z²) ± z/(n + z²) · √(k(n − k)/n + z²/4).
fn wilson(kept: f64, due: f64) -> (f64, f64) {
    let square = WIDTH * WIDTH;
    let middle = (kept + square / 2.0) / (due + square);
    let half = WIDTH / (due + square) * (kept * (due - kept) / due + square / 4.0).sqrt();
    ((middle - half).max(0.0), (middle + half).min(1.0))
}

/// How often the answers of each sureness came true.
pub fn calibration(forecasts: &[Judged], today: Day) -> [Held; 3] {
    let kept: Vec<Sure<Kept>> = forecasts.iter().map(|forecast| forecast.kept(today)).collect();
    [
        Held::of(50, kept.iter().map(|kept| kept.p50)),
        Held::of(85, kept.iter().map(|kept| kept.p85)),
        Held::of(95, kept.iter().map(|kept| kept.p95)),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn said(p50: i64, p85: i64, p95: i64) -> Sure<Option<i64>> {
        Sure { p50: Some(p50), p85: Some(p85), p95: Some(p95) }
    }

    #[test]
    fn at_least_so_many_stories_is_kept_by_as_many_once_four_weeks_are_over() {
        let pace = |actual| Judged {
            subject: Subject::Pace,
            made_on: day("2026-09-07"),
            due_on: None,
            said: said(12, 8, 6),
            actual,
        };
        let open = Sure { p50: Kept::Open, p85: Kept::Open, p95: Kept::Open };
        assert_eq!(pace(None).kept(day("2026-10-04")), open);
        assert_eq!(pace(None).kept(day("2026-10-05")), open, "not counted yet");
        let over = Sure { p50: Kept::Missed, p85: Kept::Kept, p95: Kept::Kept };
        assert_eq!(pace(Some(8)).kept(day("2026-10-05")), over);
        assert_eq!(pace(Some(5)).kept(day("2026-10-05")).p95, Kept::Missed);
    }

    #[test]
    fn until_a_sprint_ends_is_judged_on_the_day_after() {
        let (subject, made_on, due_on) = (Subject::Sprint, day("2026-09-07"), Some(day("2026-09-18")));
        let of = Judged { subject, made_on, due_on, said: said(12, 8, 6), actual: Some(7) };
        assert_eq!(of.kept(day("2026-09-18")).p95, Kept::Open);
        let over = Sure { p50: Kept::Missed, p85: Kept::Missed, p95: Kept::Kept };
        assert_eq!(of.kept(day("2026-09-19")), over);
    }

    #[test]
    fn a_day_is_judged_when_it_has_come_and_not_before_although_it_was_sooner() {
        let feature = |actual| Judged {
            subject: Subject::Feature,
            made_on: day("2026-09-07"),
            due_on: None,
            said: Sure { p95: None, ..said(7, 21, 0) },
            actual,
        };
        let soon = feature(Some(3));
        assert_eq!(soon.kept(day("2026-09-13")).p50, Kept::Open);
        assert_eq!(soon.kept(day("2026-09-14")).p50, Kept::Kept);
        assert_eq!(soon.kept(day("2026-09-14")).p85, Kept::Open, "a late one would be open as well");
        assert_eq!(soon.kept(day("2026-09-28")).p85, Kept::Kept);
        let late = feature(None);
        assert_eq!(late.kept(day("2026-09-14")).p50, Kept::Missed);
        assert_eq!(late.kept(day("2030-01-01")).p95, Kept::Open, "not within five years");
    }

    #[test]
    fn the_share_is_told_with_how_much_is_chance() {
        let of = |kept: usize, missed: usize| {
            let answers = [vec![Kept::Kept; kept], vec![Kept::Missed; missed], vec![Kept::Open; 7]].concat();
            Held::of(85, answers.into_iter())
        };
        assert_eq!((of(0, 0).share, of(0, 0).between, of(0, 0).is_off()), (None, None, false));
        // Wilson's interval for 8 of 10: 0.4902 to 0.9433.
        let (low, high) = of(8, 2).between.unwrap();
        assert!((low - 49.02).abs() < 0.01 && (high - 94.33).abs() < 0.01, "{low} {high}");
        assert!(!of(8, 2).is_off() && of(10, 10).is_off());
        assert_eq!((of(8, 2).kept, of(8, 2).due, of(8, 2).share), (8, 10, Some(80.0)));
    }
}
