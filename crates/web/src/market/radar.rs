//! The radar of trends: how soon, and how much they would change. The list beside it says the same in words.

use domain::market::Trend;
use domain::spine::moment::Day;

/// Where points stand, in units of the picture.
const LEFT: f64 = 40.0;
const WIDTH: f64 = 240.0;
const LOWEST: f64 = 204.0;
/// Between one grade of impact and the next.
const STEP: f64 = 43.0;
/// From the middle of a point to that of its neighbour, at least.
const APART: f64 = 22.0;
/// What takes effect in two years or later stands at the right edge.
const DAYS: f64 = 730.0;

/// A trend as a point, with the number that it has in the list.
pub struct Blip {
    pub nth: usize,
    pub number: i64,
    pub x: f64,
    pub y: f64,
    pub radius: f64,
    /// `seen`, `likely` or `open`: not assessed.
    pub kind: &'static str,
}

/// The trends that are assessed.
pub fn blips(trends: &[Trend], today: Day) -> Vec<Blip> {
    let mut blips: Vec<Blip> = Vec::new();
    for (trend, nth) in trends.iter().zip(1..) {
        let Some(impact) = trend.impact else { continue };
        let days = trend.expected_on.map_or(0, |day| today.days_until(day)).max(0) as f64;
        let (x, y) = (LEFT + (days / DAYS).min(1.0) * WIDTH, LOWEST - (impact - 1) as f64 * STEP);
        let x = free(&blips, (x, y));
        blips.push(Blip { nth, number: trend.number, x, y, radius: 8.0 + impact as f64, kind: kind(trend) });
    }
    blips
}

/// The nearest place in the row, towards its middle, where no other point lies, so that every number can be read. A row
/// that is full keeps what is left in place.
fn free(blips: &[Blip], (x, y): (f64, f64)) -> f64 {
    let aside = if x > LEFT + WIDTH / 2.0 { -APART } else { APART };
    let is_free = |x: &f64| blips.iter().all(|other| other.y != y || (other.x - x).abs() >= APART);
    let steps = (WIDTH / APART) as usize;
    let places = (0..=steps).map(|step| x + step as f64 * aside);
    places.filter(|x| (LEFT..=LEFT + WIDTH).contains(x)).find(is_free).unwrap_or(x)
}

/// How sure it is: seen already, or expected.
pub fn kind(trend: &Trend) -> &'static str {
    match trend.certainty {
        None => "open",
        Some(5) => "seen",
        Some(_) => "likely",
    }
}

#[cfg(test)]
mod tests {
    use domain::market::TrendId;
    use domain::spine::moment::Timestamp;
    use uuid::Uuid;

    use super::*;

    fn trend(impact: Option<i64>, certainty: Option<i64>, expected_on: Option<Day>) -> Trend {
        Trend {
            id: TrendId(Uuid::nil()),
            number: 1,
            title: String::new(),
            source: String::new(),
            meaning: String::new(),
            seen_on: Day::of(Timestamp(0).day_in("UTC")),
            impact,
            certainty,
            expected_on,
            review_days: 90,
            reviewed_at: None,
            reviewed_by: None,
            created_at: Timestamp(0),
            created_by: None,
            archived_at: None,
        }
    }

    #[test]
    fn a_trend_stands_where_it_is_expected_and_none_lies_on_another() {
        let today = Day::of(Timestamp(0).day_in("UTC"));
        let in_days = |days| Some(today.plus_days(days));
        let trends = [
            trend(Some(5), Some(5), None),
            trend(None, None, None),
            trend(Some(5), Some(4), in_days(-3)),
            trend(Some(1), Some(3), in_days(365)),
            trend(Some(3), Some(3), in_days(5_000)),
            trend(Some(5), Some(5), None),
            trend(Some(3), Some(5), in_days(800)),
        ];
        let told: Vec<_> =
            blips(&trends, today).iter().map(|blip| (blip.nth, blip.x, blip.y, blip.kind)).collect();
        assert_eq!(
            told,
            [
                (1, 40.0, 32.0, "seen"),
                (3, 62.0, 32.0, "likely"),
                (4, 160.0, 204.0, "likely"),
                (5, 280.0, 118.0, "likely"),
                (6, 84.0, 32.0, "seen"),
                (7, 258.0, 118.0, "seen"),
            ]
        );
    }
}
