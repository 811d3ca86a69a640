//! Pure rules of the comparison.

use super::{Capability, Competitor, Level, Standing};
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};

/// Competitors that are compared at most.
pub const COMPARED_MAX: usize = 12;

/// How we stand. What is not known could be anything: it is never taken for “none”.
pub fn standing(ours: Option<Level>, theirs: &[Option<Level>]) -> Standing {
    let Some(ours) = ours.map(Level::grade) else { return Standing::Unknown };
    let best = theirs.iter().flatten().map(|level| level.grade()).max();
    match best {
        Some(best) if best > ours => Standing::Trail,
        _ if theirs.contains(&None) => Standing::Unknown,
        None => Standing::Unknown,
        Some(best) if best == ours => Standing::Even,
        Some(best) if best <= Level::Announced.grade() && ours >= Level::Partly.grade() => Standing::OnlyWe,
        Some(_) => Standing::Lead,
    }
}

/// Whether a rating is older than the product lets it be.
pub fn is_stale(seen_on: Day, today: Day, rating_days: i64) -> bool {
    seen_on.plus_days(rating_days) < today
}

/// For how many days a rating holds.
pub fn rating_days(days: i64) -> Result<i64> {
    match days {
        7..=1_000 => Ok(days),
        _ => Refusal::invalid("days", "Use a whole number of days from 7 to 1,000."),
    }
}

/// `fully` … `none`, or `unknown`, in small or large letters.
pub fn level(text: &str) -> Result<Option<Level>> {
    let word = text.trim().to_lowercase();
    match Level::parse(&word) {
        Some(level) => Ok(Some(level)),
        None if word == "unknown" => Ok(None),
        None => Refusal::invalid("level", "Use fully, mostly, partly, announced, none or unknown."),
    }
}

pub fn refuse_archived_competitor(competitor: &Competitor) -> Result<()> {
    match competitor.archived_at {
        None => Ok(()),
        Some(_) => Refusal::conflict(format!("{} is archived. Restore it first.", competitor.name)),
    }
}

pub fn refuse_archived_capability(capability: &Capability) -> Result<()> {
    match capability.archived_at {
        None => Ok(()),
        Some(_) => Refusal::conflict("This capability is archived. Restore it first."),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_not_known_is_never_taken_for_none() {
        use Level::{Announced, Fully, Mostly, None as Not, Partly};
        for (ours, theirs, standing_is) in [
            (Some(Partly), vec![Some(Fully), None], Standing::Trail),
            (Some(Mostly), vec![Some(Partly), Some(Not)], Standing::Lead),
            (Some(Mostly), vec![Some(Partly), None], Standing::Unknown),
            (Some(Mostly), vec![Some(Mostly), Some(Not)], Standing::Even),
            (Some(Partly), vec![Some(Announced), Some(Not)], Standing::OnlyWe),
            // What is announced is not there yet.
            (Some(Announced), vec![Some(Not)], Standing::Lead),
            (Some(Not), vec![Some(Not)], Standing::Even),
            (None, vec![Some(Fully)], Standing::Unknown),
            (Some(Fully), vec![], Standing::Unknown),
        ] {
            assert_eq!(standing(ours, &theirs), standing_is, "{ours:?} {theirs:?}");
        }
        assert_eq!((level(" Fully ").unwrap(), level("unknown").unwrap()), (Some(Fully), None));
        assert!(level("").is_err() && level("half").is_err());
        assert!(rating_days(6).is_err() && rating_days(1_001).is_err() && rating_days(180).is_ok());
    }

    #[test]
    fn a_rating_is_stale_on_the_day_after_its_last() {
        let day = |n: i64| Day::parse("2026-01-01").unwrap().plus_days(n);
        assert!(!is_stale(day(0), day(180), 180));
        assert!(is_stale(day(0), day(181), 180));
    }

    fn any_level() -> impl Strategy<Value = Option<Level>> {
        prop::option::of(prop::sample::select(Level::ALL))
    }

    proptest! {
        /// Somebody more can only make it worse, or less sure.
        #[test]
        fn one_more_competitor_never_makes_us_better(ours in any_level(), theirs in prop::collection::vec(any_level(), 1..6), more in any_level()) {
            let place = |standing| match standing {
                Standing::Trail => 0,
                Standing::Unknown => 1,
                Standing::Even => 2,
                Standing::Lead => 3,
                Standing::OnlyWe => 4,
            };
            let before = standing(ours, &theirs);
            let after = standing(ours, &[theirs, vec![more]].concat());
            prop_assert!(place(after) <= place(before), "{before:?} {after:?}");
        }
    }
}
