//! MoSCoW: musts may take 60 % of the effort at most, so that a plan keeps something to give (DSDM).

use super::at_least;
use crate::refused::Refused;

/// Effort by class, in one unit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moscow {
    pub must: f64,
    pub should: f64,
    pub could: f64,
}

/// Shares of the whole, in [0, 1].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    pub must: f64,
    pub could: f64,
    /// Whether the musts are within 60 %.
    pub musts_fit: bool,
}

/// The shares; all 0 when there is no effort at all. Errors: efforts that are negative or not numbers.
pub fn moscow(effort: &Moscow) -> Result<Share, Refused> {
    let classes = [("musts", effort.must), ("shoulds", effort.should), ("coulds", effort.could)];
    for (name, amount) in classes {
        at_least(&format!("effort of the {name}"), amount, 0.0)?;
    }
    let whole: f64 = classes.iter().map(|(_, amount)| amount).sum();
    let share = |amount: f64| if whole > 0.0 { amount / whole } else { 0.0 };
    Ok(Share {
        must: share(effort.must),
        could: share(effort.could),
        musts_fit: share(effort.must) <= 0.6 + 1e-12,
    })
}

#[cfg(test)]
mod tests {
    use super::{Moscow, moscow};

    #[test]
    fn sixty_percent_passes_and_a_point_more_warns() {
        let passes =
            |must: f64, all: f64| moscow(&Moscow { must, should: all - must, could: 0.0 }).unwrap().musts_fit;
        assert!(passes(33.0, 55.0));
        assert!(!passes(34.0, 56.0));
    }
}
