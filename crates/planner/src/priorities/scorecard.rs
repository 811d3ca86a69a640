//! Weighted scorecards: Σ weight · normalised rating, with weights that sum to 1.

use super::at_least;
use crate::refused::Refused;

/// One criterion and everyone's rating in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub name: String,
    /// ≥ 0; weights are scaled to sum to 1.
    pub weight: f64,
    /// Whether less is better.
    pub cost: bool,
    /// One rating per thing compared, in any unit.
    pub ratings: Vec<f64>,
}

/// Scores, and each criterion's part in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Scorecard {
    /// In [0, 1], one per thing compared.
    pub scores: Vec<f64>,
    /// `parts[thing][criterion]`: weight · normalised rating.
    pub parts: Vec<Vec<f64>>,
}

/// Normalises each column to (x − min) ÷ (max − min), costs reversed; a constant column counts 0.
///
/// Errors: no weight at all, columns of different length, weights or ratings that are not numbers.
pub fn scorecard(columns: &[Column]) -> Result<Scorecard, Refused> {
    let things = columns.first().map_or(0, |column| column.ratings.len());
    for column in columns {
        let name = &column.name;
        at_least(&format!("weight of {name}"), column.weight, 0.0)?;
        if column.ratings.len() != things {
            let given = column.ratings.len();
            return Err(Refused::new(
                format!("{name} has {given} ratings; there are {things} things."),
                vec![],
            ));
        }
        if let Some(thing) = column.ratings.iter().position(|rating| !rating.is_finite()) {
            return Err(Refused::new(
                format!("Rating {} in {name} is not a number.", thing + 1),
                vec![thing],
            ));
        }
    }
    let weights: f64 = columns.iter().map(|column| column.weight).sum();
    if weights <= 0.0 || !weights.is_finite() {
        return Err(Refused::new("No criterion has a weight: give at least one.", Vec::new()));
    }
    let part = |column: &Column, thing: usize| column.weight / weights * normalised(column, thing);
    let parts: Vec<Vec<f64>> =
        (0..things).map(|thing| columns.iter().map(|column| part(column, thing)).collect()).collect();
    Ok(Scorecard { scores: parts.iter().map(|parts| parts.iter().sum()).collect(), parts })
}

fn normalised(column: &Column, thing: usize) -> f64 {
    let least = column.ratings.iter().copied().fold(f64::INFINITY, f64::min);
    let most = column.ratings.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most <= least {
        return 0.0;
    }
    // Halved before subtracting, so that the farthest apart numbers stay finite.
    let share = (column.ratings[thing] / 2.0 - least / 2.0) / (most / 2.0 - least / 2.0);
    if column.cost { 1.0 - share } else { share }
}

#[cfg(test)]
mod tests {
    use super::{Column, scorecard};

    fn column(weight: f64, cost: bool, ratings: &[f64]) -> Column {
        Column { name: "reach".to_string(), weight, cost, ratings: ratings.to_vec() }
    }

    #[test]
    fn the_worked_ratings_give_the_worked_scores() {
        // The last two things span each column from 0 to 1.
        let columns = [
            column(0.5, false, &[1.0, 0.4, 0.0, 1.0]),
            column(0.3, false, &[0.5, 1.0, 0.0, 1.0]),
            column(0.2, false, &[0.0, 1.0, 0.0, 1.0]),
        ];
        let scores = scorecard(&columns).unwrap().scores;
        assert!((scores[0] - 0.65).abs() < 1e-12 && (scores[1] - 0.70).abs() < 1e-12);
    }

    #[test]
    fn costs_count_backwards_and_constants_not_at_all() {
        let columns = [column(1.0, true, &[10.0, 30.0]), column(3.0, false, &[7.0, 7.0])];
        assert_eq!(scorecard(&columns).unwrap().scores, [0.25, 0.0]);
        assert!(scorecard(&[column(0.0, false, &[1.0])]).is_err());
    }
}
