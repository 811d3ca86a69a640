//! Where things stand on a timeline of eight months, in percent of what is seen.

use domain::spine::moment::Day;
use jiff::civil::Date;

/// Months that are seen at once.
const MONTHS: i8 = 8;

/// A stretch of whole months.
pub struct Timeline {
    first: Date,
    days: i64,
}

impl Timeline {
    /// From the month of `day` on.
    pub fn from(day: Date) -> Self {
        let first = day.first_of_month();
        let end = first.saturating_add(jiff::Span::new().months(MONTHS));
        Self { first, days: Day::of(first).days_until(Day::of(end)).max(1) }
    }

    /// The months as they are headed: the short name, and the year where it begins or changes.
    pub fn months(&self) -> Vec<(String, String)> {
        let month = |nth: i8| {
            let date = self.first.saturating_add(jiff::Span::new().months(nth));
            let year = if nth == 0 || date.month() == 1 { date.year().to_string() } else { String::new() };
            (date.strftime("%b").to_string(), year)
        };
        (0..MONTHS).map(month).collect()
    }

    /// Where a day begins, 0 to 100.
    pub fn place(&self, day: Day) -> f64 {
        let days = Day::of(self.first).days_until(day) as f64;
        (days * 100.0 / self.days as f64).clamp(0.0, 100.0)
    }

    /// The last day that is seen.
    pub fn last(&self) -> Day {
        Day::of(self.first).plus_days(self.days - 1)
    }

    /// Whether any day of a stretch is seen.
    pub fn sees(&self, first: Day, last: Day) -> bool {
        let start = Day::of(self.first);
        start.days_until(last) >= 0 && start.days_until(first) < self.days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_stand_where_they_belong_and_others_at_the_edge() {
        let day = |text| Day::parse(text).unwrap();
        let timeline = Timeline::from(day("2026-11-18").date());
        assert_eq!(timeline.months()[0], ("Nov".into(), "2026".into()));
        assert_eq!(timeline.months()[2], ("Jan".into(), "2027".into()));
        assert_eq!(timeline.months().len(), 8);
        assert_eq!(timeline.place(day("2026-11-01")), 0.0);
        assert_eq!(timeline.place(day("2025-01-01")), 0.0);
        assert_eq!(timeline.place(day("2030-01-01")), 100.0);
        assert!((timeline.place(day("2026-12-01")) - 100.0 * 30.0 / 242.0).abs() < 1e-9);
        assert!(timeline.sees(day("2026-01-01"), day("2026-11-01")));
        assert!(!timeline.sees(day("2026-01-01"), day("2026-10-31")));
        assert!(!timeline.sees(day("2027-07-01"), day("2027-07-02")));
    }
}
