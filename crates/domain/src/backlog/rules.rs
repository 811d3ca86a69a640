//! Pure rules of the backlog.

use std::collections::{HashMap, HashSet};

use planner::select::SPREAD_MAX;

use super::{Points, Size, State, StoryId};
use crate::roadmap::{Decision, Feature};
use crate::spine::id::ProductId;
use crate::spine::refusal::{Refusal, Result};

const POINTS_MAX_TENTHS: i64 = 10_000;

/// An estimate as people write it: `3`, `0.5`, `2,5`; nothing takes it away.
pub fn points(text: &str) -> Result<Option<Points>> {
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return Ok(None);
    }
    let tenths = text.parse::<f64>().ok().filter(|points| points.is_finite()).map(|points| points * 10.0);
    match tenths {
        Some(tenths) if (tenths - tenths.round()).abs() > 1e-6 => {
            Refusal::invalid("points", "Use at most one digit after the point, such as 0.5.")
        }
        Some(tenths) if (0.0..=POINTS_MAX_TENTHS as f64).contains(&tenths.round()) => {
            Ok(Some(Points(tenths.round() as i64)))
        }
        _ => Refusal::invalid("points", "Use a number of points from 0 to 1,000, or leave it empty."),
    }
}

/// The size of a story as people write it: an estimate, or a low and a high one: `3-8`, `3–8`, `0,5 - 2`.
pub fn size(text: &str) -> Result<Size> {
    let Some((low, high)) = text.trim().split_once(['-', '–', '—']).filter(|(low, _)| !low.is_empty())
    else {
        return Ok(Size { points: points(text)?, high: None });
    };
    let (Some(low), Some(high)) = (points(low)?, points(high)?) else {
        return Refusal::invalid("points", "Write a low and a high number of points, such as 3–8.");
    };
    let widest = low.tenths() as f64 * SPREAD_MAX;
    match high {
        high if high < low => Refusal::invalid("points", format!("Write the low one first: {high}–{low}.")),
        high if high == low => Ok(Size { points: Some(low), high: None }),
        _ if low.tenths() == 0 => Refusal::invalid("points", "Let the low one be above 0, such as 0.5–3."),
        high if high.tenths() as f64 > widest => {
            Refusal::invalid("points", format!("The high one may be at most {SPREAD_MAX} times the low one."))
        }
        high => Ok(Size { points: Some(low), high: Some(high) }),
    }
}

/// Whether an estimate and a high one are a size that somebody could have written: of two changes one may be taken back.
pub fn refuse_unsound(size: Size) -> Result<()> {
    let is_sound = match (size.points, size.high) {
        (_, None) => true,
        (Some(low), Some(high)) => {
            let widest = low.tenths() as f64 * SPREAD_MAX;
            low.tenths() > 0 && high > low && high.tenths() as f64 <= widest
        }
        (None, Some(_)) => false,
    };
    if is_sound {
        return Ok(());
    }
    Refusal::conflict(
        "The estimate was changed since; taking this back would leave a high one that fits no low one.",
    )
}

/// The states that stand in the backlog by default: what is not yet accepted.
pub const OPEN: [State; 4] = [State::Proposed, State::Todo, State::Doing, State::Done];

/// A criterion is given / when / then, or one sentence, and never empty.
pub fn criterion(given: &str, when: &str, then: &str, sentence: &str) -> Result<()> {
    let parts = [given, when, then].into_iter().filter(|part| !part.is_empty()).count();
    match (parts, sentence.is_empty()) {
        (0, true) => Refusal::invalid("sentence", "Write given, when and then, or one sentence."),
        (_, false) if parts > 0 => {
            Refusal::invalid("sentence", "Write either given, when and then, or one sentence, not both.")
        }
        (_, true) if then.is_empty() => Refusal::invalid("then", "Say what must be true then."),
        _ => Ok(()),
    }
}

/// Stories are written under a feature of their own product that the owner has taken.
pub fn may_hold_stories(feature: &Feature, product: ProductId) -> Result<()> {
    if feature.product_id != product {
        return Refusal::conflict("A story belongs to a feature of its own product.");
    }
    if feature.archived_at.is_some() || feature.decision != Decision::Taken {
        return Refusal::conflict("The feature is not taken yet. Take it, then write stories under it.");
    }
    Ok(())
}

/// The circle that would arise if `story` waited for `blocker`: from the story over what it waits for, back to it.
/// `links` are pairs of what waits and what it waits for.
pub fn circle(links: &[(StoryId, StoryId)], story: StoryId, blocker: StoryId) -> Option<Vec<StoryId>> {
    let mut came_from = HashMap::new();
    let (mut seen, mut open) = (HashSet::from([blocker]), vec![blocker]);
    while let Some(at) = open.pop() {
        if at == story {
            let mut way = vec![story];
            let mut here = story;
            while let Some(before) = came_from.get(&here) {
                way.push(*before);
                here = *before;
            }
            way.push(story);
            way.dedup();
            // Walked back from the story: turned round it begins with the story that is to wait.
            way.reverse();
            return Some(way);
        }
        for (_, first) in links.iter().filter(|(waits, _)| *waits == at) {
            if seen.insert(*first) {
                came_from.insert(*first, at);
                open.push(*first);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_read_as_people_write_them() {
        for (text, shown) in
            [("3", "3"), (" 0.5 ", "0.5"), ("2,5", "2.5"), ("0", "0"), ("1000", "1000"), ("4.0", "4")]
        {
            assert_eq!(points(text).unwrap().unwrap().to_string(), shown, "{text}");
        }
        assert_eq!(points("").unwrap(), None);
        for wrong in ["-1", "1001", "0.25", "many", "NaN", "inf", "1e9"] {
            assert!(points(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_are_a_number_or_a_low_and_a_high_one() {
        for (text, shown) in [
            ("3", "3"),
            ("", ""),
            ("3-8", "3–8"),
            (" 0,5 – 2 ", "0.5–2"),
            ("3—8", "3–8"),
            ("5-5", "5"),
            ("0.1-10", "0.1–10"),
        ] {
            assert_eq!(size(text).unwrap().to_string(), shown, "{text}");
        }
        for wrong in ["8-3", "0-3", "3-", "3–8–13", "-3", "1-101", "3-many", "1-1001"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
        assert_eq!(size("8-3").unwrap_err().to_string(), "Write the low one first: 3–8.");
    }

    #[test]
    fn a_criterion_is_one_shape_or_the_other() {
        assert!(criterion("a", "b", "c", "").is_ok());
        assert!(criterion("", "", "c", "").is_ok());
        assert!(criterion("", "", "", "It works on a phone").is_ok());
        assert!(criterion("", "", "", "").is_err());
        assert!(criterion("a", "b", "", "").is_err());
        assert!(criterion("a", "b", "c", "and a sentence").is_err());
    }

    #[test]
    fn stories_that_would_wait_for_each_other_are_named_in_a_circle() {
        let [a, b, c] = [1, 2, 3].map(|n| StoryId(uuid::Uuid::from_u128(n)));
        let links = [(b, c), (c, a)];
        assert_eq!(circle(&links, a, b), Some(vec![a, b, c, a]));
        assert_eq!(circle(&links, b, a), None);
        assert_eq!(circle(&[], a, a), Some(vec![a]));
    }
}
