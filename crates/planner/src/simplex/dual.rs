//! The dual simplex steps: drive out what breaks a bound, as cheaply as the reduced gains allow.

use super::Tableau;
use super::pivot::SMALLEST;

const FEASIBLE: f64 = 1e-9;

/// How solving ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Solved {
    /// The optimum of the relaxation.
    Optimal(f64),
    /// No point satisfies the rows.
    Infeasible,
    /// The bound fell to the floor or below; where exactly does not matter.
    BelowFloor,
    /// Too many steps: only this bound is known.
    Unsure(f64),
}

impl Tableau<'_> {
    /// Solves from the present basis; gives up early once nothing above `floor` can be found.
    pub fn solve(&mut self, floor: f64) -> Solved {
        if self.pivots_since_refresh > 300 + 2 * self.rows {
            self.refresh();
            self.settle();
        }
        let steps_max = 200 + 20 * (self.rows + self.columns);
        for _ in 0..steps_max {
            if self.objective() <= floor {
                return Solved::BelowFloor;
            }
            let Some((row, above)) = self.worst_row() else {
                let value = self.objective();
                return if value <= floor { Solved::BelowFloor } else { Solved::Optimal(value) };
            };
            let Some(column) = self.entering(row, above) else { return Solved::Infeasible };
            self.step(row, above, column);
        }
        Solved::Unsure(self.objective())
    }

    /// The row that breaks its bounds most, and whether it is above them.
    fn worst_row(&self) -> Option<(usize, bool)> {
        let mut worst = (FEASIBLE, None);
        for row in 0..self.rows {
            let variable = self.basic[row];
            let (over, under) =
                (self.value[row] - self.upper[variable], self.lower[variable] - self.value[row]);
            if over > worst.0 {
                worst = (over, Some((row, true)));
            } else if under > worst.0 {
                worst = (under, Some((row, false)));
            }
        }
        worst.1
    }

    /// The column to enter; columns passed on the way are flipped to their other bound.
    fn entering(&mut self, row: usize, above: bool) -> Option<usize> {
        let sign = if above { 1.0 } else { -1.0 };
        let mut candidates: Vec<(f64, usize)> = Vec::new();
        let cells = &self.cell[row * self.columns..(row + 1) * self.columns];
        for (column, (&cell, &reduced)) in cells.iter().zip(&self.reduced).enumerate() {
            let cell = if self.high[column] { -sign * cell } else { sign * cell };
            if cell > SMALLEST && self.moves(column) {
                candidates.push(((reduced / cell).abs(), column));
            }
        }
        candidates.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let variable = self.basic[row];
        let bound = if above { self.upper[variable] } else { self.lower[variable] };
        let mut excess = (self.value[row] - bound).abs();
        for (passed, &(ratio, column)) in candidates.iter().enumerate() {
            let variable = self.nonbasic[column];
            let range = self.upper[variable] - self.lower[variable];
            let relief = self.cell[row * self.columns + column].abs() * range;
            if excess - relief <= FEASIBLE {
                // Among columns that are as good, the largest cell keeps rounding errors small.
                let near = candidates[passed..].iter().take_while(|(other, _)| *other <= ratio + 1e-9);
                let size = |column: usize| self.cell[row * self.columns + column].abs();
                let best = near.max_by(|a, b| size(a.1).total_cmp(&size(b.1)).then(b.1.cmp(&a.1)));
                let entering = best.map_or(column, |(_, column)| *column);
                let flips: Vec<usize> = candidates[..passed].iter().map(|(_, column)| *column).collect();
                self.flip(&flips);
                return Some(entering);
            }
            excess -= relief;
        }
        None
    }

    /// Moves columns to their other bound.
    fn flip(&mut self, columns: &[usize]) {
        for &column in columns {
            let variable = self.nonbasic[column];
            let range = self.upper[variable] - self.lower[variable];
            let change = if self.high[column] { -range } else { range };
            self.high[column] = !self.high[column];
            self.shift(column, change);
        }
    }

    /// Lets `column` enter for the basic variable of `row`, which leaves at the bound it broke.
    fn step(&mut self, row: usize, above: bool, column: usize) {
        let leaving = self.basic[row];
        let target = if above { self.upper[leaving] } else { self.lower[leaving] };
        let change = (self.value[row] - target) / self.cell[row * self.columns + column];
        let entered = self.at(column) + change;
        self.objective += self.reduced[column] * change;
        for other in 0..self.rows {
            let cell = self.cell[other * self.columns + column];
            if cell != 0.0 {
                self.value[other] -= cell * change;
            }
        }
        self.exchange(row, column);
        self.value[row] = entered;
        self.high[column] = above;
    }
}
