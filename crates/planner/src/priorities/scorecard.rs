//! Weighted scorecards: Σ weight · normalised rating, with weights that sum to 1.

use super::at_least;
use crate::draw::Draw;
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

/// How firmly the weights are meant: a weight w is drawn with mean w and deviation √(w(1 − w) ÷ 21).
const FIRMNESS: f64 = 20.0;

/// The share of draws in which each thing is at the top, when the weights are drawn from Dirichlet(20 · w); equal tops share
/// a draw.
///
/// A weight of 0 stays 0. Errors: as [`scorecard`].
pub fn tops(columns: &[Column], draws: usize, seed: u64) -> Result<Vec<f64>, Refused> {
    let said = scorecard(columns)?;
    let total: f64 = columns.iter().map(|column| column.weight).sum();
    let weights: Vec<f64> = columns.iter().map(|column| column.weight / total).collect();
    let normal: Vec<Vec<f64>> = (0..said.scores.len())
        .map(|thing| columns.iter().map(|column| normalised(column, thing)).collect())
        .collect();
    let (mut draw, mut tops) = (Draw::seeded(seed), vec![0.0; normal.len()]);
    for _ in 0..draws.max(1) {
        // Gamma variates of these shapes are in the proportions of the Dirichlet distribution; their sum does not matter.
        let gamma = |weight: &f64| if *weight > 0.0 { draw.gamma(FIRMNESS * weight) } else { 0.0 };
        let drawn: Vec<f64> = weights.iter().map(gamma).collect();
        let worth = |row: &Vec<f64>| row.iter().zip(&drawn).map(|(part, weight)| part * weight).sum();
        let scores: Vec<f64> = normal.iter().map(worth).collect();
        let top = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let shared = scores.iter().filter(|score| **score == top).count() as f64;
        for (share, score) in tops.iter_mut().zip(&scores) {
            *share += if *score == top { 1.0 / shared } else { 0.0 };
        }
    }
    Ok(tops.into_iter().map(|times| times / draws.max(1) as f64).collect())
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
    use super::{Column, scorecard, tops};

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

    /// With two criteria the first weight is Beta(20w, 20(1 − w)): of (1, 0) and (0, 1), the first is on top when it is above ½,
    /// which for w = .6 is the chance of at least 8 heads in 19 throws.
    #[test]
    fn the_share_of_the_top_is_the_known_likelihood() {
        let choose = |n: u32, k: u32| (0..k).fold(1.0, |c, i| c * f64::from(n - i) / f64::from(i + 1));
        let known: f64 = (8..=19).map(|k| choose(19, k)).sum::<f64>() / 2.0_f64.powi(19);
        let of = |first: f64| {
            let columns = [column(first, false, &[1.0, 0.0]), column(1.0 - first, false, &[0.0, 1.0])];
            tops(&columns, 20_000, 5).unwrap()
        };
        assert!((of(0.6)[0] - known).abs() < 0.01, "{:?} {known}", of(0.6));
        assert!((of(0.5)[0] - 0.5).abs() < 0.01 && (of(0.5).iter().sum::<f64>() - 1.0).abs() < 1e-9);
        assert_eq!(of(1.0), [1.0, 0.0]);
    }

    #[test]
    fn the_worked_ratings_keep_their_top_in_most_draws() {
        let columns = [
            column(0.5, false, &[1.0, 0.4, 0.0]),
            column(0.3, false, &[0.5, 1.0, 0.0]),
            column(0.2, false, &[0.0, 1.0, 0.0]),
        ];
        let tops = tops(&columns, 4_000, 1).unwrap();
        assert!((0.55..0.75).contains(&tops[1]) && tops[2] == 0.0, "{tops:?}");
    }
}
