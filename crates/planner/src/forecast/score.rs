//! How good a forecast was, once what it spoke of has happened.
//!
//! All scores take a sample of the forecast in ascending order and what came true. Lower is better for the pinball
//! loss and the CRPS (continuous ranked probability score, Matheson and Winkler 1976; Gneiting and Raftery 2007).

/// The least value of the sample that at least this share lies at or below; 0 for an empty sample.
pub fn quantile(sample: &[f64], share: f64) -> f64 {
    sample.get(place_of_quantile(sample.len(), share)).copied().unwrap_or(0.0)
}

/// Where that value stands in an ascending sample of so many; 0 for an empty sample.
pub(super) fn place_of_quantile(many: usize, share: f64) -> usize {
    let rank = (share * many as f64 - 1e-9).ceil().max(1.0) as usize;
    (rank - 1).min(many.saturating_sub(1))
}

/// Loss of a quantile: share · (actual − quantile) above it, (1 − share) · (quantile − actual) below. In units
/// of what was forecast.
pub fn pinball(sample: &[f64], share: f64, actual: f64) -> f64 {
    let above = actual - quantile(sample, share);
    if above >= 0.0 { share * above } else { (share - 1.0) * above }
}

/// ∫ (F(x) − [x ≥ actual])² dx over the sample's distribution F; for a sample of one it is the absolute error.
pub fn crps(sample: &[f64], actual: f64) -> f64 {
    let many = sample.len() as f64;
    let mut score = 0.0;
    for (at, pair) in sample.windows(2).enumerate() {
        let below = (at + 1) as f64 / many;
        let split = actual.clamp(pair[0], pair[1]);
        score += below.powi(2) * (split - pair[0]) + (1.0 - below).powi(2) * (pair[1] - split);
    }
    let (Some(first), Some(last)) = (sample.first(), sample.last()) else { return 0.0 };
    score + (first - actual).max(0.0) + (actual - last).max(0.0)
}

/// Probability integral transform: the share of the sample below what came true, ties counted half. Spread evenly
/// over [0, 1] when forecasts are honest.
pub fn pit(sample: &[f64], actual: f64) -> f64 {
    let below = sample.partition_point(|drawn| *drawn < actual);
    let upto = sample.partition_point(|drawn| *drawn <= actual);
    (below + upto) as f64 / (2 * sample.len().max(1)) as f64
}

#[cfg(test)]
mod tests {
    use super::{crps, pinball, pit, quantile};

    #[test]
    fn a_quantile_is_a_value_of_the_sample() {
        let sample = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0];
        assert_eq!(
            [0.1, 0.15, 0.5, 0.9, 1.0].map(|share| quantile(&sample, share)),
            [1.0, 2.0, 5.0, 9.0, 10.0]
        );
    }

    #[test]
    fn the_crps_of_one_value_is_its_error_and_of_two_is_worked_by_hand() {
        assert_eq!(crps(&[4.0], 7.0), 3.0);
        assert_eq!(crps(&[4.0], 1.0), 3.0);
        // Mean |x − y| − ½ mean |x − x'| over {0, 2} and y = 1: 1 − ½ · 1.
        assert_eq!(crps(&[0.0, 2.0], 1.0), 0.5);
        assert_eq!(crps(&[0.0, 2.0], 5.0), 3.5);
    }

    #[test]
    fn the_pinball_loss_punishes_the_likelier_side_more() {
        assert!((pinball(&[10.0], 0.85, 12.0) - 1.7).abs() < 1e-12);
        assert!((pinball(&[10.0], 0.85, 8.0) - 0.3).abs() < 1e-12);
    }

    #[test]
    fn the_transform_counts_ties_half() {
        assert_eq!(pit(&[1.0, 2.0, 2.0, 3.0], 2.0), 0.5);
        assert_eq!(pit(&[1.0, 2.0], 9.0), 1.0);
    }
}
