//! Priorities: what each model says a thing is worth, with the terms it says it from.
//!
//! Every score comes as a [`Score`]: a number and the named terms it was made of, so that a page can show the
//! sum. Bad input is [`crate::Refused`] with a sentence; no score is ever infinite or not a number.

mod ahp;
mod delay;
mod demand;
pub mod formula;
mod kano;
mod moscow;
mod pairs;
mod rice;
mod scorecard;
pub mod sureness;
mod swap;
mod wsjf;

pub use ahp::{Ahp, ahp};
pub use delay::{Job, cost_of_order, delay_ratio};
pub use demand::{Demand, Vote, demand};
pub use kano::{Answer, Category, Kano, KanoAnswers, classify, kano};
pub use moscow::{Moscow, Share, moscow};
pub use pairs::{Strengths, SureStrengths, bradley_terry, sure_strengths};
pub use rice::{Ice, Rice};
pub use scorecard::{Column, Scorecard, scorecard, tops};
pub use swap::{Change, Scale, Swap, smallest_change, swaps};
pub use wsjf::Wsjf;

use crate::refused::Refused;

/// A number and what it was made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    pub value: f64,
    /// Name and amount, in the order of the formula.
    pub terms: Vec<(String, f64)>,
}

/// Refuses what is not a number at or above `least`.
fn at_least(name: &str, amount: f64, least: f64) -> Result<(), Refused> {
    let fits = amount.is_finite() && amount >= least;
    fits.then_some(()).ok_or_else(|| {
        Refused::new(format!("The {name} is {amount}; it must be a number of at least {least}."), Vec::new())
    })
}

/// Refuses what is not a number above 0.
fn above_zero(name: &str, amount: f64) -> Result<(), Refused> {
    let fits = amount.is_finite() && amount > 0.0;
    fits.then_some(())
        .ok_or_else(|| Refused::new(format!("The {name} is {amount}; it must be above 0."), Vec::new()))
}

/// Terms with names of their own.
fn named<const N: usize>(terms: [(&str, f64); N]) -> Vec<(String, f64)> {
    terms.into_iter().map(|(name, amount)| (name.to_string(), amount)).collect()
}
