//! What was forecast for four weeks, week by week, and what was accepted, drawn side by side.

use domain::spine::moment::Day;
use domain::sprint::calibration::queries::Forecasted;
use domain::sprint::calibration::rules::Kept;

const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 120.0;
const TOP: f64 = 6.0;
/// Weeks that are drawn at most: the newest.
const WEEKS_MAX: usize = 53;

/// One week: from what was said to be nearly certain up to what was as likely as not, and what happened.
pub struct Week {
    pub x: String,
    pub y: String,
    pub height: String,
    pub middle: String,
    /// How high what was said to be 85 % sure stands.
    pub sure: String,
    /// How high what happened stands, and whether it was less than what was said to be 85 % sure.
    pub actual: Option<(String, bool)>,
    /// The month, where it begins.
    pub label: String,
}

pub struct PaceChart {
    pub weeks: Vec<Week>,
    pub width: String,
    pub most: i64,
    pub told: String,
}

impl PaceChart {
    /// Of the forecasts of the pace, which come newest first; none where there is none.
    pub fn of(forecasts: &[Forecasted], today: Day) -> Option<Self> {
        let mut shown: Vec<&Forecasted> = forecasts.iter().take(WEEKS_MAX).collect();
        shown.reverse();
        let most = shown.iter().flat_map(|one| [one.p50, one.actual]).flatten().max()?.max(1);
        let room = (WIDTH / shown.len() as f64).min(24.0);
        let y = |value: Option<i64>| HEIGHT - value.unwrap_or(0) as f64 / most as f64 * (HEIGHT - TOP);
        let mut month = String::new();
        let week = |(nth, one): (usize, &&Forecasted)| {
            let (middle, top) = (room * (nth as f64 + 0.5), y(one.p50));
            let named = one.made_on.date().strftime("%b").to_string();
            let label = if named == month { String::new() } else { named.clone() };
            month = named;
            Week {
                x: format!("{:.1}", middle - room * 0.3),
                y: format!("{top:.1}"),
                height: format!("{:.1}", (y(one.p95) - top).max(1.0)),
                middle: format!("{middle:.1}"),
                sure: format!("{:.1}", y(one.p85)),
                actual: one
                    .actual
                    .map(|actual| (format!("{:.1}", y(Some(actual))), one.kept(today).p85 == Kept::Missed)),
                label,
            }
        };
        let weeks: Vec<Week> = shown.iter().enumerate().map(week).collect();
        let over: Vec<&&Forecasted> = shown.iter().filter(|one| one.kept(today).p85 != Kept::Open).collect();
        let kept = over.iter().filter(|one| one.kept(today).p85 == Kept::Kept).count();
        let told = match over.len() {
            0 => "Four weeks have to pass before the first can be looked at.".into(),
            all => format!("In {kept} of {all} at least as much was accepted as was said to be 85 % sure."),
        };
        Some(Self { weeks, width: format!("{:.1}", room * 0.6), most, told })
    }
}
