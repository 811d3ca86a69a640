//! Variables by the rows they take of, rows taken in pairs.

use super::lists::Member;
use crate::simplex::Program;

/// A variable that takes of several pairs of rows.
pub(super) struct Several {
    pub column: usize,
    pub gain: f64,
    /// What it brings beyond the price of what it takes.
    pub surplus: f64,
    pub takes: Vec<(usize, f64)>,
}

pub(super) struct Paired {
    /// One or two rows each.
    pub pairs: Vec<Vec<usize>>,
    /// For each pair, what takes of it alone.
    pub own: Vec<Vec<Member>>,
    /// The greatest surplus first.
    pub several: Vec<Several>,
    /// What takes of no row, and what that is worth.
    pub free: Vec<usize>,
    pub free_worth: f64,
    /// No choice is worth more: the room of all rows at its price, and surpluses above zero.
    pub top: f64,
}

impl Paired {
    /// With every row by itself where it is not to be in pairs.
    pub fn of(program: &Program, prices: &[f64], in_pairs: bool) -> Self {
        let mut takes = vec![Vec::new(); program.gain.len()];
        for (at, row) in program.rows.iter().enumerate() {
            row.terms.iter().for_each(|&(column, size)| takes[column].push((at, size)));
        }
        let rows = program.rows.len();
        let pairs = if in_pairs { pairs(rows, &takes) } else { (0..rows).map(|row| vec![row]).collect() };
        let own = vec![Vec::new(); pairs.len()];
        let mut paired =
            Self { pairs, own, several: Vec::new(), free: Vec::new(), free_worth: 0.0, top: 0.0 };
        paired.top = program.rows.iter().zip(prices).map(|(row, price)| row.limit * price).sum();
        for (column, takes) in takes.into_iter().enumerate() {
            paired.sort_in(column, program.gain[column], takes, prices);
        }
        paired.several.sort_by(|a, b| b.surplus.total_cmp(&a.surplus).then(a.column.cmp(&b.column)));
        paired
    }

    fn sort_in(&mut self, column: usize, gain: f64, takes: Vec<(usize, f64)>, prices: &[f64]) {
        let surplus = gain - takes.iter().map(|&(row, size)| prices[row] * size).sum::<f64>();
        self.top += surplus.max(0.0);
        if takes.is_empty() {
            self.free.push(column);
            self.free_worth += gain;
            return;
        }
        let alone = |rows: &&Vec<usize>| takes.iter().all(|(row, _)| rows.contains(row));
        match self.pairs.iter().zip(&mut self.own).find(|(rows, _)| alone(rows)) {
            Some((rows, own)) => {
                let size = |row: &usize| takes.iter().filter(|take| take.0 == *row).map(|take| take.1).sum();
                own.push((column, gain, [size(&rows[0]), rows.get(1).map_or(0.0, size)]));
            }
            None => self.several.push(Several { column, gain, surplus, takes }),
        }
    }
}

/// Rows in pairs, those first of which most variables take both and nothing else.
fn pairs(rows: usize, takes: &[Vec<(usize, f64)>]) -> Vec<Vec<usize>> {
    let mut shared = Vec::new();
    for one in 0..rows {
        for other in one + 1..rows {
            let both = |takes: &&Vec<(usize, f64)>| matches!(takes[..], [a, b] if a.0 == one && b.0 == other);
            shared.push((takes.iter().filter(both).count(), one, other));
        }
    }
    shared.sort_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut pairs, mut open): (Vec<Vec<usize>>, Vec<bool>) = (Vec::new(), vec![true; rows]);
    for (_, one, other) in shared {
        if open[one] && open[other] {
            (open[one], open[other]) = (false, false);
            pairs.push(vec![one, other]);
        }
    }
    pairs.extend((0..rows).filter(|&row| open[row]).map(|row| vec![row]));
    pairs
}
