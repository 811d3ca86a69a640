//! Value from rank, for teams that order their backlog and score nothing.

/// The value of the item at `position` (from 0 at the top) of `of` ranked items: 100 at the top, falling in
/// equal steps to 100 ÷ `of` at the bottom; 0 outside the list.
///
/// Equal steps say no more than the order does; a plan made from them prefers two middle items to one at the
/// top when both fit in its stead, which is what a rank without scores can support.
pub fn value_from_rank(position: usize, of: usize) -> f64 {
    if position >= of {
        return 0.0;
    }
    100.0 * (of - position) as f64 / of as f64
}

#[cfg(test)]
mod tests {
    use super::value_from_rank;

    #[test]
    fn values_fall_in_equal_steps_from_100() {
        let values: Vec<f64> = (0..5).map(|position| value_from_rank(position, 4)).collect();
        assert_eq!(values, [100.0, 75.0, 50.0, 25.0, 0.0]);
    }
}
