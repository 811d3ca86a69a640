//! What one team may have finished after so many weeks: drawn paths, by either method.

use super::history::History;
use super::holidays::Worked;
use super::library::KNOTS;
use super::score::{place_of_quantile, quantile};
use super::similar::{Neighbours, Similar};
use crate::draw::Draw;
use crate::refused::Refused;

/// Paths drawn at most.
pub const PATHS_MAX: usize = 100_000;
/// Weeks ahead at most: five years.
pub const WEEKS_MAX: usize = 260;
/// Deviation, as a logarithm, that sets paths from the same neighbour apart.
const APART: f64 = 0.1;

/// A value for three degrees of sureness.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sure<T> {
    /// As likely as not.
    pub p50: T,
    pub p85: T,
    pub p95: T,
}

impl<T> Sure<T> {
    pub(super) fn each(mut value: impl FnMut(f64) -> T) -> Self {
        Self { p50: value(0.5), p85: value(0.85), p95: value(0.95) }
    }

    pub fn map<U>(self, change: impl Fn(T) -> U) -> Sure<U> {
        Sure { p50: change(self.p50), p85: change(self.p85), p95: change(self.p95) }
    }
}

/// How many paths are drawn, and from which seed; the same seed draws the same paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draws {
    pub paths: usize,
    pub seed: u64,
}

impl Default for Draws {
    fn default() -> Self {
        Self { paths: 10_000, seed: 1 }
    }
}

impl Draws {
    pub(super) fn check(self) -> Result<(), Refused> {
        let fits = (1..=PATHS_MAX).contains(&self.paths);
        fits.then_some(()).ok_or_else(|| {
            let paths = self.paths;
            Refused::new(format!("{paths} paths can not be drawn: 1 to {PATHS_MAX} can."), Vec::new())
        })
    }
}

/// Items finished after each of `KNOTS` weeks: never falling, straight in between, at the last rate beyond.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Reach(pub [f64; KNOTS.len()]);

impl Reach {
    /// The first whole week after which so many items are finished, at least 1; later than `WEEKS_MAX` if never so soon.
    pub fn week_of(&self, items: f64, worked: &Worked) -> usize {
        let done = |week: usize| Place::of(worked.within(week as f64)).read(self);
        let last = KNOTS.len() - 1;
        let knot = self.0.iter().position(|done| *done >= items);
        let (before, after) = match knot {
            Some(0) => ((0.0, 0.0), (KNOTS[0] as f64, self.0[0])),
            Some(n) => ((KNOTS[n - 1] as f64, self.0[n - 1]), (KNOTS[n] as f64, self.0[n])),
            None => ((0.0, 0.0), (KNOTS[last] as f64, self.0[last])),
        };
        let rate = (after.1 - before.1) / (after.0 - before.0);
        let near = before.0 + (items - before.1) / rate;
        // Nothing is finished on it, and nothing is asked for: no number.
        let near = if near.is_nan() { 1.0 } else { worked.weeks_for(near) };
        let mut week = near.ceil().clamp(1.0, (WEEKS_MAX + 1) as f64) as usize;
        // The division may be off by the last digit: what counts is how far the path is after that week.
        while week > 1 && done(week - 1) >= items {
            week -= 1;
        }
        while week <= WEEKS_MAX && done(week) < items {
            week += 1;
        }
        week
    }
}

/// Where a point in time lies between the knots; found once for many paths.
#[derive(Clone, Copy)]
pub(super) struct Place {
    before: usize,
    /// Weight of the knot before and of the one after it.
    weights: (f64, f64),
}

impl Place {
    pub fn of(weeks: f64) -> Self {
        let last = KNOTS.len() - 1;
        if weeks >= KNOTS[last] as f64 {
            return Self { before: last, weights: (weeks / KNOTS[last] as f64, 0.0) };
        }
        let after = KNOTS.partition_point(|knot| (*knot as f64) <= weeks);
        let Some(before) = after.checked_sub(1) else {
            return Self { before: 0, weights: (weeks.max(0.0) / KNOTS[0] as f64, 0.0) };
        };
        let between = (weeks - KNOTS[before] as f64) / (KNOTS[after] - KNOTS[before]) as f64;
        Self { before, weights: (1.0 - between, between) }
    }

    pub fn read(self, reach: &Reach) -> f64 {
        let after = reach.0[(self.before + 1).min(KNOTS.len() - 1)];
        reach.0[self.before] * self.weights.0 + after * self.weights.1
    }
}

/// What a team may have finished after so many weeks, as drawn paths. In items; velocity in points.
#[derive(Clone, Debug)]
pub struct Outlook {
    pub(super) paths: Vec<Reach>,
    worked: Worked,
}

impl Outlook {
    /// By the ratios of similar situations. Errors: nothing finished lately, a library too small.
    pub fn similar(history: &History, similar: &Similar, draws: Draws) -> Result<Self, Refused> {
        draws.check()?;
        let neighbours = similar.neighbours_of(history)?;
        Ok(Self::drawn(&neighbours, history.item_size, draws))
    }

    /// Of a team so new that its pace is a person's guess, in items a week. Errors: a guess that is not above 0.
    pub fn guessed(items_per_week: f64, similar: &Similar, draws: Draws) -> Result<Self, Refused> {
        draws.check()?;
        let neighbours = similar.neighbours_of_guess(items_per_week)?;
        Ok(Self::drawn(&neighbours, 1.0, draws))
    }

    /// The usual bootstrap, for comparison: weeks (or sprints) of the last `look_back_weeks` drawn with
    /// replacement. It takes the future to be like the past and is far too sure of itself.
    pub fn bootstrap(history: &History, look_back_weeks: usize, draws: Draws) -> Result<Self, Refused> {
        draws.check()?;
        let (recent, mut draw) = (history.recent(look_back_weeks), Draw::seeded(draws.seed));
        let buckets = (KNOTS[KNOTS.len() - 1] as f64 / history.bucket_weeks).ceil() as usize;
        let mut path = || {
            let mut done = vec![0.0; buckets + 1];
            for bucket in 0..buckets {
                done[bucket + 1] = done[bucket] + draw.one_of(recent) * history.item_size;
            }
            Reach(KNOTS.map(|knot| {
                let bucket = knot as f64 / history.bucket_weeks;
                let (whole, part) = ((bucket as usize).min(buckets - 1), bucket.fract());
                let part = if bucket as usize >= buckets { 1.0 } else { part };
                done[whole] + (done[whole + 1] - done[whole]) * part
            }))
        };
        Ok(Self::of((0..draws.paths).map(|_| path()).collect()))
    }

    fn of(paths: Vec<Reach>) -> Self {
        Self { paths, worked: Worked::default() }
    }

    /// The same where coming weeks are not worked in full: shares of the usual working time, 0 a holiday, 1 a full week;
    /// after the last one weeks are full. Errors: a share that is none.
    pub fn with_holidays(self, ahead: &[f64]) -> Result<Self, Refused> {
        Ok(Self { worked: Worked::of(ahead)?, ..self })
    }

    /// Where so many weeks from now lie between the knots.
    pub(super) fn place(&self, weeks: f64) -> Place {
        Place::of(self.worked.within(weeks))
    }

    /// Neighbours drawn by their weight, one drawing per equal slice of all weight.
    fn drawn(neighbours: &Neighbours, item_size: f64, draws: Draws) -> Self {
        let mut draw = Draw::seeded(draws.seed);
        let total = neighbours.weights.last().copied().unwrap_or(0.0);
        let slice = total / draws.paths as f64;
        let mut at = 0;
        let mut path = |number: usize| {
            let weight = (number as f64 + draw.share()) * slice;
            while at + 1 < neighbours.weights.len() && neighbours.weights[at] < weight {
                at += 1;
            }
            let scale = item_size * (APART * draw.normal()).exp();
            Reach(neighbours.reaches[at].0.map(|items| items * scale))
        };
        Self::of((0..draws.paths).map(&mut path).collect())
    }

    /// Items finished after so many weeks, one per path, whole and ascending.
    pub fn sample(&self, weeks: f64) -> Vec<f64> {
        let place = self.place(weeks);
        let mut items: Vec<f64> = self.paths.iter().map(|path| place.read(path).round()).collect();
        items.sort_unstable_by(f64::total_cmp);
        items
    }

    /// At least how many items are finished after so many weeks.
    pub fn how_many(&self, weeks: f64) -> Sure<f64> {
        let sample = self.sample(weeks);
        Sure::each(|sure| quantile(&sample, 1.0 - sure))
    }

    /// The share of the paths on which so many items are finished after so many weeks.
    pub fn chance(&self, items: f64, weeks: f64) -> f64 {
        let place = self.place(weeks);
        let enough = self.paths.iter().filter(|path| place.read(path).round() >= items).count();
        enough as f64 / self.paths.len().max(1) as f64
    }

    /// The week by whose end so many items are finished: 1 is the coming week, `None` later than `WEEKS_MAX`.
    pub fn when(&self, items: f64) -> Sure<Option<usize>> {
        self.first_weeks(|_| items)
    }

    /// The week by whose end each path has finished what is asked of it.
    pub(super) fn first_weeks(&self, items: impl Fn(&Reach) -> f64) -> Sure<Option<usize>> {
        let mut weeks: Vec<usize> =
            self.paths.iter().map(|path| path.week_of(items(path), &self.worked)).collect();
        Sure::each(|sure| {
            let (_, week, _) = weeks.select_nth_unstable(place_of_quantile(self.paths.len(), sure));
            Some(*week).filter(|week| *week <= WEEKS_MAX)
        })
    }
}
