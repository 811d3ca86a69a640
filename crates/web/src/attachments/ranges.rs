//! A part of a file, as a player of sound or film asks for it (RFC 9110, section 14).

use std::ops::Range;

/// What was asked for of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    /// Bytes within the file.
    Of(Range<u64>),
    /// It lies outside of the file.
    Nowhere,
}

/// The part that a `Range` header asks for. Several parts at once, another unit or what cannot be read: the whole.
pub fn part(header: Option<&str>, size: u64) -> Part {
    let Some(asked) = header.and_then(|header| header.trim().strip_prefix("bytes=")) else {
        return Part::Whole;
    };
    let Some((from, to)) = asked.split_once('-') else { return Part::Whole };
    let read = |text: &str| text.trim().parse::<u64>();
    match (read(from), read(to), from.trim().is_empty(), to.trim().is_empty()) {
        (Ok(from), Ok(to), ..) if from > to => Part::Whole,
        (Ok(from), ..) if from >= size && (to.trim().is_empty() || read(to).is_ok()) => Part::Nowhere,
        (Ok(from), Ok(to), ..) => Part::Of(from..to.saturating_add(1).min(size)),
        (Ok(from), Err(_), _, true) => Part::Of(from..size),
        (Err(_), Ok(0), true, _) => Part::Nowhere,
        (Err(_), Ok(last), true, _) if size > 0 => Part::Of(size.saturating_sub(last)..size),
        _ => Part::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_part_is_given_several_are_the_whole() {
        for (header, wanted) in [
            (None, Part::Whole),
            (Some("bytes=0-0"), Part::Of(0..1)),
            (Some("bytes=2-"), Part::Of(2..10)),
            (Some("bytes=2-100"), Part::Of(2..10)),
            (Some("bytes=-3"), Part::Of(7..10)),
            (Some("bytes=-30"), Part::Of(0..10)),
            (Some("bytes=10-"), Part::Nowhere),
            (Some("bytes=-0"), Part::Nowhere),
            (Some("bytes=5-2"), Part::Whole),
            (Some("bytes=0-1,4-5"), Part::Whole),
            (Some("lines=0-1"), Part::Whole),
            (Some("bytes=a-b"), Part::Whole),
            (Some("bytes="), Part::Whole),
        ] {
            assert_eq!(part(header, 10), wanted, "{header:?}");
        }
    }
}
