//! Ratios of similar situations: forecast = base pace × weeks × what really came, divided by what was forecast, in
//! the past situations of other projects that looked most alike.
//!
//! Alike is |Δ ln pace| + 2.5 · |Δ variation| + |Δ trend|; the nearest count most. It is looked for twice: by the longest
//! window the history fills and by the next shorter one (26 and 12 weeks, 12 and 8, …), because a change of pace shows
//! in one before the other; what the two say is [`averaged`], each by the root of its weeks. The ratios are spread about
//! their mean (of ln(1 + ratio)) by 1 + 0.4 · √(weeks ÷ 8) ÷ √projects, since a few projects never show all that can
//! happen, the less the farther ahead; and by what the team's own forecasts have taught ([`Calibration`]). Last they are
//! taken 10 % lower: of all forecasts half were too high and half too low, but in more projects too high than too low, and
//! in their busy weeks by most.

use super::averaged::{Row, Window, averaged};
use super::calibration::Calibration;
use super::history::{History, Shape};
use super::library::{KNOTS, Library, Situation, WINDOWS};
use super::outlook::Reach;
use crate::refused::Refused;

const VARIATION_WEIGHT: f32 = 2.5;
const TREND_WEIGHT: f32 = 1.0;
/// The weight of the farthest neighbour; the nearest has 1.
const FARTHEST_WEIGHT: f64 = 0.1;
/// With fewer past situations nothing is said.
const SITUATIONS_LEAST: usize = 60;
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
    /// Taken off each ratio, as a share of it.
    pub caution: f64,
    /// Only situations whose outcome at that many weeks was known by then: (number of the week, weeks ahead).
    pub known_by: Option<(u16, usize)>,
}

impl Default for Similar<'static> {
    fn default() -> Self {
        Self {
            library: Library::shipped(),
            calibration: Calibration::default(),
            look_back_weeks: 12,
            neighbours: 180,
            spread: 0.4,
            caution: 0.1,
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

/// The neighbours by one window.
struct Near<'a> {
    weeks: usize,
    /// Distance and situation, the nearest first.
    rows: Vec<(f32, &'a Situation)>,
    /// Items per week that the ratios are taken to.
    base: f64,
    /// Of how many projects situations were known.
    projects: usize,
}

impl Similar<'_> {
    /// The neighbours of a history. Errors: nothing finished lately, too few situations.
    pub(super) fn neighbours_of(&self, history: &History) -> Result<Neighbours, Refused> {
        let weeks = self.look_back_weeks.min(history.weeks() as usize);
        let longest = WINDOWS.iter().rposition(|window| *window <= weeks).unwrap_or(0);
        let shape = history.shape(WINDOWS[longest]).ok_or_else(|| {
            let last = WINDOWS[longest].min(weeks);
            let sentence = format!("Nothing was finished in the last {last} weeks, so there is no pace yet.");
            Refused::new(sentence, Vec::new())
        })?;
        let mut near = vec![self.near(longest, &shape)?];
        if let Some(shorter) = longest.checked_sub(1)
            && let Some(shape) = history.shape(WINDOWS[shorter])
        {
            near.push(self.near(shorter, &shape)?);
        }
        Ok(self.pooled(&near, shape.base))
    }

    fn near(&self, section: usize, shape: &Shape) -> Result<Near<'_>, Refused> {
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
        let near = self.nearest(0, items_per_week, |situation| (situation.shape[0] - pace).abs())?;
        Ok(self.pooled(&[near], items_per_week))
    }

    fn nearest(
        &self,
        section: usize,
        base: f64,
        distance: impl Fn(&Situation) -> f32,
    ) -> Result<Near<'_>, Refused> {
        let known = |situation: &&Situation| {
            self.known_by.is_none_or(|(by, ahead)| {
                usize::from(situation.at) + ahead <= usize::from(by)
                    && ahead <= KNOTS[usize::from(situation.known) - 1]
            })
        };
        let mut rows: Vec<(f32, &Situation)> = self.library.sections[section]
            .iter()
            .filter(known)
            .map(|situation| (distance(situation), situation))
            .collect();
        if rows.len() < SITUATIONS_LEAST {
            let there = rows.len();
            let sentence =
                format!("The library holds {there} past situations; {SITUATIONS_LEAST} are needed.");
            return Err(Refused::new(sentence, Vec::new()));
        }
        let mut projects: Vec<u8> = rows.iter().map(|(_, situation)| situation.project).collect();
        projects.sort_unstable();
        projects.dedup();
        let taken = self.neighbours.clamp(1, rows.len());
        rows.select_nth_unstable_by(taken - 1, |a, b| a.0.total_cmp(&b.0));
        rows.truncate(taken);
        rows.sort_by(|a, b| a.0.total_cmp(&b.0));
        Ok(Near { weeks: WINDOWS[section], rows, base, projects: projects.len() })
    }

    /// What the windows say together, spread and taken lower.
    fn pooled(&self, near: &[Near], base: f64) -> Neighbours {
        let windows: Vec<Window> = near.iter().map(|near| near.window(base)).collect();
        let rows = averaged(&windows);
        let weights: Vec<f64> = windows.into_iter().flat_map(|window| window.weights).collect();
        let mean = |knot: usize| {
            let sum: f64 = rows.iter().zip(&weights).map(|(row, weight)| weight * row[knot]).sum();
            sum / near.len() as f64
        };
        let means: Row = std::array::from_fn(mean);
        let few = self.spread / (near[0].projects.max(1) as f64).sqrt();
        let (low, high) = self.calibration.widths();
        let counted_on = base * (1.0 - self.caution);
        let reach = |row: &Row| {
            let mut reached = 0.0_f64;
            Reach(std::array::from_fn(|knot| {
                let (weeks, away) = (KNOTS[knot] as f64, row[knot] - means[knot]);
                let side = if away < 0.0 { low } else { high };
                let spread = 1.0 + few * (weeks / SPREAD_WEEKS).sqrt();
                let ratio = (means[knot] + away * spread * side).exp_m1();
                reached = reached.max(counted_on * weeks * ratio);
                reached
            }))
        };
        let reaches = rows.iter().map(reach).collect();
        let sums = weights.iter().scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        });
        Neighbours { reaches, weights: sums.collect() }
    }
}

impl Near<'_> {
    /// ln(1 + ratio) to another base pace, and how much each counts.
    fn window(&self, base: f64) -> Window {
        let farthest = f64::from(self.rows.last().map_or(0.0, |(distance, _)| *distance) + f32::EPSILON);
        let weight = |(distance, _): &(f32, &Situation)| {
            1.0 - (1.0 - FARTHEST_WEIGHT) * f64::from(*distance) / farthest
        };
        let total: f64 = self.rows.iter().map(weight).sum();
        let row = |(_, situation): &(f32, &Situation)| {
            situation.ratios.map(|ratio| (self.base / base * f64::from(ratio)).ln_1p())
        };
        Window {
            counts: (self.weeks as f64).sqrt(),
            weights: self.rows.iter().map(|row| weight(row) / total).collect(),
            rows: self.rows.iter().map(row).collect(),
        }
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
