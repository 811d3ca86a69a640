//! Cuts by three: of three items that are done at most once, at most one block takes two.
//!
//! Among patterns, which are whole choices of a block, this holds in every plan and not in the mean of several: it is what prices
//! on single items leave open (subset-row cuts of Jepsen, Petersen, Spoorendonk and Pisinger 2008).

use super::Model;
use super::patterns::Pattern;
use crate::simplex::Row;

/// Items that are told apart.
const ITEMS_MAX: usize = 128;
/// A cut is made where the mean breaks it by more than this.
const BROKEN_LEAST: f64 = 0.01;
/// How many are made at a time.
const CUTS_AT_A_TIME: usize = 24;
/// An item stands in so many of them at most.
const CUTS_OF_ITEM: usize = 5;

/// The items of a pattern, a bit each.
type Items = u128;

/// What the relaxation mixes, and the cuts that forbid it.
pub(super) struct Triples {
    /// The item of each variable, if it is one that is done at most once.
    item_of: Vec<Option<u32>>,
    items: usize,
    /// What patterns of the relaxation's answer hold, with their shares.
    chosen: Vec<(Items, f64)>,
    made: Vec<Items>,
}

impl Triples {
    pub fn of(model: &Model) -> Self {
        let mut item_of = vec![None; model.program.gain.len()];
        let mut items = 0;
        for &at in &model.linking {
            let row = &model.program.rows[at];
            let is_once = row.limit == 1.0 && row.terms.iter().all(|(_, size)| *size == 1.0);
            if is_once && items < ITEMS_MAX && row.terms.iter().all(|(column, _)| item_of[*column].is_none())
            {
                row.terms.iter().for_each(|(column, _)| item_of[*column] = Some(items as u32));
                items += 1;
            }
        }
        Self { item_of, items, chosen: Vec::new(), made: Vec::new() }
    }

    fn items(&self, columns: impl Iterator<Item = usize>) -> Items {
        columns.filter_map(|column| *self.item_of.get(column)?).fold(0, |items, item| items | 1 << item)
    }

    /// Hears the shares of patterns in the relaxation's answer.
    pub fn hear<'a>(&mut self, shares: impl Iterator<Item = (&'a Pattern, f64)>) {
        let chosen =
            shares.map(|(pattern, share)| (self.items(pattern.iter().map(|column| *column as usize)), share));
        self.chosen = chosen.collect();
    }

    /// Adds the cuts that the mean of what was chosen breaks most, to the model and to the patterns; whether there were any.
    pub fn cut(&mut self, model: &mut Model, lists: &mut [Vec<Pattern>]) -> bool {
        let cuts = self.broken();
        for &cut in &cuts {
            let program = model.program.to_mut();
            let mut terms = Vec::new();
            for list in lists.iter_mut() {
                let column = program.gain.len();
                let mut is_taken = false;
                for pattern in list.iter_mut() {
                    let items = self.items(pattern.iter().map(|column| *column as usize));
                    if (items & cut).count_ones() > 1 {
                        pattern.push(column as u32);
                        is_taken = true;
                    }
                }
                if is_taken {
                    program.gain.push(0.0);
                    terms.push((column, 1.0));
                }
            }
            model.linking.push(program.rows.len());
            program.rows.push(Row::at_most(terms, 1.0));
        }
        self.made.extend(&cuts);
        !cuts.is_empty()
    }

    fn broken(&self) -> Vec<Items> {
        let mut found: Vec<(f64, Items)> = Vec::new();
        for a in 0..self.items {
            for b in a + 1..self.items {
                let two: Items = 1 << a | 1 << b;
                let with: Vec<&(Items, f64)> = self.chosen.iter().filter(|one| one.0 & two != 0).collect();
                for c in b + 1..self.items {
                    let three = two | 1 << c;
                    let taken: f64 =
                        with.iter().filter(|one| (one.0 & three).count_ones() > 1).map(|one| one.1).sum();
                    if taken > 1.0 + BROKEN_LEAST && !self.made.contains(&three) {
                        found.push((taken, three));
                    }
                }
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut times = vec![0; self.items];
        let mut cuts = Vec::new();
        for (_, cut) in found {
            let of = || (0..self.items).filter(|item| cut >> item & 1 == 1);
            if cuts.len() < CUTS_AT_A_TIME && of().all(|item| times[item] < CUTS_OF_ITEM) {
                of().for_each(|item| times[item] += 1);
                cuts.push(cut);
            }
        }
        cuts
    }
}
