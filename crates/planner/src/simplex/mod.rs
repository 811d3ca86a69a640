//! A small linear program solver: bounded dual simplex on a dense tableau.
//!
//! Made for many related programs in a row, as branch and bound asks them: changing a variable's bounds
//! keeps the tableau dual feasible, so each next program continues from the last one. It does not scale to
//! many thousands of rows; the models that need that have their own bounds.
//!
//! Source: the dual simplex method with bound flipping, as in Koberstein, "The dual simplex method", 2005.

mod dual;
mod pivot;

pub(crate) use dual::Solved;

/// One row: Σ coefficient · x ≤ limit, or = limit.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub terms: Vec<(usize, f64)>,
    pub limit: f64,
    pub equal: bool,
}

impl Row {
    pub fn at_most(terms: Vec<(usize, f64)>, limit: f64) -> Self {
        Self { terms, limit, equal: false }
    }

    pub fn equal(terms: Vec<(usize, f64)>, limit: f64) -> Self {
        Self { terms, limit, equal: true }
    }
}

/// max Σ gain · x under rows, 0 ≤ x ≤ 1.
#[derive(Clone, Debug, Default)]
pub(crate) struct Program {
    pub gain: Vec<f64>,
    pub rows: Vec<Row>,
}

/// Variables 0..columns are the program's, columns.. are the slacks of its rows.
pub(crate) struct Tableau<'a> {
    program: &'a Program,
    columns: usize,
    rows: usize,
    /// rows × columns: the tableau without its unit columns.
    cell: Vec<f64>,
    /// The constant of each row.
    constant: Vec<f64>,
    /// Which variable is basic in each row, and which is nonbasic in each column.
    basic: Vec<usize>,
    nonbasic: Vec<usize>,
    /// Reduced gain of each column.
    reduced: Vec<f64>,
    /// Bounds of every variable.
    lower: Vec<f64>,
    upper: Vec<f64>,
    /// Whether each column's variable sits at its upper bound.
    high: Vec<bool>,
    /// Value of each row's basic variable.
    value: Vec<f64>,
    /// Σ gain · x at the present point.
    objective: f64,
    pivots_since_refresh: usize,
    pivots: usize,
    /// Indices of the nonzero cells of the pivot row; kept to save allocations.
    scratch: Vec<usize>,
    /// Values of the columns before their bounds were changed; kept to save allocations.
    before: Vec<f64>,
}

impl<'a> Tableau<'a> {
    pub fn new(program: &'a Program) -> Self {
        let mut tableau = Self::unsettled(program);
        tableau.reset();
        tableau.settle();
        tableau
    }

    /// Begins at a basis known from a like program: variables of the program, and `columns +` the row of a slack.
    pub fn at_basis(program: &'a Program, basic: Vec<usize>) -> Self {
        let mut tableau = Self::unsettled(program);
        tableau.basic = basic;
        tableau.refresh();
        tableau.settle();
        tableau
    }

    fn unsettled(program: &'a Program) -> Self {
        let (columns, rows) = (program.gain.len(), program.rows.len());
        let mut lower = vec![0.0; columns + rows];
        let mut upper = vec![1.0; columns];
        upper.extend(program.rows.iter().map(|row| if row.equal { 0.0 } else { f64::INFINITY }));
        lower.truncate(columns + rows);
        Self {
            program,
            columns,
            rows,
            cell: Vec::new(),
            constant: Vec::new(),
            basic: Vec::new(),
            nonbasic: Vec::new(),
            reduced: Vec::new(),
            lower,
            upper,
            high: vec![false; columns],
            value: vec![0.0; rows],
            objective: 0.0,
            pivots_since_refresh: 0,
            pivots: 0,
            scratch: Vec::new(),
            before: Vec::new(),
        }
    }

    /// Exchanges so far.
    pub fn pivots(&self) -> usize {
        self.pivots
    }

    /// The basic variables, as [`Self::at_basis`] takes them.
    pub fn basic(&self) -> &[usize] {
        &self.basic
    }

    /// Back to the basis of slacks.
    fn reset(&mut self) {
        self.cell = vec![0.0; self.rows * self.columns];
        for (r, row) in self.program.rows.iter().enumerate() {
            for &(column, coefficient) in &row.terms {
                self.cell[r * self.columns + column] += coefficient;
            }
        }
        self.constant = self.program.rows.iter().map(|row| row.limit).collect();
        self.basic = (self.columns..self.columns + self.rows).collect();
        self.nonbasic = (0..self.columns).collect();
        self.reduced = self.program.gain.clone();
        self.pivots_since_refresh = 0;
    }

    /// Sets the bounds of the program's variables: `None` is free between 0 and 1.
    pub fn fix(&mut self, fixed: &[Option<bool>]) {
        let mut before = std::mem::take(&mut self.before);
        before.clear();
        before.extend((0..self.columns).map(|column| self.at(column)));
        for (column, fix) in fixed.iter().enumerate() {
            let (low, up) = match fix {
                None => (0.0, 1.0),
                Some(false) => (0.0, 0.0),
                Some(true) => (1.0, 1.0),
            };
            self.lower[column] = low;
            self.upper[column] = up;
        }
        for (column, before) in before.iter().enumerate() {
            let variable = self.nonbasic[column];
            self.high[column] = self.reduced[column] > 0.0 && self.upper[variable].is_finite();
            let change = self.at(column) - before;
            if change != 0.0 {
                self.shift(column, change);
            }
        }
        self.before = before;
    }

    /// Moves the value of a nonbasic column, whose bound has been set already.
    fn shift(&mut self, column: usize, change: f64) {
        self.objective += self.reduced[column] * change;
        for row in 0..self.rows {
            self.value[row] -= self.cell[row * self.columns + column] * change;
        }
    }

    /// Puts every column at the bound its reduced gain asks for and recomputes the basic values.
    fn settle(&mut self) {
        for (column, &variable) in self.nonbasic.iter().enumerate() {
            self.high[column] = self.reduced[column] > 0.0 && self.upper[variable].is_finite();
        }
        for row in 0..self.rows {
            let cells = &self.cell[row * self.columns..(row + 1) * self.columns];
            let mut value = self.constant[row];
            for (column, &cell) in cells.iter().enumerate() {
                if cell != 0.0 {
                    value -= cell * self.at(column);
                }
            }
            self.value[row] = value;
        }
        self.objective = self.point().iter().zip(&self.program.gain).map(|(x, gain)| x * gain).sum();
    }

    /// The value of a nonbasic column.
    fn at(&self, column: usize) -> f64 {
        let variable = self.nonbasic[column];
        if self.high[column] { self.upper[variable] } else { self.lower[variable] }
    }

    /// Value of each of the program's variables.
    pub fn point(&self) -> Vec<f64> {
        let mut point = vec![0.0; self.columns];
        for (column, &variable) in self.nonbasic.iter().enumerate() {
            if variable < self.columns {
                point[variable] = self.at(column);
            }
        }
        for (row, &variable) in self.basic.iter().enumerate() {
            if variable < self.columns {
                point[variable] = self.value[row];
            }
        }
        point
    }

    /// Σ gain · x at the present point: an upper bound at every step, as the tableau is dual feasible.
    pub fn objective(&self) -> f64 {
        self.objective
    }

    /// What moving each of the program's variables away from its bound costs; 0 for basic ones.
    pub fn distances(&self) -> Vec<f64> {
        let mut distances = vec![0.0; self.columns];
        for (column, &variable) in self.nonbasic.iter().enumerate() {
            if variable < self.columns {
                distances[variable] = self.reduced[column].abs();
            }
        }
        distances
    }

    /// The price of each row: what one more unit of its limit adds to the bound.
    pub fn prices(&self) -> Vec<f64> {
        let mut prices = vec![0.0; self.rows];
        for (column, &variable) in self.nonbasic.iter().enumerate() {
            if variable >= self.columns {
                prices[variable - self.columns] = -self.reduced[column];
            }
        }
        prices
    }

    /// Variables whose bounds may be fixed because moving them would cost more than `slack`.
    pub fn fixable(&self, slack: f64) -> Vec<(usize, bool)> {
        let mut found = Vec::new();
        for (column, &variable) in self.nonbasic.iter().enumerate() {
            if self.reduced[column].abs() > slack && variable < self.columns && self.moves(column) {
                found.push((variable, self.high[column]));
            }
        }
        found
    }

    /// What moving a fractional basic variable down to 0 and up to 1 costs at least: one dual step each way.
    pub fn penalties(&self, row: usize) -> (f64, f64) {
        let value = self.value[row];
        let (mut down, mut up) = (f64::INFINITY, f64::INFINITY);
        let cells = &self.cell[row * self.columns..(row + 1) * self.columns];
        for (column, (&cell, &reduced)) in cells.iter().zip(&self.reduced).enumerate() {
            if cell.abs() < pivot::SMALLEST {
                continue;
            }
            let ratio = (reduced / cell).abs();
            let side = if (cell > 0.0) != self.high[column] { &mut down } else { &mut up };
            if ratio < *side && self.moves(column) {
                *side = ratio;
            }
        }
        (down * value, up * (1.0 - value))
    }

    /// Whether a column's variable is not fixed.
    fn moves(&self, column: usize) -> bool {
        let variable = self.nonbasic[column];
        self.lower[variable] < self.upper[variable]
    }

    /// Rows whose basic variable is one of the program's and lies strictly between 0 and 1.
    pub fn fractional(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let inside = |value: f64| value > 1e-6 && value < 1.0 - 1e-6;
        (0..self.rows)
            .filter(move |&row| self.basic[row] < self.columns && inside(self.value[row]))
            .map(|row| (row, self.basic[row]))
    }
}
