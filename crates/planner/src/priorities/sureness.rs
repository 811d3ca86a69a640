//! How sure a list is that is ordered by a score, when what the score was made of is estimated.
//!
//! **The spread of an estimate.** Somebody who is sure by c (80 % is .8) of an amount means that it is between c and 1 ÷ c times of
//! what was said in two cases of three: the logarithm of the factor is normal with mean 0 and deviation ln(1 ÷ c). At 50 %
//! that is between half and twice, at 80 % between .8 and 1.25 times, which are the ranges of the cone of uncertainty for
//! "approved product definition" and "user interface design complete" (McConnell, *Software Estimation*, 2006, chapter 4).
//! At 100 % the amount is taken as it was said. Below 10 % counts as 10 %.
//!
//! **The draws.** Every estimated amount of every item is drawn from its spread, on its own; the items are scored again. The
//! shares of the draws are what is told. For two products of estimates the share is known: P(A above B) is
//! Φ((ln a − ln b) ÷ √(σₐ² + σ_b²)), with which the tests compare.
//!
//! The same seed draws the same. A spread is drawn from 1,024 steps of equal likelihood, six of them from one random number.

use std::collections::BTreeMap;

use crate::spread::{STEPS, Steps, factors};

/// How often is drawn unless somebody says otherwise: shares are then within 3 percentage points in 19 of 20 cases.
pub const DRAWS: usize = 1_000;
const LEAST_SURE: f64 = 0.1;

/// One thing that is scored.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimated {
    /// What the score is made of, in the order in which the score takes it.
    pub amounts: Vec<f64>,
    /// How sure each amount is, in (0, 1]; 1 is not drawn.
    pub sure: Vec<f64>,
}

/// How sure the place of one thing is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// From 1; those with equal scores stand in the order in which they were given.
    pub place: usize,
    /// The share of draws in which it has exactly this place.
    pub keeps: f64,
    /// The share of draws in which it stands above the one right below it; 1 for the last.
    pub above_next: f64,
    /// The places between which it is in eight of ten draws.
    pub from: usize,
    pub to: usize,
}

/// How sure the place of each thing is, in the order in which they were given.
///
/// `score` says what amounts are worth; a draw for which it has no number counts as the least possible score.
pub fn places(
    items: &[Estimated],
    score: impl Fn(&[f64]) -> Option<f64>,
    draws: usize,
    seed: u64,
) -> Vec<Place> {
    let draws = draws.max(1);
    let said: Vec<f64> = items.iter().map(|item| worth(&score, &item.amounts)).collect();
    let order = ordered(&said);
    let mut counted = Counted::of(items.len());
    let spreads = Spreads::of(items);
    let mut steps = Steps::seeded(seed);
    let mut scores = vec![said; BLOCK.min(draws)];
    for first in (0..draws).step_by(BLOCK) {
        let block = BLOCK.min(draws - first);
        for (at, item) in items.iter().enumerate() {
            let (mut drawn, spread) = (item.amounts.clone(), spreads.of_item(item));
            for scores in &mut scores[..block] {
                for (amount, factors) in &spread {
                    drawn[*amount] = item.amounts[*amount] * factors[steps.next()];
                }
                scores[at] = worth(&score, &drawn);
            }
        }
        scores[..block].iter().for_each(|scores| counted.add(&order, scores));
    }
    counted.told(&order, draws)
}

/// So many draws are made of one thing before the next one is drawn.
const BLOCK: usize = 64;

/// Positions by descending score; equal ones as they were given.
fn ordered(scores: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    order
}

fn worth(score: &impl Fn(&[f64]) -> Option<f64>, amounts: &[f64]) -> f64 {
    score(amounts).filter(|value| value.is_finite()).unwrap_or(f64::MIN)
}

/// What is counted over the draws.
struct Counted {
    /// Of the one at each place: in how many draws it is above the next.
    above: Vec<usize>,
    /// `reached[place × things + rank]`: in how many draws the one at this place has this rank.
    reached: Vec<u32>,
    keys: Vec<u64>,
}

impl Counted {
    fn of(things: usize) -> Self {
        Self { above: vec![0; things], reached: vec![0; things * things], keys: Vec::new() }
    }

    fn add(&mut self, order: &[usize], scores: &[f64]) {
        let at = |place: usize| scores[order[place]];
        for place in 1..order.len() {
            self.above[place - 1] += usize::from(at(place - 1) >= at(place));
        }
        // Sorted as whole numbers: the score, and in its last bits the place, so that equal ones stand as they were said.
        let last = order.len().next_power_of_two() as u64 - 1;
        self.keys.clear();
        self.keys.extend((0..order.len()).map(|place| (rising(at(place)) & !last) | (last - place as u64)));
        self.keys.sort_unstable();
        for (rank, key) in self.keys.iter().rev().enumerate() {
            let place = (last - (key & last)) as usize;
            self.reached[place * order.len() + rank] += 1;
        }
    }

    fn told(&self, order: &[usize], draws: usize) -> Vec<Place> {
        let things = order.len();
        let share = |times: usize| times as f64 / draws as f64;
        let mut told: Vec<(usize, Place)> = Vec::with_capacity(things);
        for (place, item) in order.iter().enumerate() {
            let reached = &self.reached[place * things..(place + 1) * things];
            let within = |part: f64| {
                let mut sum = 0;
                let passed = |times: &u32| {
                    sum += *times as usize;
                    share(sum) >= part
                };
                reached.iter().position(passed).unwrap_or(place) + 1
            };
            let above_next = if place + 1 == things { 1.0 } else { share(self.above[place]) };
            let keeps = share(reached[place] as usize);
            told.push((
                *item,
                Place { place: place + 1, keeps, above_next, from: within(0.1), to: within(0.9) },
            ));
        }
        told.sort_by_key(|(item, _)| *item);
        told.into_iter().map(|(_, place)| place).collect()
    }
}

/// Whole numbers that are in the order of the scores.
fn rising(score: f64) -> u64 {
    let bits = score.to_bits();
    if score.is_sign_negative() { !bits } else { bits | 1 << 63 }
}

/// The factors of every sureness that occurs, each as likely as the others.
struct Spreads(BTreeMap<u64, Box<[f64; STEPS]>>);

impl Spreads {
    fn of(items: &[Estimated]) -> Self {
        let mut found = BTreeMap::new();
        for sure in items.iter().flat_map(|item| &item.sure).filter(|sure| **sure < 1.0) {
            found.entry(sure.to_bits()).or_insert_with(|| factors(-sure.max(LEAST_SURE).ln()));
        }
        Self(found)
    }

    /// Which amounts of a thing are drawn, and from what factors.
    fn of_item(&self, item: &Estimated) -> Vec<(usize, &[f64; STEPS])> {
        let spread = |(at, sure): (usize, &f64)| self.0.get(&sure.to_bits()).map(|factors| (at, &**factors));
        item.sure.iter().take(item.amounts.len()).enumerate().filter_map(spread).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Estimated, Place, places};

    fn product(amounts: &[f64]) -> Option<f64> {
        Some(amounts.iter().product())
    }

    fn item(amount: f64, sure: f64) -> Estimated {
        Estimated { amounts: vec![amount], sure: vec![sure] }
    }

    /// The standard normal distribution, by the middle rule.
    fn normal(x: f64) -> f64 {
        let density = |t: f64| (-t * t / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt();
        let width = (x + 8.0) / 20_000.0;
        (0..20_000).map(|step| density(-8.0 + (f64::from(step) + 0.5) * width) * width).sum()
    }

    #[test]
    fn the_share_of_draws_is_the_known_likelihood() {
        for (a, b, sure) in [(10.0, 8.0, 0.8), (10.0, 8.0, 0.5), (10.0, 3.0, 0.5), (10.0, 10.0, 0.8)] {
            let found = places(&[item(a, sure), item(b, sure)], product, 40_000, 3);
            let expected = normal((f64::ln(a) - f64::ln(b)) / (2.0_f64.sqrt() * -f64::ln(sure)));
            assert!((found[0].above_next - expected).abs() < 0.01, "{a} {b} {sure} {found:?} {expected}");
        }
    }

    #[test]
    fn what_is_certain_keeps_its_place_and_equal_ones_stand_as_given() {
        let found = places(&[item(1.0, 1.0), item(5.0, 1.0), item(1.0, 1.0)], product, 100, 1);
        let places: Vec<usize> = found.iter().map(|place| place.place).collect();
        assert_eq!(places, [2, 1, 3]);
        assert!(
            found.iter().all(|place| place.keeps == 1.0 && place.above_next == 1.0 && place.from == place.to)
        );
    }

    #[test]
    fn three_of_unlike_sureness_have_a_range_of_places() {
        let found = places(&[item(100.0, 1.0), item(60.0, 0.5), item(50.0, 0.9)], product, 2_000, 9);
        let Place { place, keeps, from, to, .. } = found[1];
        assert_eq!((place, from, to), (2, 1, 3));
        assert!((0.3..0.6).contains(&keeps), "{keeps}");
    }

    #[test]
    fn the_same_seed_draws_the_same_and_no_score_comes_last() {
        let items = [item(10.0, 0.5), item(9.0, 0.5), item(8.0, 0.7)];
        assert_eq!(places(&items, product, 500, 11), places(&items, product, 500, 11));
        assert_ne!(places(&items, product, 500, 11), places(&items, product, 500, 12));
        let none = places(&items, |amounts| (amounts[0] < 5.0).then_some(1.0), 50, 1);
        assert_eq!(none.iter().map(|place| place.place).collect::<Vec<_>>(), [1, 2, 3]);
        assert!(places(&[], product, 50, 1).is_empty());
    }
}
