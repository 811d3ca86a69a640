//! What several windows say, averaged: at each number of weeks the mean of their quantiles.
//!
//! Two guesses that lie apart become one between them; thrown together they would become one that is too wide (averaging
//! quantiles: Vincent 1912; Lichtendahl, Grushka-Cockayne and Winkler 2013). A neighbour keeps its place among those
//! of its window at each number of weeks, so that a path stays a path (Clark and others 2004, the Schaake shuffle).

use super::library::KNOTS;

/// A figure at each of `KNOTS`.
pub(super) type Row = [f64; KNOTS.len()];

/// What the neighbours by one window say.
pub(super) struct Window {
    /// How much it counts beside the others.
    pub counts: f64,
    /// Above 0, and 1 in all.
    pub weights: Vec<f64>,
    pub rows: Vec<Row>,
}

/// The rows of all windows, in their order: each figure is now the mean, over the windows and by how
/// much each counts, of what stands there at the place that it had in its own.
pub(super) fn averaged(windows: &[Window]) -> Vec<Row> {
    let all: f64 = windows.iter().map(|window| window.counts).sum();
    let mut rows: Vec<Row> = windows.iter().flat_map(|window| window.rows.iter().copied()).collect();
    for knot in 0..KNOTS.len() {
        let curves: Vec<Curve> = windows.iter().map(|window| Curve::of(window, knot)).collect();
        let places = curves.iter().flat_map(|curve| &curve.places);
        for (row, place) in rows.iter_mut().zip(places) {
            let said = windows.iter().zip(&curves).map(|(window, curve)| window.counts * curve.at(*place));
            row[knot] = said.sum::<f64>() / all;
        }
    }
    rows
}

/// The figures of one window at one number of weeks.
struct Curve {
    /// The share of weight below the middle of each row, in the order of the rows.
    places: Vec<f64>,
    /// That share and the figure, ascending.
    points: Vec<(f64, f64)>,
}

impl Curve {
    fn of(window: &Window, knot: usize) -> Self {
        let figure = |row: usize| window.rows[row][knot];
        let mut order: Vec<usize> = (0..window.rows.len()).collect();
        order.sort_by(|a, b| figure(*a).total_cmp(&figure(*b)));
        let (mut places, mut points, mut below) = (vec![0.0; order.len()], Vec::new(), 0.0);
        for row in order {
            places[row] = below + window.weights[row] / 2.0;
            points.push((places[row], figure(row)));
            below += window.weights[row];
        }
        Self { places, points }
    }

    /// The figure at a share of the weight: straight between two rows, level beyond the last.
    fn at(&self, share: f64) -> f64 {
        let after = self.points.partition_point(|point| point.0 < share);
        let before = after.checked_sub(1).and_then(|before| self.points.get(before));
        match (before, self.points.get(after)) {
            (Some(low), Some(high)) => low.1 + (high.1 - low.1) * (share - low.0) / (high.0 - low.0),
            (Some(only), None) | (None, Some(only)) => only.1,
            (None, None) => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{KNOTS, Window, averaged};

    fn window(counts: f64, figures: &[f64]) -> Window {
        Window {
            counts,
            weights: vec![1.0 / figures.len() as f64; figures.len()],
            rows: figures.iter().map(|figure| [*figure; KNOTS.len()]).collect(),
        }
    }

    fn first_of(windows: &[Window]) -> Vec<f64> {
        averaged(windows).iter().map(|row| (row[0] * 1e6).round() / 1e6).collect()
    }

    #[test]
    fn one_window_stays_as_it_is() {
        assert_eq!(first_of(&[window(1.0, &[3.0, 1.0, 2.0])]), [3.0, 1.0, 2.0]);
    }

    #[test]
    fn two_windows_meet_between_by_how_much_they_count_and_each_row_keeps_its_place() {
        let windows = [window(3.0, &[9.0, 1.0, 5.0]), window(1.0, &[5.0, 13.0, 9.0])];
        assert_eq!(first_of(&windows), [10.0, 2.0, 6.0, 2.0, 10.0, 6.0]);
    }
}
