//! How sure a plan is to be, and what is answered: the plan, how often it held, and what being so sure costs.

use super::answer::Answer;
use super::question::Question;
use crate::refused::Refused;

/// Draws unless somebody says otherwise: a share is then within 1 percentage point in 19 of 20 cases.
pub const DRAWS: usize = 10_000;
/// Draws at least and at most.
pub const DRAWS_MIN: usize = 100;
pub const DRAWS_MAX: usize = 100_000;
/// A wanted chance is between these. Below one half the middle estimates would be too careful.
pub const CHANCE_MIN: f64 = 0.5;
pub const CHANCE_MAX: f64 = 0.99;
/// The 95 % point of the standard normal distribution, and the one of both sides.
const ONE_SIDED: f64 = 1.645;
const TWO_SIDED: f64 = 1.96;

/// How sure a plan is to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wish {
    /// The least chance that every capacity holds, [`CHANCE_MIN`] to [`CHANCE_MAX`].
    pub chance: f64,
    /// Sprints that are drawn to search with, and as many to check; [`DRAWS_MIN`] to [`DRAWS_MAX`].
    pub draws: usize,
    /// What the search draws from; the check draws from another one.
    pub seed: u64,
}

/// How often a plan held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    pub draws: usize,
    /// Draws in which no capacity of any team, sprint and skill was exceeded.
    pub held: usize,
}

/// A plan that holds with a wanted chance.
#[derive(Clone, Debug, PartialEq)]
pub struct SurePlan {
    /// Value and bound are those of plans that hold in the draws of the search. `NodeLimit` also when the parts that may be
    /// barred were used up.
    pub answer: Answer,
    /// How often it held in draws that the search did not see.
    pub check: Chance,
    /// The best plan by the middle estimates, and how often it held in the same draws.
    pub middle: Answer,
    pub middle_check: Chance,
    /// The question with the margins under which the plan was found.
    pub(super) margins: Question,
    pub(super) chance: f64,
}

impl Wish {
    /// A chance, with [`DRAWS`] draws.
    pub fn of(chance: f64) -> Self {
        Self { chance, draws: DRAWS, seed: 1 }
    }

    /// In how many draws of the search a plan has to hold: so many that its chance is the wanted one with 19 of 20.
    pub fn needed(&self) -> usize {
        let draws = 2.0 * self.draws.div_ceil(2) as f64;
        let error = (self.chance * (1.0 - self.chance) / draws).sqrt();
        ((self.chance + ONE_SIDED * error) * draws).ceil().min(draws) as usize
    }

    pub(super) fn check(&self) -> Result<(), Refused> {
        let (chance, draws) = (self.chance, self.draws);
        if !(CHANCE_MIN..=CHANCE_MAX).contains(&chance) {
            let sentence =
                format!("The wanted chance is {chance}; it must be from {CHANCE_MIN} to {CHANCE_MAX}.");
            return Err(Refused::new(sentence, Vec::new()));
        }
        if !(DRAWS_MIN..=DRAWS_MAX).contains(&draws) {
            let sentence = format!("{draws} draws were asked for; use from {DRAWS_MIN} to {DRAWS_MAX}.");
            return Err(Refused::new(sentence, Vec::new()));
        }
        Ok(())
    }
}

impl Chance {
    /// The share of draws that held, 0 to 1.
    pub fn share(&self) -> f64 {
        self.held as f64 / self.draws as f64
    }

    /// Half of the width of what the share says in 19 of 20 cases (Wilson 1927).
    pub fn error(&self) -> f64 {
        let (draws, share) = (self.draws as f64, self.share());
        let squared = TWO_SIDED * TWO_SIDED / draws;
        TWO_SIDED * (share * (1.0 - share) / draws + squared / (4.0 * draws)).sqrt() / (1.0 + squared)
    }
}

impl SurePlan {
    /// The value that being so sure costs against the plan by the middle estimates.
    pub fn cost(&self) -> f64 {
        self.middle.value - self.answer.value
    }
}
