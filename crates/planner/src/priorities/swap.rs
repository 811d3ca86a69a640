//! How sure an order is: what would have to change for two neighbours to change places.

use super::Score;

/// The smallest change of one term of the lower of two neighbours that would bring it level.
#[derive(Clone, Debug, PartialEq)]
pub struct Swap {
    /// Positions of the two in the list that was asked about.
    pub upper: usize,
    pub lower: usize,
    /// By how much the lower's score has to be multiplied to be level: 1 means level already. Any one of the
    /// terms that multiply (reach, impact, confidence) times this, or one that divides (effort) through this,
    /// does it.
    pub factor: f64,
}

/// For every two neighbours by descending score what it would take to swap them; none where the lower is 0.
pub fn swaps(scores: &[Score]) -> Vec<Swap> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].value.total_cmp(&scores[a].value).then(a.cmp(&b)));
    let neighbours = order.windows(2).filter(|pair| scores[pair[1]].value > 0.0);
    let factor = |pair: &[usize]| scores[pair[0]].value / scores[pair[1]].value;
    neighbours.map(|pair| Swap { upper: pair[0], lower: pair[1], factor: factor(pair) }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Rice;
    use super::swaps;

    #[test]
    fn the_factor_brings_the_lower_level() {
        let upper = Rice { reach: 5000.0, impact: 0.5, confidence: 1.0, effort: 1.0 };
        let lower = Rice { reach: 2000.0, impact: 2.0, confidence: 0.8, effort: 3.0 };
        let swap = swaps(&[lower.score().unwrap(), upper.score().unwrap()]).remove(0);
        assert_eq!((swap.upper, swap.lower), (1, 0));
        let level = Rice { effort: lower.effort / swap.factor, ..lower };
        assert!((level.score().unwrap().value - 2500.0).abs() < 1e-9);
    }
}
