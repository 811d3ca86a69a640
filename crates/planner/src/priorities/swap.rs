//! How sure an order is: what would have to change for two neighbours to change places.

use super::Score;

/// What a person may write for one term.
#[derive(Clone, Debug, PartialEq)]
pub enum Scale {
    /// One of these, in any order.
    OneOf(Vec<f64>),
    /// From the least to the greatest, in steps; at most 15 digits are kept.
    Steps { least: f64, greatest: f64, step: f64 },
}

/// One term written otherwise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// The place of the term.
    pub term: usize,
    pub from: f64,
    pub to: f64,
}

/// The smallest change of one term after which the score `passes`: is above a neighbour's, or below.
///
/// The smallest is the one by the least factor; a change from or to 0 is the greatest of all. None where no term alone can do
/// it. Steps are looked for as if the score rose or fell steadily with each term: of a formula that turns back, a nearer
/// change may be missed, but what is told does pass.
pub fn smallest_change(
    amounts: &[f64],
    scales: &[Scale],
    score: impl Fn(&[f64]) -> Option<f64>,
    passes: impl Fn(f64) -> bool,
) -> Option<Change> {
    let mut smallest: Option<(f64, Change)> = None;
    for (term, scale) in scales.iter().enumerate().take(amounts.len()) {
        let from = amounts[term];
        let reaches = |to: f64| {
            let mut changed = amounts.to_vec();
            changed[term] = to;
            score(&changed).is_some_and(&passes)
        };
        for to in scale.first_that(from, reaches) {
            let size = size(from, to);
            if smallest.is_none_or(|(least, _)| size < least) {
                smallest = Some((size, Change { term, from, to }));
            }
        }
    }
    smallest.map(|(_, change)| change)
}

/// By which factor, as a logarithm.
fn size(from: f64, to: f64) -> f64 {
    let factor = to / from;
    if factor > 0.0 && factor.is_finite() { factor.ln().abs() } else { f64::MAX }
}

impl Scale {
    /// The nearest value above and the nearest below `from` that will do.
    fn first_that(&self, from: f64, does: impl Fn(f64) -> bool) -> Vec<f64> {
        match self {
            Self::OneOf(values) => {
                let mut values: Vec<f64> = values.iter().copied().filter(|value| *value != from).collect();
                values.sort_by(|a, b| size(from, *a).total_cmp(&size(from, *b)));
                values.into_iter().find(|value| does(*value)).into_iter().collect()
            }
            Self::Steps { least, greatest, step } => {
                let at = |steps: f64| (steps * step * 1e9).round() / 1e9;
                let middle = (from / step).round();
                let up = first_step((greatest / step).floor() - middle, |n| does(at(middle + n)));
                let down = first_step(middle - (least / step).ceil(), |n| does(at(middle - n)));
                up.map(|n| at(middle + n)).into_iter().chain(down.map(|n| at(middle - n))).collect()
            }
        }
    }
}

/// The first whole number from 1 to `most` that does, found by doubling and halving.
fn first_step(most: f64, does: impl Fn(f64) -> bool) -> Option<f64> {
    let (mut fails, mut tried) = (0.0, 1.0);
    while tried < most && !does(tried) {
        (fails, tried) = (tried, tried * 2.0);
    }
    let mut does_it = tried.min(most);
    if most < 1.0 || !does(does_it) {
        return None;
    }
    while does_it - fails > 1.0 {
        let middle = ((fails + does_it) / 2.0).floor();
        if does(middle) {
            does_it = middle;
        } else {
            fails = middle;
        }
    }
    Some(does_it)
}

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
    use proptest::{prop_assert, proptest};

    use super::super::Rice;
    use super::{Change, Scale, smallest_change, swaps};

    fn rice(amounts: &[f64]) -> Option<f64> {
        let [reach, impact, confidence, effort] = *amounts else { return None };
        Rice { reach, impact, confidence, effort }.score().ok().map(|score| score.value)
    }

    fn scales() -> [Scale; 4] {
        [
            Scale::Steps { least: 0.0, greatest: 1e9, step: 1.0 },
            Scale::OneOf(Rice::IMPACTS.to_vec()),
            Scale::Steps { least: 0.0, greatest: 1.0, step: 0.01 },
            Scale::Steps { least: 0.1, greatest: 1000.0, step: 0.1 },
        ]
    }

    #[test]
    fn the_smallest_change_is_one_that_a_person_can_write() {
        // 800 now. Above 900 with a reach of 1,126, a confidence of .91 or an effort of 1.7: the reach is changed least.
        let now = [1000.0, 2.0, 0.8, 2.0];
        let up = smallest_change(&now, &scales(), rice, |score| score > 900.0).unwrap();
        assert_eq!(up, Change { term: 0, from: 1000.0, to: 1126.0 });
        // Below 500 with an impact of 1, an effort of 3.3 or a reach of 624.
        let down = smallest_change(&now, &scales(), rice, |score| score < 500.0).unwrap();
        assert_eq!(down, Change { term: 0, from: 1000.0, to: 624.0 });
        // Level with another: one step is enough.
        let level = smallest_change(&now, &scales(), rice, |score| score > 800.0).unwrap();
        assert_eq!(level, Change { term: 0, from: 1000.0, to: 1001.0 });
        // Of few customers one more is much: the confidence is changed least.
        let few = smallest_change(&[2.0, 2.0, 0.8, 2.0], &scales(), rice, |score| score > 1.65).unwrap();
        assert_eq!((few.term, few.to), (2, 0.83));
    }

    #[test]
    fn what_no_term_alone_can_do_is_not_told() {
        let five = [Scale::OneOf(vec![1.0, 5.0])];
        assert_eq!(
            smallest_change(&[5.0], &five, |amounts| Some(amounts[0] * 0.0), |score| score > 3.0),
            None
        );
        let limited = [Scale::Steps { least: 0.0, greatest: 10.0, step: 1.0 }];
        let to = |passes: fn(f64) -> bool| {
            smallest_change(&[5.0], &limited, |amounts| Some(amounts[0]), passes).map(|one| one.to)
        };
        assert_eq!((to(|score| score > 9.0), to(|score| score > 10.0)), (Some(10.0), None));
        assert_eq!(
            (to(|score| score < 5.0), to(|score| score < 0.5), to(|score| score < 0.0)),
            (Some(4.0), Some(0.0), None)
        );
    }

    proptest! {
        #[test]
        fn a_change_that_is_told_does_it_and_one_step_less_does_not(
            (reach, impact, confidence, tenths) in (0..5000_u16, 0..5_usize, 0..=100_u8, 1..200_u8),
            level in 0.0..5000.0_f64,
        ) {
            let effort = f64::from(tenths) / 10.0;
            let now = [f64::from(reach), Rice::IMPACTS[impact], f64::from(confidence) / 100.0, effort];
            let is_below = rice(&now).unwrap() <= level;
            let passes = |score: f64| if is_below { score > level } else { score < level };
            if let Some(Change { term, from, to }) = smallest_change(&now, &scales(), rice, passes) {
                let with = |value: f64| {
                    let mut changed = now;
                    changed[term] = value;
                    rice(&changed).unwrap()
                };
                prop_assert!(from == now[term] && passes(with(to)), "{now:?} {term} {to}");
                let step = [1.0, f64::NAN, 0.01, 0.1][term];
                let less = if to > from { to - step } else { to + step };
                prop_assert!(term == 1 || (less - from).abs() < 1e-9 || !passes(with(less)), "{now:?} {term} {to}");
            }
        }
    }

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
