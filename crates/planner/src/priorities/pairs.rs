//! Pairwise votes: strengths such that P(i beats j) = sᵢ ÷ (sᵢ + sⱼ) (Bradley and Terry 1952; Hunter 2004).
//!
//! How sure they are: the votes of every pair are drawn again with the share that each side got, and the strengths are found again
//! (the bootstrap, Efron 1979). What to ask next: the pair whose answer is least known.

use crate::draw::Draw;
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

/// How sure strengths are.
#[derive(Clone, Debug, PartialEq)]
pub struct SureStrengths {
    pub found: Strengths,
    /// Of each thing, between which strengths it is in nine of ten draws.
    pub between: Vec<(f64, f64)>,
    /// The pair whose next vote says most, that is, whose outcome has the greatest entropy over the draws; of equals the pair
    /// that was asked less, then the first. None for a single thing.
    pub ask_next: Option<(usize, usize)>,
}

const STEPS: usize = 10_000;
/// Strengths of draws are found less exactly: their spread is far wider.
const ROUGHLY: f64 = 1e-7;

/// Strengths from `wins[i][j]`, how often i was preferred to j. Errors: a table that is not square or empty.
pub fn bradley_terry(wins: &[Vec<u32>]) -> Result<Strengths, Refused> {
    let things = wins.len();
    if things == 0 || wins.iter().any(|row| row.len() != things) {
        return Err(Refused::new("Votes must be a square table of at least one thing.", Vec::new()));
    }
    Ok(fitted(wins, 1e-14))
}

/// The same with intervals and what to ask next, from so many draws. Errors: as [`bradley_terry`].
pub fn sure_strengths(wins: &[Vec<u32>], draws: usize, seed: u64) -> Result<SureStrengths, Refused> {
    let found = bradley_terry(wins)?;
    let (things, draws) = (wins.len(), draws.max(1));
    let mut draw = Draw::seeded(seed);
    let drawn: Vec<Strengths> = (0..draws).map(|_| fitted(&voted_again(wins, &mut draw), ROUGHLY)).collect();
    let between = |thing: usize| {
        let mut strengths: Vec<f64> = drawn.iter().map(|one| one.strengths[thing]).collect();
        strengths.sort_by(f64::total_cmp);
        let at = |share: f64| strengths[((draws - 1) as f64 * share).round() as usize];
        (at(0.05), at(0.95))
    };
    let open = |(one, other): &(usize, usize)| {
        let chance = drawn.iter().map(|strengths| strengths.beats(*one, *other)).sum::<f64>() / draws as f64;
        (entropy(chance), u32::MAX - wins[*one][*other].saturating_add(wins[*other][*one]))
    };
    let pairs = (0..things).flat_map(|one| (one + 1..things).map(move |other| (one, other)));
    let by_openness = |a: &(usize, usize), b: &(usize, usize)| {
        let ((a_open, a_asked), (b_open, b_asked)) = (open(a), open(b));
        a_open.total_cmp(&b_open).then(a_asked.cmp(&b_asked)).then(b.cmp(a))
    };
    Ok(SureStrengths {
        between: (0..things).map(between).collect(),
        ask_next: pairs.max_by(by_openness),
        found,
    })
}

/// As many votes of every pair as there were, each by the share that its sides got.
fn voted_again(wins: &[Vec<u32>], draw: &mut Draw) -> Vec<Vec<u32>> {
    let mut again = vec![vec![0; wins.len()]; wins.len()];
    for one in 0..wins.len() {
        for other in one + 1..wins.len() {
            let votes = wins[one][other].saturating_add(wins[other][one]);
            let share = f64::from(wins[one][other]) / f64::from(votes.max(1));
            again[one][other] = (0..votes).filter(|_| draw.share() < share).count() as u32;
            again[other][one] = votes - again[one][other];
        }
    }
    again
}

/// Of a yes or no, in bits.
fn entropy(chance: f64) -> f64 {
    [chance, 1.0 - chance].into_iter().filter(|p| *p > 0.0).map(|p| -p * p.log2()).sum()
}

fn fitted(wins: &[Vec<u32>], exactly: f64) -> Strengths {
    let things = wins.len();
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
        if moved < exactly {
            break;
        }
    }
    Strengths { strengths, evened }
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
    use super::{bradley_terry, sure_strengths};

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

    #[test]
    fn more_votes_make_narrower_intervals_around_what_was_found() {
        let times = |n: u32| vec![vec![0, 3 * n, 4 * n], vec![n, 0, 3 * n], vec![0, 2 * n, 0]];
        let few = sure_strengths(&times(1), 400, 2).unwrap();
        let many = sure_strengths(&times(25), 400, 2).unwrap();
        for (thing, strength) in many.found.strengths.iter().enumerate() {
            let (low, high) = many.between[thing];
            assert!(low < *strength && *strength < high, "{many:?}");
            assert!(high - low < few.between[thing].1 - few.between[thing].0, "{few:?} {many:?}");
        }
        assert_eq!(few, sure_strengths(&times(1), 400, 2).unwrap());
    }

    #[test]
    fn the_pair_that_is_least_known_is_asked_next() {
        // B and C are nearly even; A is far above both.
        let asked = sure_strengths(&[vec![0, 19, 20], vec![1, 0, 5], vec![1, 5, 0]], 200, 1).unwrap();
        assert_eq!(asked.ask_next, Some((1, 2)));
        // Nothing was asked yet: all are even, and the first is asked.
        assert_eq!(sure_strengths(&vec![vec![0; 3]; 3], 50, 1).unwrap().ask_next, Some((0, 1)));
        // Two pairs are as even: the one that was asked less.
        let even = sure_strengths(&[vec![0, 8, 0], vec![8, 0, 0], vec![0, 0, 0]], 50, 1).unwrap();
        assert_ne!(even.ask_next, Some((0, 1)));
        assert_eq!(sure_strengths(&[vec![0]], 5, 1).unwrap().ask_next, None);
    }
}
