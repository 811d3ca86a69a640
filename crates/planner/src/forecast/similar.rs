//! Ratios of similar situations: forecast = base pace × weeks × what really came, divided by what was forecast, in
//! the past situations of other projects that looked most alike.
//!
//! Alike is |Δ ln pace| + 2.5 · |Δ variation| + |Δ trend|; the nearest count most. It is looked for twice and pooled: by
//! the longest window the history fills and by the next shorter one (26 and 12 weeks, 12 and 8, …), because a
//! change of pace shows in one before the other. The ratios are spread about their mean (of the logarithm) by
//! 1 + 0.3 · √(weeks ÷ 8) ÷ √projects, since a few projects never show all that can happen, the less the farther
//! ahead; and by what the team's own forecasts have taught ([`Calibration`]).

use super::calibration::Calibration;
use super::history::{History, Shape};
use super::library::{FLOOR, KNOTS, Library, Situation, WINDOWS};
use super::outlook::Reach;
use crate::refused::Refused;

const VARIATION_WEIGHT: f32 = 2.5;
const TREND_WEIGHT: f32 = 1.0;
/// The weight of the farthest neighbour; the nearest has 1.
const FARTHEST_WEIGHT: f32 = 0.5;
/// Weeks ahead at which the widening is as stated.
const SPREAD_WEEKS: f64 = 8.0;

/// How a team is compared with others.
#[derive(Clone, Copy, Debug)]
pub struct Similar<'a> {
    pub library: &'a Library,
    pub calibration: Calibration,
    /// Weeks of its history that are looked at, at most.
    pub look_back_weeks: usize,
    /// Similar situations taken by each of two windows.
    pub neighbours: usize,
    /// Widening for a library of few projects: 1 + this · √(weeks ÷ 8) ÷ √projects.
    pub spread: f64,
    /// Only situations whose outcome at that many weeks was known by then: (number of the week, weeks ahead).
    pub known_by: Option<(u16, usize)>,
}

impl Default for Similar<'static> {
    fn default() -> Self {
        Self {
            library: Library::shipped(),
            calibration: Calibration::default(),
            look_back_weeks: 12,
            neighbours: 60,
            spread: 0.3,
            known_by: None,
        }
    }
}

/// What each similar situation says about the weeks ahead.
pub(super) struct Neighbours {
    /// Items finished after each of `KNOTS` weeks.
    pub reaches: Vec<Reach>,
    /// Sums of the weights up to each; the last is the sum of all.
    pub weights: Vec<f64>,
}

impl Neighbours {
    fn join(&mut self, other: Self) {
        let sum = self.weights.last().copied().unwrap_or(0.0);
        self.reaches.extend(other.reaches);
        self.weights.extend(other.weights.iter().map(|weight| weight + sum));
    }
}

impl Similar<'_> {
    /// The neighbours of a history. Errors: nothing finished lately, fewer situations than are to be taken.
    pub(super) fn neighbours_of(&self, history: &History) -> Result<Neighbours, Refused> {
        let weeks = self.look_back_weeks.min(history.weeks() as usize);
        let longest = WINDOWS.iter().rposition(|window| *window <= weeks).unwrap_or(0);
        let shape = history.shape(WINDOWS[longest]).ok_or_else(|| {
            let sentence =
                format!("Nothing was finished in the last {weeks} weeks, so there is no pace yet.");
            Refused::new(sentence, Vec::new())
        })?;
        let mut near = self.near(longest, &shape)?;
        if let Some(shorter) = longest.checked_sub(1)
            && let Some(shape) = history.shape(WINDOWS[shorter])
        {
            near.join(self.near(shorter, &shape)?);
        }
        Ok(near)
    }

    fn near(&self, section: usize, shape: &Shape) -> Result<Neighbours, Refused> {
        let place = shape.place();
        self.nearest(section, shape.base, |situation| situation.distance(place))
    }

    /// The neighbours of a new team of which a person guesses the pace: of those with two weeks behind them the
    /// ones of that pace, however they vary. Errors: a guess that is not above 0.
    pub(super) fn neighbours_of_guess(&self, items_per_week: f64) -> Result<Neighbours, Refused> {
        if !(items_per_week.is_finite() && items_per_week > 0.0) {
            let sentence = format!("The guessed pace is {items_per_week} a week; it must be above 0.");
            return Err(Refused::new(sentence, Vec::new()));
        }
        let pace = items_per_week.ln() as f32;
        self.nearest(0, items_per_week, |situation| (situation.shape[0] - pace).abs())
    }

    fn nearest(
        &self,
        section: usize,
        base: f64,
        distance: impl Fn(&Situation) -> f32,
    ) -> Result<Neighbours, Refused> {
        let known = |situation: &&Situation| {
            self.known_by.is_none_or(|(by, ahead)| {
                usize::from(situation.at) + ahead <= usize::from(by)
                    && ahead <= KNOTS[usize::from(situation.known) - 1]
            })
        };
        let mut near: Vec<(f32, &Situation)> = self.library.sections[section]
            .iter()
            .filter(known)
            .map(|situation| (distance(situation), situation))
            .collect();
        if near.len() < self.neighbours.max(1) {
            let (there, taken) = (near.len(), self.neighbours);
            let sentence = format!("The library holds {there} past situations; {taken} are needed.");
            return Err(Refused::new(sentence, Vec::new()));
        }
        let mut projects: Vec<u8> = near.iter().map(|(_, situation)| situation.project).collect();
        projects.sort_unstable();
        projects.dedup();
        near.select_nth_unstable_by(self.neighbours - 1, |a, b| a.0.total_cmp(&b.0));
        near.truncate(self.neighbours);
        near.sort_by(|a, b| a.0.total_cmp(&b.0));
        Ok(self.widened(&near, base, projects.len()))
    }

    fn widened(&self, near: &[(f32, &Situation)], base: f64, projects: usize) -> Neighbours {
        let farthest = near.last().map_or(0.0, |(distance, _)| *distance) + f32::EPSILON;
        let weight = |distance: f32| f64::from(1.0 - (1.0 - FARTHEST_WEIGHT) * distance / farthest);
        let weights: Vec<f64> = near
            .iter()
            .scan(0.0, |sum, (distance, _)| {
                *sum += weight(*distance);
                Some(*sum)
            })
            .collect();
        let total = weights.last().copied().unwrap_or(1.0);
        let mean = |knot: usize| {
            let sum: f64 = near.iter().map(|(far, row)| weight(*far) * f64::from(row.ratios[knot])).sum();
            sum / total
        };
        let means: [f64; KNOTS.len()] = std::array::from_fn(mean);
        let few = self.spread / (projects.max(1) as f64).sqrt();
        let (low, high) = self.calibration.widths();
        let reach = |situation: &Situation| {
            let mut reached = 0.0_f64;
            Reach(std::array::from_fn(|knot| {
                let away = f64::from(situation.ratios[knot]) - means[knot];
                let side = if away < 0.0 { low } else { high };
                let spread = 1.0 + few * (KNOTS[knot] as f64 / SPREAD_WEEKS).sqrt();
                let ratio = (means[knot] + away * spread * side).exp() - FLOOR;
                reached = reached.max(base * KNOTS[knot] as f64 * ratio);
                reached
            }))
        };
        Neighbours { reaches: near.iter().map(|(_, situation)| reach(situation)).collect(), weights }
    }
}

impl Shape {
    /// Where a shape lies among others.
    pub(super) fn place(&self) -> [f32; 3] {
        [self.log_pace as f32, self.variation as f32, self.trend as f32]
    }
}

impl Situation {
    fn distance(&self, place: [f32; 3]) -> f32 {
        (self.shape[0] - place[0]).abs()
            + VARIATION_WEIGHT * (self.shape[1] - place[1]).abs()
            + TREND_WEIGHT * (self.shape[2] - place[2]).abs()
    }
}
