//! What a team finished, week by week or sprint by sprint, and what can be read off it.

use super::holidays;
use crate::refused::Refused;

/// Buckets (weeks or sprints) in one history at most.
pub const BUCKETS_MAX: usize = 5_000;
/// A week with less than this share of the usual working time is left out rather than scaled up.
const WORKED_LEAST: f64 = 0.2;

/// What a team finished, oldest first. Weeks in which nothing was finished count; holidays do not.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// Items finished per bucket, in full working time.
    pub(super) counts: Vec<f64>,
    /// Weeks in a bucket: 1 for weekly throughput, the length of a sprint for velocity.
    pub(super) bucket_weeks: f64,
    /// Units (items or points) in one typical item; turns points into items and back.
    pub(super) item_size: f64,
}

impl History {
    /// Items finished in each week, oldest first. Errors: a negative or broken count, nothing finished, fewer than
    /// two weeks.
    pub fn weekly(counts: &[f64]) -> Result<Self, Refused> {
        Self::checked(counts.to_vec(), 1.0, 1.0)
    }

    /// The same with the share of the usual working time in each week: 1 a full week, 0 a holiday. Weeks worked
    /// less than a fifth are left out, the others are scaled to full weeks.
    pub fn weekly_with_holidays(weeks: &[(f64, f64)]) -> Result<Self, Refused> {
        holidays::check(weeks.iter().map(|(_, worked)| *worked))?;
        let full = weeks.iter().filter(|(_, worked)| *worked >= WORKED_LEAST);
        Self::checked(full.map(|(count, worked)| count / worked).collect(), 1.0, 1.0)
    }

    /// Points finished in each sprint, oldest first: velocity. `points_per_item` is the mean size of a finished
    /// item, so that the team is compared with others of its pace.
    ///
    /// The variability of sprints is taken to weeks as if weeks were independent (× √weeks).
    pub fn sprints(points: &[f64], weeks_each: f64, points_per_item: f64) -> Result<Self, Refused> {
        for (name, amount) in [("length of a sprint", weeks_each), ("size of an item", points_per_item)] {
            if !(amount.is_finite() && amount > 0.0) {
                return Err(Refused::new(format!("The {name} is {amount}; it must be above 0."), Vec::new()));
            }
        }
        let counts = points.iter().map(|points| points / points_per_item).collect();
        Self::checked(counts, weeks_each, points_per_item)
    }

    fn checked(counts: Vec<f64>, bucket_weeks: f64, item_size: f64) -> Result<Self, Refused> {
        let word = if bucket_weeks == 1.0 { "week" } else { "sprint" };
        if let Some(at) = counts.iter().position(|count| !(count.is_finite() && *count >= 0.0)) {
            let sentence = format!("What was finished in {word} {} must be a number of at least 0.", at + 1);
            return Err(Refused::new(sentence, vec![at]));
        }
        if counts.len() > BUCKETS_MAX {
            let sentence = format!("{} {word}s are more than the {BUCKETS_MAX} read.", counts.len());
            return Err(Refused::new(sentence, Vec::new()));
        }
        if (counts.len() as f64) * bucket_weeks < 2.0 {
            let sentence =
                format!("A forecast needs two weeks of work or more; there are {} {word}s.", counts.len());
            return Err(Refused::new(sentence, Vec::new()));
        }
        let history = Self { counts, bucket_weeks, item_size };
        if history.shape(usize::MAX).is_none() {
            let sentence = format!("Nothing was finished in the {word}s looked at, so there is no pace yet.");
            return Err(Refused::new(sentence, Vec::new()));
        }
        Ok(history)
    }

    /// Weeks of history.
    pub fn weeks(&self) -> f64 {
        self.counts.len() as f64 * self.bucket_weeks
    }

    /// The last so many weeks, at least one bucket.
    pub(super) fn recent(&self, weeks: usize) -> &[f64] {
        let buckets = (weeks as f64 / self.bucket_weeks).max(1.0) as usize;
        &self.counts[self.counts.len().saturating_sub(buckets)..]
    }

    /// The shape of the last so many weeks; `None` when nothing was finished in them.
    pub(super) fn shape(&self, weeks: usize) -> Option<Shape> {
        let mut shape = Shape::of(self.recent(weeks), DEFAULT_TREND)?;
        shape.log_pace -= self.bucket_weeks.ln();
        shape.base /= self.bucket_weeks;
        shape.variation *= self.bucket_weeks.sqrt();
        Some(shape)
    }
}

/// How far the base follows the last third of the history rather than the whole.
pub(super) const DEFAULT_TREND: f64 = 0.5;
/// A bucket counts at most this many times the median (and √mean above it) towards the base: bulk closing of old
/// items is not pace.
const CAP: f64 = 2.5;
/// Mean buckets mixed into the last third, so that a single week says little.
const TREND_PRIOR: f64 = 2.0;

/// What a situation looks like before the forecast; situations are similar when their shapes are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Shape {
    /// ln of the mean items per week.
    pub log_pace: f64,
    /// Standard deviation ÷ mean of weekly counts.
    pub variation: f64,
    /// ln of the pace of the last third ÷ the whole.
    pub trend: f64,
    /// Items per week the ratios are taken to.
    pub base: f64,
}

impl Shape {
    /// Of counts per bucket, with the bucket as the unit of time; `None` when all are 0.
    pub fn of(counts: &[f64], follow: f64) -> Option<Self> {
        let buckets = counts.len() as f64;
        let mean = counts.iter().sum::<f64>() / buckets;
        if !(mean.is_finite() && mean > 0.0) {
            return None;
        }
        let variance = counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>() / buckets;
        let last = counts.len().div_ceil(3).min(counts.len());
        let recent: f64 = counts[counts.len() - last..].iter().sum();
        let trend = ((recent + TREND_PRIOR * mean) / (last as f64 + TREND_PRIOR) / mean).ln();
        let mut ordered = counts.to_vec();
        ordered.sort_by(f64::total_cmp);
        let cap = CAP * ordered[ordered.len() / 2].max(0.5) + mean.sqrt();
        let capped = counts.iter().map(|count| count.min(cap)).sum::<f64>() / buckets;
        Some(Self {
            log_pace: mean.ln(),
            variation: variance.sqrt() / mean,
            trend,
            base: capped * (trend * follow).exp(),
        })
    }
}
