//! A question with margins: exact efforts and capacities in the place of spreads, more or less careful.
//!
//! When the efforts of a plan add up to a nearly normal sum, it fits as surely as z says when mean + z · deviation ≤ capacity.
//! The square root lies below each of its tangents: with the one at s², deviation ≤ variance ÷ 2s + s ÷ 2, and for plans
//! whose deviation is near s the two are nearly the same. That keeps the question linear: every item counts
//! mean + z · variance ÷ 2s, and the capacity is less by z · s ÷ 2. Whether a plan really holds is not asked here.

use super::question::{Effort, Item, Placed, Question};

/// How careful a question is asked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Margin {
    /// How many deviations are kept free.
    pub z: f64,
    /// The deviation, by skill, for which that is exact.
    pub deviations: Vec<f64>,
}

impl Margin {
    /// The question with this margin; `hopeless` items fit nowhere.
    pub fn on(&self, question: &Question, hopeless: &[bool]) -> Question {
        let mut margined = question.clone();
        for (item, hopeless) in margined.items.iter_mut().zip(hopeless) {
            let efforts = (0..question.skills.len()).map(|skill| match hopeless {
                true => f64::INFINITY,
                false => self.effort(item, skill),
            });
            item.effort = Effort::Estimated(efforts.collect());
        }
        for capacity in margined.teams.iter_mut().flat_map(|team| &mut team.capacity) {
            for (amount, deviation) in capacity.iter_mut().zip(&self.deviations) {
                *amount = (*amount - self.z * deviation / 2.0).max(0.0);
            }
        }
        margined
    }

    fn effort(&self, item: &Item, skill: usize) -> f64 {
        let Some((mean, variance)) = moments(item, skill) else { return item.effort.of(skill) };
        match self.deviations[skill] {
            deviation if deviation > 0.0 => (mean + self.z * variance / (2.0 * deviation)).max(0.0),
            _ => mean,
        }
    }
}

/// The deviation of what a plan takes of each skill: the root mean square over the places that have any.
pub(super) fn deviations(question: &Question, plan: &[Placed]) -> Vec<f64> {
    let of = |skill: usize| {
        let of_items = |items: &mut dyn Iterator<Item = &Item>| -> Vec<f64> {
            items.filter_map(|item| moments(item, skill)).map(|(_, variance)| variance).collect()
        };
        let planned = of_items(&mut plan.iter().map(|placed| &question.items[placed.item]));
        if planned.is_empty() {
            // Nothing to go by: as if a few items of the usual spread were in.
            let all = of_items(&mut question.items.iter());
            return (3.0 * all.iter().sum::<f64>() / all.len().max(1) as f64).sqrt();
        }
        let has = |placed: &&Placed| moments(&question.items[placed.item], skill).is_some();
        let mut places: Vec<_> = plan.iter().filter(has).map(|placed| placed.place).collect();
        places.sort_unstable();
        places.dedup();
        (planned.iter().sum::<f64>() / places.len() as f64).sqrt()
    };
    (0..question.skills.len()).map(of).collect()
}

/// Mean and variance of a log-normal effort; none of an exact one.
fn moments(item: &Item, skill: usize) -> Option<(f64, f64)> {
    let squared = item.effort.deviation(skill).powi(2);
    let mean = item.effort.of(skill) * (squared / 2.0).exp();
    (squared > 0.0).then(|| (mean, mean * mean * squared.exp_m1()))
}
