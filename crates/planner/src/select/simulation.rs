//! Sprints that are lived through again and again, each item taking an effort drawn from its spread.
//!
//! An item takes the same efforts whatever plan it is in, so a plan that does not fit fits no better with more in it. Draws
//! come in pairs, one the mirror of the other: an item that takes f times its middle effort in one takes 1 ÷ f times in
//! the other. Items are drawn on their own; that all of them go wrong together is not simulated.

use std::collections::BTreeMap;

use super::question::{CAPACITY_TOLERANCE, Place, Placed, Question};
use crate::draw::Draw;
use crate::spread::{STEPS, Steps, factors};

pub(super) struct Simulation<'q> {
    question: &'q Question,
    pairs: usize,
    /// The step of each item in each pair; empty for items without a spread.
    steps: Vec<Vec<u16>>,
    /// The factors of every deviation that occurs.
    factors: BTreeMap<u64, Box<[f64; STEPS]>>,
}

impl<'q> Simulation<'q> {
    /// Draws so many sprints, rounded up to an even number.
    pub fn of(question: &'q Question, draws: usize, seed: u64) -> Self {
        Self::of_items(question, draws, seed, |_| true)
    }

    /// Draws for these items alone what they are drawn among all.
    pub fn of_items(
        question: &'q Question,
        draws: usize,
        seed: u64,
        is_wanted: impl Fn(usize) -> bool,
    ) -> Self {
        let pairs = draws.div_ceil(2).max(1);
        let mut seeds = Draw::seeded(seed);
        let (mut steps, mut found) = (Vec::new(), BTreeMap::new());
        for item in 0..question.items.len() {
            let mut own = Steps::seeded(seeds.next());
            let spreads = if is_wanted(item) { spreads(question, item) } else { Vec::new() };
            let count = if spreads.is_empty() { 0 } else { pairs };
            steps.push((0..count).map(|_| own.next() as u16).collect());
            for (_, deviation) in spreads {
                found.entry(deviation.to_bits()).or_insert_with(|| factors(deviation));
            }
        }
        Self { question, pairs, steps, factors: found }
    }

    pub fn draws(&self) -> usize {
        2 * self.pairs
    }

    /// In how many draws no capacity of any team, sprint and skill is exceeded.
    pub fn fits(&self, plan: &[Placed]) -> usize {
        let mut fits = vec![true; self.draws()];
        let mut places: Vec<Place> = plan.iter().map(|placed| placed.place).collect();
        places.sort_unstable();
        places.dedup();
        for place in places {
            let here = plan.iter().filter(|placed| placed.place == place).map(|placed| placed.item);
            self.strike(place, &here.collect::<Vec<_>>(), &mut fits);
        }
        fits.into_iter().filter(|fits| *fits).count()
    }

    /// Strikes out the draws in which these items take more than there is.
    fn strike(&self, place: Place, items: &[usize], fits: &mut [bool]) {
        let capacity = &self.question.teams[place.team].capacity[place.sprint];
        for (skill, most) in capacity.iter().enumerate() {
            let mut used = vec![0.0; fits.len()];
            for &item in items {
                self.add(item, skill, &mut used);
            }
            for (fits, used) in fits.iter_mut().zip(used) {
                *fits &= used <= most + CAPACITY_TOLERANCE;
            }
        }
    }

    fn add(&self, item: usize, skill: usize, used: &mut [f64]) {
        let effort = &self.question.items[item].effort;
        let middle = effort.of(skill);
        match self.factors.get(&effort.deviation(skill).to_bits()) {
            None if middle == 0.0 => {}
            None => used.iter_mut().for_each(|used| *used += middle),
            Some(factors) => {
                for (pair, step) in used.chunks_exact_mut(2).zip(&self.steps[item]) {
                    let step = usize::from(*step);
                    pair[0] += middle * factors[step];
                    pair[1] += middle * factors[STEPS - 1 - step];
                }
            }
        }
    }

    /// What each item counts at least, by skill, in a plan that fits in so many draws, more than half of them.
    ///
    /// Such a plan fits in both draws of at least `needed` − half of them pairs, so on the mean of these pairs, too. An item's
    /// mean over them is no less than over those of its pairs in which it is least.
    pub fn least(&self, item: usize, needed: usize) -> Vec<f64> {
        let both = needed.saturating_sub(self.pairs).max(1);
        let mut counts = [0_usize; STEPS / 2];
        for step in &self.steps[item] {
            let step = usize::from(*step);
            counts[step.min(STEPS - 1 - step)] += 1;
        }
        let effort = &self.question.items[item].effort;
        let least = |skill: usize| {
            let Some(factors) = self.factors.get(&effort.deviation(skill).to_bits()) else {
                return effort.of(skill);
            };
            let (mut sum, mut left) = (0.0, both);
            for (step, count) in counts.iter().enumerate().rev() {
                let taken = left.min(*count);
                sum += taken as f64 * (factors[step] + factors[STEPS - 1 - step]) / 2.0;
                left -= taken;
            }
            effort.of(skill) * sum / both as f64
        };
        (0..self.question.skills.len()).map(least).collect()
    }
}

/// The skills in which an item has a spread, with its deviation.
fn spreads(question: &Question, item: usize) -> Vec<(usize, f64)> {
    let effort = &question.items[item].effort;
    let spread =
        |skill: usize| Some((skill, effort.deviation(skill))).filter(|(_, deviation)| *deviation > 0.0);
    (0..question.skills.len()).filter_map(spread).collect()
}
