//! How alike two bags of pieces are.

/// Lengths of the pieces of a title.
const GRAMS: std::ops::RangeInclusive<usize> = 3..=5;

/// Pieces with their weights, in the order of their keys, of length 1.
pub(super) struct Bag(Vec<(u64, f64)>);

impl Bag {
    /// Of pieces as often as they stand there, each with its rarity: weight (1 + ln times) · rarity.
    pub fn of(pieces: impl Iterator<Item = (u64, f64)>) -> Self {
        let mut all: Vec<(u64, f64, f64)> = pieces.map(|(key, rarity)| (key, rarity, 1.0)).collect();
        all.sort_unstable_by_key(|(key, _, _)| *key);
        all.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.2 += next.2;
            }
            same
        });
        let weighted: Vec<(u64, f64)> =
            all.into_iter().map(|(key, rarity, times)| (key, (1.0 + times.ln()) * rarity)).collect();
        let length = weighted.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        let scale = if length > 0.0 { 1.0 / length } else { 0.0 };
        Self(weighted.into_iter().map(|(key, weight)| (key, weight * scale)).collect())
    }

    pub fn of_grams(grams: &[u64]) -> Self {
        Self::of(grams.iter().map(|gram| (*gram, 1.0)))
    }

    pub fn cosine(&self, other: &Self) -> f64 {
        let (mut a, mut b, mut sum) = (self.0.as_slice(), other.0.as_slice(), 0.0);
        while let ([(a_key, a_weight), a_rest @ ..], [(b_key, b_weight), b_rest @ ..]) = (a, b) {
            match a_key.cmp(b_key) {
                std::cmp::Ordering::Less => a = a_rest,
                std::cmp::Ordering::Greater => b = b_rest,
                std::cmp::Ordering::Equal => {
                    sum += a_weight * b_weight;
                    (a, b) = (a_rest, b_rest);
                }
            }
        }
        sum
    }
}

/// The pieces of three to five characters of a title, across its words.
pub(super) fn grams(title: &str) -> Vec<u64> {
    let letters: Vec<char> =
        format!(" {} ", title.split_whitespace().collect::<Vec<_>>().join(" ")).chars().collect();
    // FNV-1a, a letter at a time.
    let piece = |letters: &[char]| {
        letters.iter().fold(0xCBF2_9CE4_8422_2325, |hash: u64, letter| {
            (hash ^ u64::from(*letter)).wrapping_mul(0x0000_0100_0000_01B3)
        })
    };
    GRAMS.flat_map(|length| letters.windows(length)).map(piece).collect()
}

/// Each word, and each two words that stand beside each other.
pub(super) fn pairs(terms: &[u32]) -> impl Iterator<Item = (u32, Option<u32>)> + '_ {
    let alone = terms.iter().map(|term| (*term, None));
    alone.chain(terms.windows(2).map(|two| (two[0], Some(two[1]))))
}
