//! Pure rules of burn-down, burn-up and velocity.

use std::collections::HashMap;

use serde::Serialize;
use uuid::Uuid;

use crate::spine::moment::{Day, Timestamp};

/// Sprints that have to be over before a velocity is worth planning by.
pub const SPRINTS_LEAST: usize = 3;
/// Sprints that a velocity is taken from.
pub const SPRINTS_MOST: usize = 6;

/// What a story was at the start of a sprint or after one of its changes since.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moved {
    pub seq: i64,
    pub at: Timestamp,
    pub item: Uuid,
    /// Whether it stood in the sprint.
    pub inside: bool,
    pub tenths: Option<i64>,
    pub accepted: bool,
}

/// When a sprint started and, if it is over, ended: by the numbers of those changes and by the clock.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    pub started: (i64, Timestamp),
    pub closed: Option<(i64, Timestamp)>,
}

/// How much is in a sprint and how much of it is accepted, from a moment on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Step {
    pub at: Timestamp,
    /// Everything in the sprint: points in tenths, or stories.
    pub scope: i64,
    pub accepted: i64,
}

impl Step {
    pub fn left(&self) -> i64 {
        self.scope - self.accepted
    }
}

/// A sprint from its start until now or its end.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Burn {
    /// In points where every story that was ever in it had an estimate then; otherwise in stories.
    pub in_points: bool,
    /// The first is the start; each later one changed something.
    pub steps: Vec<Step>,
}

/// What stood in a sprint from its start on, and how much of it was accepted. `moved` is what every story that was ever in it
/// was at the start and after each change since, in the order of the log.
pub fn burn(moved: &[Moved], span: Span) -> Burn {
    let within = |change: &&Moved| span.closed.is_none_or(|(seq, _)| change.seq < seq);
    let moved: Vec<&Moved> = moved.iter().filter(within).collect();
    let in_points =
        moved.iter().all(|change| !change.inside || change.seq < span.started.0 || change.tenths.is_some())
            && at_start(&moved, span).values().all(|story| story.tenths.is_some());
    let mut stories = at_start(&moved, span);
    let mut steps = vec![step(&stories, span.started.1, in_points)];
    for same in moved.chunk_by(|one, next| one.seq == next.seq) {
        if same[0].seq <= span.started.0 {
            continue;
        }
        for change in same {
            put(&mut stories, change);
        }
        let next = step(&stories, same[0].at, in_points);
        let last = steps[steps.len() - 1];
        if (next.scope, next.accepted) != (last.scope, last.accepted) {
            steps.push(next);
        }
    }
    Burn { in_points, steps }
}

type Stories<'m> = HashMap<Uuid, &'m Moved>;

fn at_start<'m>(moved: &[&'m Moved], span: Span) -> Stories<'m> {
    let mut stories = HashMap::new();
    for change in moved.iter().filter(|change| change.seq <= span.started.0) {
        put(&mut stories, change);
    }
    stories
}

fn put<'m>(stories: &mut Stories<'m>, change: &'m Moved) {
    if change.inside {
        stories.insert(change.item, change);
    } else {
        stories.remove(&change.item);
    }
}

fn step(stories: &Stories<'_>, at: Timestamp, in_points: bool) -> Step {
    let worth = |story: &&&Moved| if in_points { story.tenths.unwrap_or(0) } else { 1 };
    Step {
        at,
        scope: stories.values().map(|story| worth(&story)).sum(),
        accepted: stories.values().filter(|story| story.accepted).map(|story| worth(&story)).sum(),
    }
}

/// The end of a day, with what had come of the sprint by then.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DayEnd {
    pub day: Day,
    pub scope: i64,
    pub accepted: i64,
}

/// The same by days in a time zone, up to `until`: the table behind the charts.
pub fn by_days(burn: &Burn, days: (Day, Day), time_zone: &str) -> Vec<DayEnd> {
    let (first, until) = days;
    let count = first.days_until(until).clamp(0, 366);
    let ends = (0..=count).map(|n| first.plus_days(n));
    let told = |day: Day| {
        let known = |step: &&Step| Day::of(step.at.day_in(time_zone)) <= day;
        let step = burn.steps.iter().rev().find(known).or(burn.steps.first())?;
        Some(DayEnd { day, scope: step.scope, accepted: step.accepted })
    };
    ends.filter_map(told).collect()
}

/// What a sprint was planned to bring and brought: points in tenths, or stories.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Brought {
    pub number: i64,
    pub planned: i64,
    pub accepted: i64,
}

/// What a team gets done in a sprint, from the last [`SPRINTS_MOST`] that are over.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Velocity {
    /// The oldest first.
    pub sprints: Vec<Brought>,
    /// Halves up; none below [`SPRINTS_LEAST`] sprints.
    pub mean: Option<i64>,
    pub least: i64,
    pub most: i64,
}

/// The velocity of sprints that are over, the oldest first.
pub fn velocity(sprints: &[Brought]) -> Velocity {
    let last = &sprints[sprints.len().saturating_sub(SPRINTS_MOST)..];
    let accepted = || last.iter().map(|sprint| sprint.accepted);
    let count = last.len() as i64;
    let mean = (last.len() >= SPRINTS_LEAST).then(|| (2 * accepted().sum::<i64>() + count) / (2 * count));
    Velocity {
        sprints: sprints.to_vec(),
        mean,
        least: accepted().min().unwrap_or(0),
        most: accepted().max().unwrap_or(0),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(seq: i64) -> Timestamp {
        Timestamp(seq * 3_600_000_000)
    }

    fn moved(seq: i64, item: u128, inside: bool, tenths: Option<i64>, accepted: bool) -> Moved {
        Moved { seq, at: at(seq), item: Uuid::from_u128(item), inside, tenths, accepted }
    }

    const SPAN: Span = Span { started: (10, Timestamp(36_000_000_000)), closed: Some((90, Timestamp(0))) };

    fn steps(moved: &[Moved]) -> (bool, Vec<(i64, i64)>) {
        let burn = burn(moved, SPAN);
        (burn.in_points, burn.steps.iter().map(|step| (step.scope, step.accepted)).collect())
    }

    #[test]
    fn a_sprint_burns_as_its_stories_come_go_and_are_accepted() {
        let told = [
            moved(1, 1, true, Some(30), false),
            moved(2, 2, true, Some(50), false),
            moved(3, 3, true, Some(80), false),
            // Taken out before the start: never seen.
            moved(4, 3, false, Some(80), false),
            moved(20, 1, true, Some(30), true),
            // Grows.
            moved(30, 2, true, Some(80), false),
            // Comes in, and goes.
            moved(40, 4, true, Some(20), false),
            moved(50, 4, false, Some(20), false),
            // Opened again.
            moved(60, 1, true, Some(30), false),
            // The close itself sends on what is left.
            moved(90, 2, false, Some(80), false),
        ];
        let wanted = vec![(80, 0), (80, 30), (110, 30), (130, 30), (110, 30), (110, 0)];
        assert_eq!(steps(&told), (true, wanted));
    }

    #[test]
    fn one_story_without_an_estimate_makes_all_count_as_stories() {
        let told = [
            moved(1, 1, true, Some(30), false),
            moved(2, 2, true, None, false),
            moved(20, 1, true, Some(30), true),
        ];
        assert_eq!(steps(&told), (false, vec![(2, 0), (2, 1)]));
        assert_eq!(steps(&[]), (true, vec![(0, 0)]));
    }

    #[test]
    fn the_table_says_each_day_how_it_ended() {
        let day = |text: &str| Day::parse(text).unwrap();
        let steps = vec![
            Step { at: Timestamp(0), scope: 5, accepted: 0 },
            Step { at: Timestamp(26 * 3_600_000_000), scope: 5, accepted: 2 },
        ];
        let burn = Burn { in_points: false, steps };
        let table = by_days(&burn, (day("1970-01-01"), day("1970-01-03")), "UTC");
        assert_eq!(table.iter().map(|end| end.accepted).collect::<Vec<_>>(), [0, 2, 2]);
    }

    #[test]
    fn a_velocity_needs_three_sprints_and_looks_at_six() {
        let of = |accepted: &[i64]| {
            let brought =
                |(n, accepted): (usize, &i64)| Brought { number: n as i64, planned: 10, accepted: *accepted };
            let velocity = velocity(&accepted.iter().enumerate().map(brought).collect::<Vec<_>>());
            (velocity.mean, velocity.least, velocity.most)
        };
        assert_eq!(of(&[]), (None, 0, 0));
        assert_eq!(of(&[4, 8]), (None, 4, 8));
        assert_eq!(of(&[4, 8, 9]), (Some(7), 4, 9));
        assert_eq!(of(&[100, 4, 8, 9, 6, 6, 7]), (Some(7), 4, 9));
    }

    proptest! {
        /// What is left is what is in it and not accepted, and the last step is what the log ends with.
        #[test]
        fn the_last_step_is_what_stands_there(
            told in proptest::collection::vec((0_u128..6, any::<bool>(), 0_i64..100, any::<bool>()), 0..40)
        ) {
            let told: Vec<Moved> = told.iter().enumerate()
                .map(|(n, (item, inside, tenths, accepted))| moved(n as i64 * 2 + 1, *item, *inside, Some(*tenths), *accepted))
                .collect();
            let burn = burn(&told, SPAN);
            let mut last: HashMap<Uuid, &Moved> = HashMap::new();
            for change in told.iter().filter(|change| change.seq < 90) {
                last.insert(change.item, change);
            }
            let inside = || last.values().filter(|change| change.inside);
            let scope: i64 = inside().map(|change| change.tenths.unwrap()).sum();
            let left: i64 = inside().filter(|change| !change.accepted).map(|change| change.tenths.unwrap()).sum();
            let end = burn.steps.last().unwrap();
            prop_assert_eq!((end.scope, end.left()), (scope, left));
            prop_assert!(burn.steps.iter().all(|step| step.left() >= 0));
        }
    }
}
