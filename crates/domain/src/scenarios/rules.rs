//! Pure rules of scenarios: what can be put in them, and who takes them over.

use super::ScenarioState;
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};

/// In percent of today's pace.
pub const CAPACITY: std::ops::RangeInclusive<i64> = 10..=300;
/// Another capacity begins at most so far ahead.
const FROM_MAX_DAYS: i64 = 1_830;
/// Stories by which a feature is made larger or smaller at most.
pub const STORIES_MAX: i64 = 200;
/// Changes in one scenario at most.
pub const CHANGES_MAX: usize = 100;
/// Scenarios of a product that are open at once, at most.
pub const OPEN_MAX: i64 = 50;

/// Another capacity, from a day on that is still to come.
pub fn capacity(percent: i64, from: Option<Day>, today: Day) -> Result<(i64, Option<Day>)> {
    if !CAPACITY.contains(&percent) {
        let (least, most) = (CAPACITY.start(), CAPACITY.end());
        return Refusal::invalid(
            "percent",
            format!(
                "Say how much of today's pace there is, from {least} to {most} percent; 100 is as it is today."
            ),
        );
    }
    match from {
        Some(from) if !(0..=FROM_MAX_DAYS).contains(&today.days_until(from)) => Refusal::invalid(
            "from",
            "Name a day that is still to come, within five years; empty: from now on.",
        ),
        // Today's pace from a day on is today's pace.
        from => Ok((percent, from.filter(|_| percent != 100))),
    }
}

/// So many stories more or fewer in a feature that has so many to do.
pub fn stories(more: i64, to_do: i64) -> Result<()> {
    if !(-STORIES_MAX..=STORIES_MAX).contains(&more) {
        return Refusal::invalid(
            "stories",
            format!("Make a feature larger or smaller by {STORIES_MAX} stories at most."),
        );
    }
    if -more > to_do {
        let has = match to_do {
            0 => "It has no story that is to do".to_owned(),
            1 => "It has one story that is to do".to_owned(),
            n => format!("It has {n} stories that are to do"),
        };
        return Refusal::invalid("stories", format!("{has}: there is no more to take out."));
    }
    Ok(())
}

/// What is offered is offered once.
pub fn may_offer(state: ScenarioState) -> Result<()> {
    match state {
        ScenarioState::Offered => {
            Refusal::conflict("It is offered already. The owner takes it over, or you change it.")
        }
        _ => Ok(()),
    }
}

/// What somebody may do to a product, as far as a scenario is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hands {
    /// Shape features and the roadmap: the manager's.
    pub shapes: bool,
    /// Order the backlog: the owner's.
    pub orders: bool,
}

/// The roadmap is the manager's, the order of the backlog the owner's: whoever has both hands takes a scenario over alone,
/// else the manager offers what moves stories, and the owner takes it.
pub fn may_take(state: ScenarioState, moves_stories: bool, hands: Hands) -> Result<()> {
    match (hands.shapes, hands.orders) {
        (true, true) => Ok(()),
        (true, false) if !moves_stories => Ok(()),
        (true, false) if state == ScenarioState::Offered => {
            Refusal::conflict("It is offered: as it moves stories, the owner takes it over.")
        }
        (true, false) => Refusal::conflict(
            "It moves stories, and the order of the backlog is the owner's. Offer it, and the owner takes it over.",
        ),
        (false, true) if state == ScenarioState::Offered => Ok(()),
        (false, true) => Refusal::conflict("It is not offered yet. Ask the manager to offer it."),
        (false, false) => {
            Refusal::not_allowed("Only the manager or the owner of the product takes a scenario over.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capacity_is_a_share_of_todays_from_a_day_to_come() {
        let today = Day::parse("2026-11-29").unwrap();
        let day = |days| Some(today.plus_days(days));
        for (percent, from, taken) in [
            (10, None, Some((10, None))),
            (300, day(0), Some((300, day(0)))),
            (120, day(1_830), Some((120, day(1_830)))),
            (100, day(30), Some((100, None))),
            (9, None, None),
            (301, None, None),
            (120, day(-1), None),
            (120, day(1_831), None),
        ] {
            assert_eq!(capacity(percent, from, today).ok(), taken, "{percent} {from:?}");
        }
    }

    #[test]
    fn no_more_is_taken_out_than_there_is() {
        for (more, to_do, fits) in
            [(0, 0, true), (3, 0, true), (-3, 3, true), (-4, 3, false), (200, 1, true), (201, 1, false)]
        {
            assert_eq!(stories(more, to_do).is_ok(), fits, "{more} of {to_do}");
        }
        let told = stories(-2, 1).unwrap_err().to_string();
        assert_eq!(told, "It has one story that is to do: there is no more to take out.");
    }

    #[test]
    fn stories_are_moved_by_the_owner_and_the_roadmap_is_the_managers() {
        let hands = |shapes, orders| Hands { shapes, orders };
        use ScenarioState::{Draft, Offered};
        for (state, moves, who, fits) in [
            (Draft, true, hands(true, true), true),
            (Draft, true, hands(true, false), false),
            (Draft, false, hands(true, false), true),
            (Offered, true, hands(true, false), false),
            (Draft, true, hands(false, true), false),
            (Draft, false, hands(false, true), false),
            (Offered, true, hands(false, true), true),
            (Offered, false, hands(false, true), true),
            (Offered, false, hands(false, false), false),
        ] {
            assert_eq!(may_take(state, moves, who).is_ok(), fits, "{state:?} {moves} {who:?}");
        }
        assert!(may_offer(Draft).is_ok() && may_offer(Offered).is_err());
    }
}
