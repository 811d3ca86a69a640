//! Ranks: an order in which anything can be put between two neighbours without touching a third.
//!
//! A rank is a byte string compared byte by byte, which both engines do alike. Its first byte says how many
//! bytes of a whole number follow, so that a list that grows at one end keeps short ranks; what follows the
//! whole number is a fraction. The shape is that of David Greenspan's *Implementing Fractional Indexing*
//! (2020), in base 256 and with no digit that sorts by locale.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A place in an order. Sent as hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank(Vec<u8>);

database::stored!(Rank => Vec<u8>);

/// Heads from here on count the bytes of a number that is zero or more.
const ZERO_HEAD: u8 = 0x80;
const WHOLE_BYTES_MAX: u8 = 8;

impl Rank {
    /// The rank of the first item of an order.
    pub fn first() -> Self {
        Self(vec![ZERO_HEAD, 0])
    }

    /// A rank between two neighbours; `None` is the end of the order on that side. The lower one must be lower.
    pub fn between(lower: Option<&Self>, upper: Option<&Self>) -> Self {
        match (lower, upper) {
            (None, None) => Self::first(),
            (Some(lower), None) => lower.above(),
            (None, Some(upper)) => upper.below(),
            (Some(lower), Some(upper)) => Self::midway(&lower.0, &upper.0),
        }
    }

    /// The ranks of `count` items in a row after `lower`.
    pub fn after(lower: Option<&Self>, count: usize) -> Vec<Self> {
        let mut newest = lower.cloned();
        (0..count)
            .map(|_| {
                let next = Self::between(newest.as_ref(), None);
                newest = Some(next.clone());
                next
            })
            .collect()
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Reads the hexadecimal digits that [`Rank`] prints.
    pub fn parse(digits: &str) -> Option<Self> {
        if !digits.len().is_multiple_of(2) || !digits.is_ascii() || digits.is_empty() || digits.len() > 4096 {
            return None;
        }
        let byte = |at| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        (0..digits.len()).step_by(2).map(byte).collect::<Option<Vec<u8>>>().map(Self)
    }

    fn whole(&self) -> Option<i128> {
        let head = *self.0.first()?;
        let negative = head < ZERO_HEAD;
        let length = usize::from(if negative { ZERO_HEAD - 1 - head } else { head - ZERO_HEAD }) + 1;
        let digits = self.0.get(1..=length)?;
        let value = digits.iter().fold(0_i128, |value, digit| value << 8 | i128::from(*digit));
        Some(if negative { value - (1 << (8 * length)) } else { value })
    }

    fn of_whole(value: i128) -> Option<Self> {
        for length in 1..=WHOLE_BYTES_MAX {
            let size = 1_i128 << (8 * u32::from(length));
            let (head, digits) = if (0..size).contains(&value) {
                (ZERO_HEAD + length - 1, value)
            } else if (-size..0).contains(&value) {
                (ZERO_HEAD - length, value + size)
            } else {
                continue;
            };
            let bytes = digits.to_be_bytes();
            let mut rank = vec![head];
            rank.extend(&bytes[bytes.len() - usize::from(length)..]);
            return Some(Self(rank));
        }
        None
    }

    fn above(&self) -> Self {
        match self.whole().and_then(|value| Self::of_whole(value + 1)) {
            Some(next) if next > *self => next,
            _ => Self([&self.0[..], &[ZERO_HEAD]].concat()),
        }
    }

    fn below(&self) -> Self {
        match self.whole().and_then(|value| Self::of_whole(value - 1)) {
            Some(next) if next < *self => next,
            _ => Self::midway(&[], &self.0),
        }
    }

    /// The shortest bytes strictly between, read as fractions: missing digits are zero below, infinite above.
    fn midway(lower: &[u8], upper: &[u8]) -> Self {
        let mut middle = Vec::new();
        let mut bounded = true;
        for at in 0..=lower.len().max(upper.len()) {
            let low = lower.get(at).map_or(0, |digit| u16::from(*digit));
            let high = if bounded { upper.get(at).map_or(0, |digit| u16::from(*digit)) } else { 256 };
            if high > low + 1 {
                middle.push(((low + high) / 2) as u8);
                break;
            }
            middle.push(low as u8);
            bounded = bounded && high == low;
        }
        Self(middle)
    }
}

impl std::fmt::Display for Rank {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Serialize for Rank {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Rank {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let digits = String::deserialize(deserializer)?;
        Self::parse(&digits)
            .ok_or_else(|| serde::de::Error::custom("a rank is written in hexadecimal digits"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_list_that_only_grows_at_its_ends_keeps_short_ranks() {
        let mut ends = (Rank::first(), Rank::first());
        for _ in 0..100_000 {
            let (below, above) = (Rank::between(None, Some(&ends.0)), Rank::between(Some(&ends.1), None));
            assert!(below < ends.0 && above > ends.1);
            ends = (below, above);
        }
        assert!(ends.0.as_bytes().len() <= 4 && ends.1.as_bytes().len() <= 4, "{} {}", ends.0, ends.1);
    }

    #[test]
    fn the_same_gap_can_be_halved_a_thousand_times() {
        let (low, mut high) = (Rank::first(), Rank::first().above());
        for _ in 0..1000 {
            let middle = Rank::between(Some(&low), Some(&high));
            assert!(low < middle && middle < high);
            high = middle;
        }
        assert!(high.as_bytes().len() < 200, "{}", high.as_bytes().len());
    }

    proptest! {
        #[test]
        fn any_item_can_be_put_anywhere_and_the_order_holds(places in prop::collection::vec(any::<prop::sample::Index>(), 1..400)) {
            let mut list: Vec<Rank> = Vec::new();
            for place in places {
                let at = place.index(list.len() + 1);
                let lower = at.checked_sub(1).map(|before| &list[before]);
                let made = Rank::between(lower, list.get(at));
                prop_assert_eq!(Rank::parse(&made.to_string()), Some(made.clone()));
                list.insert(at, made);
            }
            prop_assert!(list.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
