//! A forecast if more were finished each week than today, or less: "what if there were one team more from January on".

use planner::forecast::Turn;

use super::forecast::{Forecast, Sure};
use crate::spine::moment::Day;

/// How much of today's pace there is, and from when on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capacity {
    /// In percent of today's pace; above 0.
    pub percent: i64,
    /// The first day; none: from now on.
    pub from: Option<Day>,
}

impl Capacity {
    pub const TODAYS: Self = Self { percent: 100, from: None };

    /// Its place on the way of the coming weeks; none where nothing changes.
    fn turn(self, today: Day) -> Option<Turn> {
        let from_weeks = self.from.map_or(0, |from| today.days_until(from)).max(0) as f64 / 7.0;
        (self.percent != Self::TODAYS.percent)
            .then_some(Turn { from_weeks, times: self.percent as f64 / 100.0 })
    }
}

impl Forecast {
    /// As [`Forecast::when`], at another capacity.
    pub fn when_at(&self, stories: i64, today: Day, capacity: Capacity) -> Sure<Option<Day>> {
        let Some(turn) = capacity.turn(today) else { return self.when(stories, today) };
        let weeks = self.outlook().when_turned(stories as f64, turn);
        let day = |week: Option<usize>| week.map(|week| today.plus_days(7 * week as i64));
        Sure { p50: day(weeks.p50), p85: day(weeks.p85), p95: day(weeks.p95) }
    }

    /// As [`Forecast::chance`], at another capacity.
    pub fn chance_at(&self, stories: i64, (today, days): (Day, i64), capacity: Capacity) -> i64 {
        match capacity.turn(today) {
            Some(turn) if days > 0 => {
                let weeks = days as f64 / 7.0;
                (self.outlook().chance_turned(stories as f64, weeks, turn) * 100.0 + 1e-9) as i64
            }
            _ => self.chance(stories, days),
        }
    }
}
