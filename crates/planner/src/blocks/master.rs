//! The linear relaxation over listed patterns, solved to the end: patterns that its prices ask for come in until none does
//! (column generation, Dantzig and Wolfe 1960).

use std::collections::HashMap;

use super::alone::Choice;
use super::patterns::Pattern;
use super::prices::Priced;
use super::{Model, worth};
use crate::simplex::{Program, Row, Solved, Tableau};

/// Patterns of a block that come in at first, and in each later round.
const AT_FIRST: usize = 40;
const AT_A_TIME: usize = 15;
const ROUNDS_MAX: usize = 60;
/// So large a share is a whole one.
const WHOLE: f64 = 0.999;

/// What blocks may choose from: lists of patterns and the positions that are left of each.
pub(super) struct Left<'a> {
    pub lists: &'a [Vec<Pattern>],
    pub alive: &'a [Vec<u32>],
}

impl Left<'_> {
    /// The best of a block at some gains.
    pub fn best_of(&self, block: usize, gain: &[f64]) -> Choice {
        let mut best = (f64::NEG_INFINITY, None);
        for &at in &self.alive[block] {
            let pattern = &self.lists[block][at as usize];
            let worth = worth(pattern, gain);
            if worth > best.0 {
                best = (worth, Some(pattern));
            }
        }
        let columns = best.1.iter().flat_map(|pattern| pattern.iter().map(|&column| column as usize));
        Choice { value: best.0, columns: columns.collect(), nodes: 0 }
    }
}

/// The basis of an answer: its patterns, and the rows that are not used up.
#[derive(Clone, Debug, Default)]
pub(super) struct Basis {
    patterns: Vec<(usize, u32)>,
    slacks: Vec<usize>,
}

/// The relaxation's answer.
pub(super) struct Relaxed {
    pub best: Priced,
    /// The share of each pattern in the mean of choices that is worth as much: its block, its position, above zero.
    pub shares: Vec<(usize, u32, f64)>,
    pub basis: Basis,
    /// What finding it took: cells of tableaus that were gone through.
    pub cells: u64,
}

impl Relaxed {
    /// The share of each variable.
    pub fn often(&self, lists: &[Vec<Pattern>], columns: usize) -> Vec<f64> {
        let mut often = vec![0.0; columns];
        for &(block, at, share) in &self.shares {
            lists[block][at as usize].iter().for_each(|&column| often[column as usize] += share);
        }
        often
    }

    /// The variables of patterns that are taken whole.
    pub fn whole(&self, lists: &[Vec<Pattern>]) -> Vec<usize> {
        let whole = self.shares.iter().filter(|(_, _, share)| *share > WHOLE);
        whole.flat_map(|&(block, at, _)| &lists[block][at as usize]).map(|&column| column as usize).collect()
    }
}

/// The linking rows that each variable stands in, and its size there.
pub(super) fn rows_of(model: &Model) -> Vec<Vec<(u32, f64)>> {
    let mut rows_of = vec![Vec::new(); model.program.gain.len()];
    for (place, &at) in model.linking.iter().enumerate() {
        for &(column, size) in &model.program.rows[at].terms {
            rows_of[column].push((place as u32, size));
        }
    }
    rows_of
}

/// Strikes out the patterns that no plan worth more than the floor has.
pub(super) fn strike_out(lists: &[Vec<Pattern>], alive: &mut [Vec<u32>], priced: &Priced, floor: f64) {
    for ((alive, choice), list) in alive.iter_mut().zip(&priced.choices).zip(lists) {
        let rest = priced.bound - choice.value;
        alive.retain(|&at| rest + worth(&list[at as usize], &priced.gain) > floor);
    }
}

/// Solves it from some prices and from the basis of a like one; stops where the bound is at the floor. `rows_of` are the linking
/// rows of each variable.
pub(super) fn relax(
    model: &Model,
    rows_of: &[Vec<(u32, f64)>],
    left: &Left,
    (start, basis): (Priced, &Basis),
    floor: f64,
) -> Relaxed {
    let mut pool = Pool::of(left, basis);
    let mut relaxed = Relaxed { best: start.clone(), shares: Vec::new(), basis: basis.clone(), cells: 0 };
    let mut now = start;
    let mut least = vec![f64::NEG_INFINITY; left.lists.len()];
    for round in 0..ROUNDS_MAX {
        if !pool.grow(&now.gain, &least, if round == 0 { AT_FIRST } else { AT_A_TIME }) {
            break;
        }
        let program = pool.program(model, rows_of);
        let mut tableau = Tableau::at_basis(&program, pool.basic(&relaxed.basis, program.rows.len()));
        tableau.fix(&pool.fixed());
        let Solved::Optimal(value) = tableau.solve(f64::NEG_INFINITY) else { break };
        relaxed.cells += (program.gain.len() * program.rows.len() * tableau.pivots()) as u64;
        least = tableau.prices();
        let mut prices = least.split_off(left.lists.len());
        for (price, &at) in prices.iter_mut().zip(&model.linking) {
            if !model.program.rows[at].equal {
                *price = price.max(0.0);
            }
        }
        relaxed.shares = pool.shares(&tableau.point());
        relaxed.basis = pool.basis(tableau.basic());
        now = Priced::of(model, prices, |block, gain| left.best_of(block, gain));
        if now.bound < relaxed.best.bound {
            relaxed.best = now.clone();
        }
        if relaxed.best.bound <= floor || now.bound - value <= 1e-7 * (1.0 + value.abs()) {
            break;
        }
    }
    relaxed
}

/// The patterns that have come in.
struct Pool<'a> {
    left: &'a Left<'a>,
    inside: Vec<Vec<bool>>,
    chosen: Vec<(usize, u32)>,
    /// Of the first of them, which are left: those of another basis may not be.
    may: Vec<bool>,
}

impl<'a> Pool<'a> {
    fn of(left: &'a Left<'a>, basis: &Basis) -> Self {
        let mut inside: Vec<Vec<bool>> = left.alive.iter().map(|alive| vec![false; alive.len()]).collect();
        let mut may = Vec::new();
        for &(block, at) in &basis.patterns {
            let place = left.alive[block].binary_search(&at);
            if let Ok(place) = place {
                inside[block][place] = true;
            }
            may.push(place.is_ok());
        }
        Self { left, inside, chosen: basis.patterns.clone(), may }
    }

    /// Lets the best patterns in that are worth more than `least` of their block; whether there were any.
    fn grow(&mut self, gain: &[f64], least: &[f64], most: usize) -> bool {
        let before = self.chosen.len();
        for (block, alive) in self.left.alive.iter().enumerate() {
            let inside = &mut self.inside[block];
            let list = &self.left.lists[block];
            let mut better: Vec<(f64, u32)> = (0..alive.len())
                .filter(|&place| !inside[place])
                .map(|place| (worth(&list[alive[place] as usize], gain), place as u32))
                .filter(|(worth, _)| *worth > least[block] + 1e-9)
                .collect();
            let best_first = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
            if better.len() > most {
                better.select_nth_unstable_by(most, best_first);
                better.truncate(most);
            }
            better.sort_unstable_by(best_first);
            for (_, place) in better {
                inside[place as usize] = true;
                self.chosen.push((block, alive[place as usize]));
            }
        }
        self.chosen.len() > before
    }

    /// Σ gain of the patterns under the linking rows, and one pattern for each block at most.
    fn program(&self, model: &Model, rows_of: &[Vec<(u32, f64)>]) -> Program {
        let linking = model.linking.iter().map(|&at| {
            let row = &model.program.rows[at];
            Row { terms: Vec::new(), limit: row.limit, equal: row.equal }
        });
        // Rows of blocks come first, so that rows of new cuts are the last.
        let mut rows: Vec<Row> = self.left.lists.iter().map(|_| Row::at_most(Vec::new(), 1.0)).collect();
        let blocks = rows.len();
        rows.extend(linking);
        let mut gain = Vec::new();
        for (place, &(block, at)) in self.chosen.iter().enumerate() {
            let pattern = &self.left.lists[block][at as usize];
            gain.push(worth(pattern, &model.program.gain));
            for &(row, size) in pattern.iter().flat_map(|column| &rows_of[*column as usize]) {
                let terms = &mut rows[blocks + row as usize].terms;
                match terms.last_mut() {
                    Some((same, sum)) if *same == place => *sum += size,
                    _ => terms.push((place, size)),
                }
            }
            rows[block].terms.push((place, 1.0));
        }
        Program { gain, rows }
    }

    fn fixed(&self) -> Vec<Option<bool>> {
        let barred = self.may.iter().map(|may| if *may { None } else { Some(false) });
        barred.chain(std::iter::repeat(None)).take(self.chosen.len()).collect()
    }

    /// A basis in variables of the program of this pool; rows that it does not know begin with their slacks.
    fn basic(&self, basis: &Basis, rows: usize) -> Vec<usize> {
        let places: HashMap<(usize, u32), usize> = self.chosen.iter().copied().zip(0..).collect();
        let columns = self.chosen.len();
        let patterns = basis.patterns.iter().filter_map(|pattern| places.get(pattern).copied());
        let mut basic: Vec<usize> = patterns.collect();
        basic.extend(basis.slacks.iter().map(|row| columns + row));
        let known = basic.len();
        basic.extend((known..rows).map(|row| columns + row));
        basic
    }

    fn basis(&self, basic: &[usize]) -> Basis {
        let columns = self.chosen.len();
        let (patterns, slacks): (Vec<usize>, Vec<usize>) =
            basic.iter().partition(|&&variable| variable < columns);
        Basis {
            patterns: patterns.into_iter().map(|place| self.chosen[place]).collect(),
            slacks: slacks.into_iter().map(|slack| slack - columns).collect(),
        }
    }

    fn shares(&self, point: &[f64]) -> Vec<(usize, u32, f64)> {
        let all = self.chosen.iter().zip(point).map(|(&(block, at), &share)| (block, at, share));
        all.filter(|(_, _, share)| *share > 1e-7).collect()
    }
}
