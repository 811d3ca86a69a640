//! A plan that is changed one variable at a time and keeps every row meanwhile.
//!
//! Equal rows (musts, groups) are kept from above alone: whether they are met is asked at the end.

use crate::branch::TOLERANCE;
use crate::draw::Draw;
use crate::simplex::Program;

pub(super) struct Standing<'a> {
    pub program: &'a Program,
    pub plan: Vec<bool>,
    pub value: f64,
    /// What the plan leaves of each row.
    left: Vec<f64>,
    /// Rows and coefficients of all variables, and where those of each begin.
    terms: Vec<(u32, f64)>,
    begins: Vec<u32>,
    /// Rows that have to be met exactly.
    equal: Vec<usize>,
    /// What has been changed since the last mark.
    changes: Vec<u32>,
}

impl<'a> Standing<'a> {
    /// The plan of nothing.
    pub fn empty(program: &'a Program) -> Self {
        let columns = program.gain.len();
        let mut by_column = vec![Vec::new(); columns];
        for (at, row) in program.rows.iter().enumerate() {
            row.terms.iter().for_each(|&(column, more)| by_column[column].push((at as u32, more)));
        }
        let mut begins = vec![0];
        for terms in &by_column {
            begins.push(begins.last().map_or(0, |last| last + terms.len() as u32));
        }
        let equal = (0..program.rows.len()).filter(|&at| program.rows[at].equal).collect();
        Self {
            program,
            plan: vec![false; columns],
            value: 0.0,
            left: program.rows.iter().map(|row| row.limit).collect(),
            terms: by_column.concat(),
            begins,
            equal,
            changes: Vec::new(),
        }
    }

    /// Goes on from another plan.
    pub fn load(&mut self, plan: &[bool]) {
        self.plan.fill(false);
        self.value = 0.0;
        self.left = self.program.rows.iter().map(|row| row.limit).collect();
        (0..plan.len()).filter(|&column| plan[column]).for_each(|column| self.turn(column));
        self.mark();
    }

    /// Whether adding a variable keeps every row.
    pub fn fits(&self, column: usize) -> bool {
        self.terms_of(column).all(|at| {
            let (row, more) = self.terms[at];
            more <= self.left[row as usize] + 1e-9
        })
    }

    /// Whether equal rows are met as well.
    pub fn whole(&self) -> bool {
        self.equal.iter().all(|&row| self.left[row].abs() <= TOLERANCE)
    }

    /// Puts a variable in, or takes it out, whatever becomes of the rows.
    pub fn turn(&mut self, column: usize) {
        let sign = if self.plan[column] { -1.0 } else { 1.0 };
        self.plan[column] = !self.plan[column];
        self.value += sign * self.program.gain[column];
        for at in self.terms_of(column) {
            let (row, more) = self.terms[at];
            self.left[row as usize] -= sign * more;
        }
        self.changes.push(column as u32);
    }

    /// Takes a variable out, and what can not be without it.
    pub fn remove(&mut self, column: usize, draw: &mut Draw) {
        self.turn(column);
        for at in self.terms_of(column) {
            let (row, more) = self.terms[at];
            if more < 0.0 {
                self.mend(row as usize, None, draw);
            }
        }
    }

    /// Puts a variable in and takes out what is in its way; whether that could be done.
    pub fn force(&mut self, column: usize, draw: &mut Draw) -> bool {
        self.turn(column);
        self.terms_of(column).all(|at| {
            let (row, more) = self.terms[at];
            more <= 0.0 || self.mend(row as usize, Some(column), draw)
        }) && self.plan[column]
    }

    /// Takes variables out of a row, but not `but`, until it is kept; whether that could be done.
    fn mend(&mut self, row: usize, but: Option<usize>, draw: &mut Draw) -> bool {
        let terms = &self.program.rows[row].terms;
        while self.left[row] < -1e-9 {
            let inside = terms
                .iter()
                .filter(|(column, more)| *more > 0.0 && self.plan[*column] && Some(*column) != but);
            let inside: Vec<usize> = inside.map(|(column, _)| *column).collect();
            let Some(&column) = inside.get(draw.below(inside.len())) else { return false };
            self.remove(column, draw);
        }
        true
    }

    /// From here on changes can be taken back.
    pub fn mark(&mut self) {
        self.changes.clear();
    }

    /// Takes back what has been changed since the last mark.
    pub fn undo(&mut self, value: f64) {
        let mut changes = std::mem::take(&mut self.changes);
        changes.drain(..).rev().for_each(|column| self.turn(column as usize));
        changes.clear();
        self.changes.clear();
        self.value = value;
    }

    fn terms_of(&self, column: usize) -> std::ops::Range<usize> {
        self.begins[column] as usize..self.begins[column + 1] as usize
    }
}
