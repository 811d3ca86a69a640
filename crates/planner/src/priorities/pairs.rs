//! Pairwise votes: strengths such that P(i beats j) = sᵢ ÷ (sᵢ + sⱼ) (Bradley and Terry 1952; Hunter 2004).

use crate::refused::Refused;

/// Strengths from votes.
#[derive(Clone, Debug, PartialEq)]
pub struct Strengths {
    /// Sum to 1.
    pub strengths: Vec<f64>,
    /// Whether half a win each way was added to every pair that was asked, because some never lost, or never
    /// won, against the rest.
    pub evened: bool,
}

impl Strengths {
    /// How likely one beats the other.
    pub fn beats(&self, one: usize, other: usize) -> f64 {
        self.strengths[one] / (self.strengths[one] + self.strengths[other])
    }
}

const STEPS: usize = 10_000;

/// Strengths from `wins[i][j]`, how often i was preferred to j. Errors: a table that is not square or empty.
pub fn bradley_terry(wins: &[Vec<u32>]) -> Result<Strengths, Refused> {
    let things = wins.len();
    if things == 0 || wins.iter().any(|row| row.len() != things) {
        return Err(Refused::new("Votes must be a square table of at least one thing.", Vec::new()));
    }
    let evened = !connected(wins);
    let bonus = if evened { 0.5 } else { 0.0 };
    let won = |i: usize, j: usize| if i == j { 0.0 } else { f64::from(wins[i][j]) + bonus };
    let mut strengths = vec![1.0 / things as f64; things];
    for _ in 0..STEPS {
        let next: Vec<f64> = (0..things)
            .map(|i| {
                let total: f64 = (0..things).map(|j| won(i, j)).sum();
                let met = |j: usize| (won(i, j) + won(j, i)) / (strengths[i] + strengths[j]);
                let weight: f64 = (0..things).filter(|j| *j != i).map(met).sum();
                if weight > 0.0 { total / weight } else { strengths[i] }
            })
            .collect();
        let sum: f64 = next.iter().sum();
        let moved = next.iter().zip(&strengths).map(|(a, b)| (a / sum - b).abs()).fold(0.0, f64::max);
        strengths = next.iter().map(|strength| strength / sum).collect();
        if moved < 1e-14 {
            break;
        }
    }
    Ok(Strengths { strengths, evened })
}

/// Whether everyone has beaten everyone directly or through others.
fn connected(wins: &[Vec<u32>]) -> bool {
    let reaches_all = |forward: bool| {
        let mut seen = vec![false; wins.len()];
        let mut waiting = vec![0];
        while let Some(i) = waiting.pop() {
            if !std::mem::replace(&mut seen[i], true) {
                let beat = |j: &usize| if forward { wins[i][*j] > 0 } else { wins[*j][i] > 0 };
                waiting.extend((0..wins.len()).filter(beat));
            }
        }
        seen.iter().all(|seen| *seen)
    };
    reaches_all(true) && reaches_all(false)
}

#[cfg(test)]
mod tests {
    use super::bradley_terry;

    #[test]
    fn the_worked_votes_give_the_worked_strengths() {
        let found = bradley_terry(&[vec![0, 3, 4], vec![1, 0, 3], vec![0, 2, 0]]).unwrap();
        for (strength, expected) in found.strengths.iter().zip([0.775222, 0.150575, 0.074203]) {
            assert!((strength - expected).abs() < 1e-6, "{found:?}");
        }
        assert!((found.beats(0, 1) - 0.837356).abs() < 1e-6 && !found.evened);
    }

    #[test]
    fn one_that_never_lost_is_evened() {
        let found = bradley_terry(&[vec![0, 3], vec![0, 0]]).unwrap();
        assert!(found.evened && (found.strengths[0] - 0.875).abs() < 1e-9);
    }
}
