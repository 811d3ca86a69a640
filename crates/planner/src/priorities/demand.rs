//! Demand: one voice per account, weighted by what the account brings.
//!
//! Σ over accounts of revenue · the greatest of its votes' strength · ½^(age ÷ half-life). Sets of accounts are
//! united, never added: an account that asks twice counts once.

use std::collections::BTreeMap;

use super::at_least;
use crate::refused::Refused;

/// One account asking once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Vote {
    /// Any number that tells accounts apart.
    pub account: u64,
    /// What the account brings a year, in any one unit; 1 to count accounts, or its seats.
    pub revenue: f64,
    /// In [0, 1]; usually importance ÷ 3.
    pub strength: f64,
    /// Days since it was said, ≥ 0.
    pub age_days: f64,
}

/// What all accounts ask for together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Demand {
    pub amount: f64,
    /// Distinct accounts.
    pub accounts: usize,
    /// The share of the account that asks for most, in [0, 1]: close to 1 is one customer's wish.
    pub top_share: f64,
}

/// The demand of some votes. `half_life_days` is above 0; infinity when votes do not age.
///
/// Errors: amounts that are negative or not numbers, a half-life of 0.
pub fn demand(votes: &[Vote], half_life_days: f64) -> Result<Demand, Refused> {
    if half_life_days.is_nan() || half_life_days <= 0.0 {
        let sentence = format!("The half-life is {half_life_days} days; it must be above 0.");
        return Err(Refused::new(sentence, Vec::new()));
    }
    let mut voices: BTreeMap<u64, f64> = BTreeMap::new();
    for vote in votes {
        at_least("revenue", vote.revenue, 0.0)?;
        at_least("strength", vote.strength, 0.0)?;
        at_least("age", vote.age_days, 0.0)?;
        let voice = vote.revenue * vote.strength * 0.5_f64.powf(vote.age_days / half_life_days);
        let loudest = voices.entry(vote.account).or_insert(0.0);
        *loudest = loudest.max(voice);
    }
    let amount: f64 = voices.values().sum();
    let top = voices.values().copied().fold(0.0, f64::max);
    Ok(Demand { amount, accounts: voices.len(), top_share: if amount > 0.0 { top / amount } else { 0.0 } })
}

#[cfg(test)]
mod tests {
    use super::{Vote, demand};

    fn vote(account: u64, revenue: f64) -> Vote {
        Vote { account, revenue, strength: 1.0, age_days: 0.0 }
    }

    #[test]
    fn an_account_that_asks_twice_counts_once() {
        let found = demand(&[vote(1, 100e3), vote(1, 100e3), vote(2, 20e3)], f64::INFINITY).unwrap();
        assert_eq!((found.amount, found.accounts), (120e3, 2));
        assert!((found.top_share - 0.8333).abs() < 5e-5);
    }

    #[test]
    fn five_equal_accounts_have_a_fifth_each() {
        let votes: Vec<_> = (0..5).map(|account| vote(account, 22e3)).collect();
        let found = demand(&votes, f64::INFINITY).unwrap();
        assert_eq!((found.amount, found.accounts), (110e3, 5));
        assert!((found.top_share - 0.2).abs() < 1e-12);
    }

    #[test]
    fn a_vote_halves_in_its_half_life() {
        let old = Vote { age_days: 90.0, ..vote(1, 10.0) };
        assert_eq!(demand(&[old], 90.0).unwrap().amount, 5.0);
        assert!(demand(&[old], 0.0).is_err());
    }
}
