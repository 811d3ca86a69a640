//! Programs that fall into blocks: teams' sprints that only share their items.
//!
//! Every variable belongs to one block, and every row either to one block (a capacity) or links blocks (an item
//! is done once, prerequisites). A block has rows without negative coefficients alone, so that leaving something out is
//! always allowed in it. Setting a price on each linking row lets every block be solved alone and
//! exactly, which bounds the whole far better than its linear relaxation does (Geoffrion 1974; for several
//! knapsacks Jörnsten and Näsberg 1986).

mod alone;
mod choose;
mod dive;
mod fill;
mod halves;
mod lists;
mod master;
mod neighbours;
mod pairs;
mod parts;
mod patterns;
mod prices;
mod rebuild;
mod search;
mod shrink;
mod standing;
#[cfg(test)]
mod tests;
mod triples;

pub(crate) use search::maximise_blocks;

use std::borrow::Cow;

use crate::simplex::Program;

/// A program with its blocks and what is known about its variables.
#[derive(Clone)]
pub(crate) struct Model<'a> {
    pub program: Cow<'a, Program>,
    /// Variables of each block.
    pub columns: Vec<Vec<usize>>,
    /// Rows of each block.
    pub rows: Vec<Vec<usize>>,
    /// How many of the rows are the question's own; the others are cuts that follow from them.
    pub own: usize,
    /// Rows between blocks.
    pub linking: Vec<usize>,
    /// Variables that are settled.
    pub fixed: Vec<Option<bool>>,
}

/// What a pattern is worth at some gains.
fn worth(pattern: &patterns::Pattern, gain: &[f64]) -> f64 {
    pattern.iter().map(|&column| gain[column as usize]).sum()
}

impl<'a> Model<'a> {
    /// Sorts a program's rows by the blocks of its variables.
    pub fn of(program: &'a Program, own: usize, block_of: &[usize]) -> Self {
        let count = block_of.iter().max().map_or(0, |most| most + 1);
        let mut model = Self {
            program: Cow::Borrowed(program),
            columns: vec![Vec::new(); count],
            rows: vec![Vec::new(); count],
            own,
            linking: Vec::new(),
            fixed: vec![None; block_of.len()],
        };
        for (column, &block) in block_of.iter().enumerate() {
            model.columns[block].push(column);
        }
        for (at, row) in program.rows.iter().enumerate() {
            let mut of = row.terms.iter().map(|(column, _)| block_of[*column]);
            let first = of.next();
            let alone =
                of.all(|block| Some(block) == first) && row.terms.iter().all(|(_, size)| *size >= 0.0);
            match first {
                Some(block) if alone && row.terms.len() > 1 && !row.equal => model.rows[block].push(at),
                _ => model.linking.push(at),
            }
        }
        model
    }

    /// How many variables are not settled.
    pub fn open(&self) -> usize {
        self.fixed.iter().filter(|fix| fix.is_none()).count()
    }
}
