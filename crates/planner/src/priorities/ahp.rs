//! Analytic hierarchy process: weights from pairwise judgements, with their consistency (Saaty 1980).

use crate::refused::Refused;

/// Weights and how consistent the judgements behind them are.
#[derive(Clone, Debug, PartialEq)]
pub struct Ahp {
    /// Sum to 1.
    pub weights: Vec<f64>,
    /// The principal eigenvalue; equal to the number of things when the judgements are fully consistent.
    pub lambda: f64,
    /// Consistency ratio; above 0.1 the judgements contradict each other too much. 0 for up to two things.
    pub ratio: f64,
}

/// Random indices for 3 to 10 things.
const RANDOM: [f64; 8] = [0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49];
const STEPS: usize = 1_000;

/// The principal eigenvector of a matrix of judgements: `judgements[i][j]` says how much more i matters than j.
///
/// Errors: a matrix that is not square, of more than 10 things, with judgements that are not above 0 or whose
/// two directions are not each other's inverse.
pub fn ahp(judgements: &[Vec<f64>]) -> Result<Ahp, Refused> {
    let things = judgements.len();
    let refuse = |sentence: String| Err(Refused::new(sentence, Vec::new()));
    if things == 0 || things > 10 || judgements.iter().any(|row| row.len() != things) {
        return refuse(format!(
            "Judgements must be a square table of 1 to 10 things; there are {things} rows."
        ));
    }
    for (i, row) in judgements.iter().enumerate() {
        for (j, judgement) in row.iter().enumerate() {
            let inverse = judgement * judgements[j][i];
            if !(*judgement > 0.0 && judgement.is_finite() && (inverse - 1.0).abs() < 1e-6) {
                let (i, j) = (i + 1, j + 1);
                return refuse(format!(
                    "The judgements of {i} against {j} and back are not each other's inverse."
                ));
            }
        }
    }
    let mut weights = vec![1.0 / things as f64; things];
    let mut lambda = things as f64;
    for _ in 0..STEPS {
        let product = |row: &Vec<f64>| row.iter().zip(&weights).map(|(a, w)| a * w).sum::<f64>();
        let next: Vec<f64> = judgements.iter().map(product).collect();
        lambda = next.iter().sum();
        weights = next.iter().map(|weight| weight / lambda).collect();
    }
    let index = (lambda - things as f64) / (things as f64 - 1.0).max(1.0);
    let ratio = things.checked_sub(3).map_or(0.0, |at| index / RANDOM[at]);
    Ok(Ahp { weights, lambda, ratio })
}

#[cfg(test)]
mod tests {
    use super::ahp;

    #[test]
    fn the_worked_judgements_give_the_worked_weights() {
        let third = 1.0 / 3.0;
        let judgements = [vec![1.0, 3.0, 5.0], vec![third, 1.0, 3.0], vec![0.2, third, 1.0]];
        let ahp = ahp(&judgements).unwrap();
        for (weight, expected) in ahp.weights.iter().zip([0.6370, 0.2583, 0.1047]) {
            assert!((weight - expected).abs() < 5e-5);
        }
        assert!((ahp.lambda - 3.0385).abs() < 5e-5 && (ahp.ratio - 0.0332).abs() < 5e-5);
    }

    #[test]
    fn judgements_that_are_not_inverse_are_refused() {
        assert!(ahp(&[vec![1.0, 3.0], vec![3.0, 1.0]]).is_err());
        assert!(ahp(&[vec![1.0, 3.0]]).is_err());
    }
}
