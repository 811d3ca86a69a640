//! One exchange of a basic and a nonbasic variable, and rebuilding the tableau when many have been made.

use super::Tableau;

/// Cells nearer to zero than this are taken for zero.
pub(super) const SMALLEST: f64 = 1e-8;

impl Tableau<'_> {
    /// Exchanges the basic variable of `row` with the variable of `column`.
    pub(super) fn exchange(&mut self, row: usize, column: usize) {
        let width = self.columns;
        let inverse = 1.0 / self.cell[row * width + column];
        let (before, rest) = self.cell.split_at_mut(row * width);
        let (pivot_row, after) = rest.split_at_mut(width);
        self.scratch.clear();
        for (k, cell) in pivot_row.iter_mut().enumerate() {
            if cell.abs() < 1e-13 {
                *cell = 0.0;
            } else {
                *cell *= inverse;
                self.scratch.push(k);
            }
        }
        self.constant[row] *= inverse;
        let constant = self.constant[row];
        let others = before.chunks_exact_mut(width).chain(after.chunks_exact_mut(width));
        for (other, cells) in others.enumerate() {
            let factor = cells[column];
            if factor == 0.0 {
                continue;
            }
            subtract(cells, pivot_row, factor, &self.scratch);
            cells[column] = -factor * inverse;
            let at = if other < row { other } else { other + 1 };
            self.constant[at] -= factor * constant;
        }
        let factor = self.reduced[column];
        if factor != 0.0 {
            subtract(&mut self.reduced, pivot_row, factor, &self.scratch);
        }
        self.reduced[column] = -factor * inverse;
        pivot_row[column] = inverse;
        std::mem::swap(&mut self.basic[row], &mut self.nonbasic[column]);
        self.pivots_since_refresh += 1;
        self.pivots += 1;
    }

    /// Rebuilds the tableau from the program for the same basis, which drops rounding errors.
    pub(super) fn refresh(&mut self) {
        let wanted: Vec<usize> = self.basic.iter().copied().filter(|&v| v < self.columns).collect();
        let mut leaves = vec![true; self.columns + self.rows];
        for &variable in &self.basic {
            leaves[variable] = false;
        }
        self.reset();
        for variable in wanted {
            let Some(column) = self.nonbasic.iter().position(|&v| v == variable) else { continue };
            let size = |row: &usize| self.cell[row * self.columns + column].abs();
            let rows = (0..self.rows).filter(|&row| leaves[self.basic[row]]);
            let best = rows.max_by(|a, b| size(a).total_cmp(&size(b)).then(b.cmp(a)));
            if let Some(row) = best.filter(|row| size(row) > SMALLEST) {
                self.exchange(row, column);
            }
        }
        self.pivots_since_refresh = 0;
    }
}

/// cells -= factor · row, over the row's nonzero places.
fn subtract(cells: &mut [f64], row: &[f64], factor: f64, places: &[usize]) {
    if places.len() * 3 > row.len() {
        for (cell, value) in cells.iter_mut().zip(row) {
            *cell -= factor * value;
        }
    } else {
        for &place in places {
            cells[place] -= factor * row[place];
        }
    }
}
