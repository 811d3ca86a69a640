//! How likely a team has finished so much by then: one table from all paths, read many times.
//!
//! A path is run through once per step of time and counted into cells of the backlog; what is finished is the
//! share of paths at or beyond a cell. Steps are weeks for a year, then every fourth week; cells are at most 4,096,
//! so that a place in the backlog is rounded up by less than a four-thousandth of it.

use super::outlook::{Outlook, Place, WEEKS_MAX};
use crate::draw::Draw;

const CELLS_MAX: f64 = 4_096.0;
const WEEKLY: usize = 52;
const LATER_BY: usize = 4;
/// Weeks of a team's past growth that one path's rate is the mean of.
const GROWTH_DRAWS: usize = 12;

/// Steps of time looked at.
pub(super) const STEPS: usize = WEEKLY + (WEEKS_MAX - WEEKLY) / LATER_BY;

/// The week at the end of a step.
pub(super) fn week_of(step: usize) -> usize {
    if step < WEEKLY { step + 1 } else { WEEKLY + (step + 1 - WEEKLY) * LATER_BY }
}

/// The last step that ends by a week; `None` before the first.
pub(super) fn step_by(week: usize) -> Option<usize> {
    match week {
        0 => None,
        1..=WEEKLY => Some(week - 1),
        _ => Some(WEEKLY - 1 + (week.min(WEEKS_MAX) - WEEKLY) / LATER_BY),
    }
}

/// What befalls a team on the way.
pub(super) struct Way<'a> {
    /// Units added to the backlog in past weeks; none means that it does not grow.
    pub growth: &'a [f64],
    pub seed: u64,
}

/// Shares of paths, by step and cell.
pub(super) struct Chances {
    cells: usize,
    cell_size: f64,
    /// `[step · (cells + 1) + cell]`: paths that had finished that many cells by the step.
    counts: Vec<u32>,
    paths: f64,
}

impl Chances {
    /// Counts all paths over a backlog of so many units.
    pub fn counted(outlook: &Outlook, total: f64, way: &Way) -> Self {
        // Whole units where they fit, so that whole items are exact.
        let cell_size = (total / CELLS_MAX).ceil().max(if total < 1.0 { total / CELLS_MAX } else { 1.0 });
        let cells = (total / cell_size).ceil().max(1.0) as usize;
        let mut counts = vec![0_u32; STEPS * (cells + 1)];
        let places: Vec<Place> = (0..STEPS).map(|step| outlook.place(week_of(step) as f64)).collect();
        let mut draw = Draw::seeded(way.seed);
        for path in &outlook.paths {
            let growth = growth_of(way.growth, &mut draw) / total;
            let mut furthest = 0;
            for (step, place) in places.iter().enumerate() {
                let reached = place.read(path) / (1.0 + growth * week_of(step) as f64) / cell_size;
                furthest = furthest.max((reached + 1e-6) as usize).min(cells);
                counts[step * (cells + 1) + furthest] += 1;
            }
        }
        for row in counts.chunks_exact_mut(cells + 1) {
            for cell in (0..cells).rev() {
                row[cell] += row[cell + 1];
            }
        }
        Self { cells, cell_size, counts, paths: outlook.paths.len() as f64 }
    }

    /// The share of paths that have finished so many units by the end of a step.
    pub fn of(&self, units: f64, step: usize) -> f64 {
        let cell = ((units / self.cell_size - 1e-6).ceil().max(0.0) as usize).min(self.cells);
        f64::from(self.counts[step * (self.cells + 1) + cell]) / self.paths
    }
}

/// A path's growth per week: the mean of some past weeks drawn with replacement, never below 0.
fn growth_of(growth: &[f64], draw: &mut Draw) -> f64 {
    if growth.is_empty() {
        return 0.0;
    }
    let drawn: f64 = (0..GROWTH_DRAWS).map(|_| draw.one_of(growth)).sum();
    (drawn / GROWTH_DRAWS as f64).max(0.0)
}
