//! What a block may hold in a plan that is better than the best known one: its patterns.
//!
//! At good prices a plan loses what each of its blocks falls short of the block's best choice. What falls short by more than is left
//! between bound and value can not be in a better plan; of the rest there is often so little that it can be listed (column enumeration, as
//! Baldacci, Christofides and Mingozzi 2008 do for routes).

use super::Model;
use super::prices::Priced;
use crate::simplex::{Program, Row, Solved, Tableau};

/// Patterns of all blocks together.
const PATTERNS_MAX: u64 = 100_000;
/// Work spent on listing all blocks: steps, of which solving a relaxation counts as many.
const STEPS_MAX: u64 = 40_000_000;
const STEPS_OF_SOLVING: u64 = 200;
/// So few open variables are tried one after the other.
const OPEN_MAX: usize = 14;

/// Variables of a block that are chosen together, ascending.
pub(super) type Pattern = Vec<u32>;

/// Every pattern that a plan worth more than `value` can have; `None` when there are too many.
pub(super) fn list(model: &Model, priced: &Priced, value: f64) -> Option<Vec<Vec<Pattern>>> {
    let room = priced.bound - value;
    let (mut most, mut steps) = (PATTERNS_MAX, STEPS_MAX);
    let blocks = 0..model.columns.len();
    blocks.map(|block| patterns(model, block, priced, room, [&mut most, &mut steps])).collect()
}

/// Every pattern of a block that falls short of its best choice by at most `room`; `None` when there are more than `most`, or
/// looking for them takes more steps than are left.
fn patterns(
    model: &Model,
    block: usize,
    priced: &Priced,
    room: f64,
    [most, steps_left]: [&mut u64; 2],
) -> Option<Vec<Pattern>> {
    let may = |column: &usize| model.fixed[*column].unwrap_or(priced.gain[*column] > -room);
    let columns: Vec<usize> = model.columns[block].iter().copied().filter(may).collect();
    let program = alone(model, block, &columns, priced);
    let mut takes = vec![Vec::new(); columns.len()];
    for (at, row) in program.rows.iter().enumerate() {
        row.terms.iter().for_each(|&(place, size)| takes[place].push((at, size)));
    }
    let given = columns.iter().map(|&column| model.fixed[column]).collect();
    let mut listing = Listing {
        tableau: Tableau::new(&program),
        program: &program,
        takes,
        least: priced.choices[block].value - room,
        most: *most,
        steps_max: *steps_left,
        places: Vec::new(),
        found: Vec::new(),
        steps: 0,
    };
    if !listing.narrow(given) {
        return None;
    }
    *most -= listing.found.len() as u64;
    *steps_left -= listing.steps.min(*steps_left);
    let named = |places: &Vec<u32>| places.iter().map(|&place| columns[place as usize] as u32).collect();
    Some(listing.found.iter().map(named).collect())
}

/// The block's own rows over some of its variables, at the gains after prices.
fn alone(model: &Model, block: usize, columns: &[usize], priced: &Priced) -> Program {
    let rows = model.rows[block].iter().map(|&at| {
        let row = &model.program.rows[at];
        let place = |column: usize| columns.binary_search(&column).ok();
        let terms = row.terms.iter().filter_map(|&(column, size)| Some((place(column)?, size)));
        Row::at_most(terms.collect(), row.limit)
    });
    let rows = rows.filter(|row| !row.terms.is_empty()).collect();
    Program { gain: columns.iter().map(|&column| priced.gain[column]).collect(), rows }
}

struct Listing<'a> {
    program: &'a Program,
    tableau: Tableau<'a>,
    /// Rows and sizes of each variable.
    takes: Vec<Vec<(usize, f64)>>,
    least: f64,
    most: u64,
    steps_max: u64,
    /// The present pattern.
    places: Vec<u32>,
    found: Vec<Vec<u32>>,
    steps: u64,
}

/// The open variables below a part, the dearest to move first: place, where the relaxation has it, what moving it costs.
type Open = Vec<(usize, bool, f64)>;

impl Listing<'_> {
    /// Lists what agrees with what is fixed; false when it is too much.
    fn narrow(&mut self, mut fixed: Vec<Option<bool>>) -> bool {
        self.steps += STEPS_OF_SOLVING;
        if self.steps > self.steps_max {
            return false;
        }
        self.tableau.fix(&fixed);
        let bound = match self.tableau.solve(self.least - 1e-9) {
            Solved::Infeasible | Solved::BelowFloor => return true,
            Solved::Optimal(bound) | Solved::Unsure(bound) => bound,
        };
        for (place, value) in self.tableau.fixable(bound - self.least + 1e-9) {
            fixed[place] = Some(value);
        }
        let (point, costs) = (self.tableau.point(), self.tableau.distances());
        let open = (0..fixed.len()).filter(|&place| fixed[place].is_none());
        let mut open: Open = open.map(|place| (place, point[place] > 0.5, costs[place])).collect();
        if open.len() <= OPEN_MAX {
            open.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
            return self.try_all(&fixed, &open, bound);
        }
        let unsure = |place: usize| (point[place] - 0.5).abs();
        let halves = open
            .iter()
            .min_by(|a, b| unsure(a.0).total_cmp(&unsure(b.0)).then(b.2.total_cmp(&a.2)).then(a.0.cmp(&b.0)));
        let Some(&(place, first, _)) = halves else { return true };
        [first, !first].into_iter().all(|value| {
            let mut fixed = fixed.clone();
            fixed[place] = Some(value);
            self.narrow(fixed)
        })
    }

    fn try_all(&mut self, fixed: &[Option<bool>], open: &Open, bound: f64) -> bool {
        let given = (0..fixed.len()).filter(|&place| fixed[place] == Some(true));
        self.places = given.map(|place| place as u32).collect();
        let mut left: Vec<f64> = self.program.rows.iter().map(|row| row.limit).collect();
        for &place in &self.places {
            self.takes[place as usize].iter().for_each(|&(row, size)| left[row] -= size);
        }
        let value = self.places.iter().map(|&place| self.program.gain[place as usize]).sum();
        left.iter().any(|left| *left < -1e-9) || self.list(open, [value, bound], &mut left)
    }

    /// Lists what begins with the present pattern, which is worth the first number, and with all that may follow at most the second.
    fn list(&mut self, open: &[(usize, bool, f64)], [value, bound]: [f64; 2], left: &mut [f64]) -> bool {
        self.steps += 1;
        let Some((&(place, first, cost), rest)) = open.split_first() else {
            if value >= self.least - 1e-9 {
                let mut pattern = self.places.clone();
                pattern.sort_unstable();
                self.found.push(pattern);
            }
            return self.found.len() as u64 <= self.most;
        };
        let bound_of = |chosen: bool| if chosen == first { bound } else { bound - cost };
        let without = bound_of(false) < self.least - 1e-9 || self.list(rest, [value, bound_of(false)], left);
        if !without || bound_of(true) < self.least - 1e-9 {
            return without;
        }
        let mut fits = true;
        for &(row, size) in &self.takes[place] {
            left[row] -= size;
            fits &= left[row] >= -1e-9;
        }
        self.places.push(place as u32);
        let whole = !fits || self.list(rest, [value + self.program.gain[place], bound_of(true)], left);
        self.places.pop();
        self.takes[place].iter().for_each(|&(row, size)| left[row] += size);
        whole
    }
}
