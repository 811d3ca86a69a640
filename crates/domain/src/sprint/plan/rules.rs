//! Pure rules of planning.

use crate::backlog::{Points, State, Story};
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};

/// Days of a sprint at most.
pub const SPRINT_DAYS_MAX: i64 = 60;
/// Days of an absence at most.
pub const ABSENCE_DAYS_MAX: i64 = 400;

/// Refuses days that are the wrong way round or too many.
pub fn stretch(starts_on: Day, ends_on: Day, most: i64) -> Result<()> {
    let days = starts_on.days_until(ends_on) + 1;
    if days < 1 {
        return Refusal::invalid("ends_on", "The last day is before the first one.");
    }
    if days > most {
        return Refusal::invalid("ends_on", format!("These are {days} days; use at most {most}."));
    }
    Ok(())
}

/// Monday to Friday.
fn is_working(day: Day) -> bool {
    day.date().weekday().to_monday_zero_offset() < 5
}

/// How many working days there are, the first and the last day included.
pub fn working_days(starts_on: Day, ends_on: Day) -> i64 {
    let days = starts_on.days_until(ends_on).clamp(-1, ABSENCE_DAYS_MAX);
    (0..=days).filter(|nth| is_working(starts_on.plus_days(*nth))).count() as i64
}

/// On how many working days of a sprint somebody is away. Days that are named twice count once.
pub fn days_away(starts_on: Day, ends_on: Day, absences: &[(Day, Day)]) -> i64 {
    let days = starts_on.days_until(ends_on).clamp(-1, ABSENCE_DAYS_MAX);
    let away = |day: &Day| absences.iter().any(|(first, last)| first <= day && day <= last);
    (0..=days).map(|nth| starts_on.plus_days(nth)).filter(|day| is_working(*day) && away(day)).count() as i64
}

/// What somebody who does so much in ten working days can do in a sprint.
pub fn capacity(in_ten_days: Points, working_days: i64, days_away: i64) -> Points {
    Points::of_tenths(in_ten_days.tenths() * (working_days - days_away).max(0) / 10)
}

/// What a team can do; none when nobody has said it.
pub fn capacity_of_team(people: &[Option<Points>]) -> Option<Points> {
    let said: Vec<i64> = people.iter().flatten().map(|points| points.tenths()).collect();
    (!said.is_empty()).then(|| Points::of_tenths(said.iter().sum()))
}

/// How many stories a team accepts in a sprint, by its last ones; none without any.
pub fn stories_per_sprint(accepted: &[i64]) -> Option<i64> {
    let sprints = accepted.len() as i64;
    (sprints > 0).then(|| (accepted.iter().sum::<i64>() + sprints / 2) / sprints)
}

/// How many stories, and the sum of their estimates.
pub fn sums<'s>(stories: impl Iterator<Item = &'s Story>) -> (i64, Points) {
    let (mut items, mut tenths) = (0, 0);
    for story in stories {
        items += 1;
        tenths += story.points_tenths.map_or(0, Points::tenths);
    }
    (items, Points::of_tenths(tenths))
}

/// Refuses a story that nobody can build in a sprint.
pub fn may_be_planned(story: &Story, key: &str) -> Result<()> {
    match story.state {
        _ if story.archived_at.is_some() => Refusal::conflict(format!("{key} is archived.")),
        State::Accepted => Refusal::conflict(format!("{key} is accepted already.")),
        State::Proposed => Refusal::conflict(format!("{key} is only proposed. Take it in first.")),
        _ => Ok(()),
    }
}

/// Refuses to start a sprint that is not agreed.
pub fn may_start(goal: &str, stories: usize, open_objections: i64) -> Result<()> {
    if goal.is_empty() {
        return Refusal::invalid("goal", "Write the goal of the sprint first.");
    }
    if stories == 0 {
        return Refusal::conflict("There is no story in the sprint. Put one in first.");
    }
    match open_objections {
        0 => Ok(()),
        1 => Refusal::conflict("An objection waits for an answer. Answer it first."),
        n => Refusal::conflict(format!("{n} objections wait for an answer. Answer them first.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn days_run_forward_and_not_for_ever() {
        for (first, last, fine) in [
            ("2026-11-16", "2026-11-27", true),
            ("2026-11-16", "2026-11-16", true),
            ("2026-11-16", "2026-11-15", false),
            ("2026-01-01", "2026-03-01", true),
            ("2026-01-01", "2026-03-02", false),
        ] {
            assert_eq!(stretch(day(first), day(last), SPRINT_DAYS_MAX).is_ok(), fine, "{first} {last}");
        }
    }

    #[test]
    fn capacity_counts_the_working_days_that_somebody_is_there() {
        let (first, last) = (day("2026-11-16"), day("2026-11-27"));
        assert_eq!(working_days(first, last), 10);
        assert_eq!(working_days(day("2026-11-21"), day("2026-11-22")), 0);
        for (absences, away, points) in [
            (vec![], 0, 90),
            (vec![("2026-11-18", "2026-11-20")], 3, 63),
            (vec![("2026-11-20", "2026-11-23")], 2, 72),
            (vec![("2026-11-18", "2026-11-20"), ("2026-11-19", "2026-11-20")], 3, 63),
            (vec![("2026-10-01", "2026-12-31")], 10, 0),
            (vec![("2026-12-01", "2026-12-31")], 0, 90),
        ] {
            let days: Vec<(Day, Day)> = absences.iter().map(|(a, b)| (day(a), day(b))).collect();
            assert_eq!(days_away(first, last, &days), away, "{absences:?}");
            assert_eq!(capacity(Points::of_tenths(90), 10, away).tenths(), points, "{absences:?}");
        }
        let said = Some(Points::of_tenths(90));
        assert_eq!(capacity_of_team(&[said, None, said]), Some(Points::of_tenths(180)));
        assert_eq!(capacity_of_team(&[None, None]), None);
    }

    #[test]
    fn what_was_accepted_says_how_many_stories_fit() {
        assert_eq!(stories_per_sprint(&[]), None);
        assert_eq!(stories_per_sprint(&[4]), Some(4));
        assert_eq!(stories_per_sprint(&[4, 5, 5]), Some(5));
    }

    #[test]
    fn a_sprint_starts_when_it_is_agreed() {
        assert!(may_start("Pay in parts", 1, 0).is_ok());
        assert!(may_start("", 1, 0).is_err());
        assert!(may_start("Pay in parts", 0, 0).is_err());
        assert!(may_start("Pay in parts", 1, 1).is_err());
    }
}
