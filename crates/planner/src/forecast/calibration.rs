//! A team's own scored forecasts correct the next: where reality fell outside too often, the interval widens.
//!
//! Adaptive conformal inference (Gibbs and Candès 2021), one side at a time and in the logarithm of the ratio: a
//! surprise on a side that should surprise one time in ten widens it by nine steps, each non-surprise narrows it by one.
//! Over a long time each side then surprises about one time in ten, whatever the team is like. A hundredth of what was learned
//! is forgotten each time, so that chance does not pile up.

/// A step of learning, per forecast that came due.
const STEP: f64 = 0.06;
/// The share of what was learned that is forgotten, per forecast that came due.
const FORGOTTEN: f64 = 0.01;
/// Widest and narrowest correction, as a logarithm.
const LIMIT: f64 = 0.4;
/// How often reality should fall outside on one side of the 80 % interval.
const OUTSIDE: f64 = 0.1;

/// What was learned from forecasts that came due; none yet by default.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Calibration {
    low: f64,
    high: f64,
}

impl Calibration {
    /// Learns from one forecast: `low` and `high` are its 10 and 90 % quantiles, `actual` what came true. Feed
    /// forecasts in the order in which they came due.
    pub fn learn(&mut self, low: f64, high: f64, actual: f64) {
        let moved = |side: f64, surprised: bool| {
            let step = if surprised { 1.0 - OUTSIDE } else { -OUTSIDE };
            (side * (1.0 - FORGOTTEN) + STEP * step).clamp(-LIMIT, LIMIT)
        };
        self.low = moved(self.low, actual < low);
        self.high = moved(self.high, actual > high);
    }

    /// How many times wider the lower and the upper half of the forecast become.
    pub fn widths(&self) -> (f64, f64) {
        (self.low.exp(), self.high.exp())
    }
}

#[cfg(test)]
mod tests {
    use super::{Calibration, OUTSIDE, STEP};

    #[test]
    fn surprises_widen_their_own_side_within_limits() {
        let mut calibration = Calibration::default();
        assert_eq!(calibration.widths(), (1.0, 1.0));
        for _ in 0..1_000 {
            calibration.learn(5.0, 9.0, 1.0);
        }
        let (low, high) = calibration.widths();
        assert!((low - 0.4_f64.exp()).abs() < 1e-12 && (high - (-0.4_f64).exp()).abs() < 1e-12);
    }

    #[test]
    fn one_surprise_in_ten_changes_next_to_nothing_and_a_surprise_is_forgotten() {
        let mut calibration = Calibration::default();
        for turn in 0..10 {
            calibration.learn(5.0, 9.0, if turn == 0 { 1.0 } else { 7.0 });
        }
        assert!((calibration.widths().0 - 1.0).abs() < 0.01, "{:?}", calibration.widths());
        let mut never = Calibration::default();
        never.learn(5.0, 9.0, 1.0);
        let after_one = never.widths().0;
        (0..5).for_each(|_| never.learn(5.0, 9.0, 7.0));
        let narrowed_by = after_one.ln() - never.widths().0.ln();
        assert!(narrowed_by > 5.0 * STEP * OUTSIDE, "not by the five steps alone: {narrowed_by}");
    }
}
