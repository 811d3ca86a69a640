//! Drift: for which goals the accepted stories were, against the shares that were declared.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use crate::strategy::queries::GoalRow;
use crate::strategy::{GoalId, GoalState};

/// What an accepted story counts, and for which goals it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Tenths of a point, or ten for a whole story.
    pub tenths: i64,
    /// Those that its feature's needs serve, by their numbers.
    pub goals: Vec<GoalId>,
    /// It keeps things running: a defect, upkeep, an obligation.
    pub is_upkeep: bool,
}

/// What a bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BarOf {
    /// The goal, and whatever is below it.
    Goal(GoalId),
    /// The goal whose parts are looked at, but none of them.
    Itself,
    /// A goal that is not part of the one looked at.
    Elsewhere,
    Upkeep,
    NoGoal,
}

/// How much was accepted for something.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    pub of: BarOf,
    pub tenths: i64,
    /// The share that was declared for it, in percent.
    pub meant: Option<i64>,
    /// The stories that add to it, by their places among the works; a story for two goals adds to both.
    pub works: Vec<usize>,
}

/// The bars of the goals right below `under`, or of the firm's own: those being worked for, and those that something
/// was accepted for. A story for several goals is divided among them evenly, what cannot be divided going to the
/// first; so the bars add up to the works.
pub fn bars(goals: &[GoalRow], under: Option<GoalId>, works: &[Work]) -> Vec<Bar> {
    let parents: HashMap<GoalId, Option<GoalId>> =
        goals.iter().map(|goal| (goal.id, goal.parent_id)).collect();
    let mut sums: BTreeMap<BarOf, (i64, BTreeSet<usize>)> = BTreeMap::new();
    for (place, work) in works.iter().enumerate() {
        for (of, tenths) in parts(work, under, &parents) {
            let sum = sums.entry(of).or_default();
            sum.0 += tenths;
            sum.1.insert(place);
        }
    }
    let mut bar = |of, meant| {
        let (tenths, works) = sums.remove(&of).unwrap_or_default();
        Bar { of, tenths, meant, works: works.into_iter().collect() }
    };
    let here = goals.iter().filter(|goal| top_of(goal.parent_id, &parents) == under);
    let mut bars: Vec<Bar> = here
        .map(|goal| (goal.state, bar(BarOf::Goal(goal.id), goal.share_percent)))
        .filter(|(state, bar)| *state == GoalState::Active || !bar.works.is_empty())
        .map(|(_, bar)| bar)
        .collect();
    bars.extend([BarOf::Itself, BarOf::Elsewhere].map(|of| bar(of, None)).into_iter().filter(is_any));
    bars.extend([BarOf::Upkeep, BarOf::NoGoal].map(|of| bar(of, None)));
    bars
}

fn is_any(bar: &Bar) -> bool {
    !bar.works.is_empty()
}

/// A parent that is not known is none.
fn top_of(parent: Option<GoalId>, parents: &HashMap<GoalId, Option<GoalId>>) -> Option<GoalId> {
    parent.filter(|parent| parents.contains_key(parent))
}

fn parts(work: &Work, under: Option<GoalId>, parents: &HashMap<GoalId, Option<GoalId>>) -> Vec<(BarOf, i64)> {
    let known: Vec<GoalId> = work.goals.iter().filter(|goal| parents.contains_key(goal)).copied().collect();
    let n = known.len() as i64;
    if n == 0 {
        return vec![(if work.is_upkeep { BarOf::Upkeep } else { BarOf::NoGoal }, work.tenths)];
    }
    let (each, rest) = (work.tenths / n, work.tenths % n);
    let more = |nth: i64| i64::from(nth < rest);
    known.iter().zip(0..).map(|(goal, nth)| (bar_of(*goal, under, parents), each + more(nth))).collect()
}

/// The goal right below `under` on the way up from a goal.
fn bar_of(goal: GoalId, under: Option<GoalId>, parents: &HashMap<GoalId, Option<GoalId>>) -> BarOf {
    if Some(goal) == under {
        return BarOf::Itself;
    }
    let mut at = goal;
    // The tree has no circle; a broken one would end here all the same.
    for _ in 0..=parents.len() {
        let parent = top_of(parents.get(&at).copied().flatten(), parents);
        match parent {
            parent if parent == under => return BarOf::Goal(at),
            Some(parent) => at = parent,
            None => break,
        }
    }
    BarOf::Elsewhere
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn id(n: usize) -> GoalId {
        GoalId(Uuid::from_u128(n as u128))
    }

    fn goal(n: usize, parent: Option<usize>, share_percent: Option<i64>) -> GoalRow {
        GoalRow {
            id: id(n),
            number: n as i64,
            title: String::new(),
            period: String::new(),
            parent_id: parent.map(id),
            share_percent,
            state: GoalState::Active,
        }
    }

    fn work(tenths: i64, goals: &[usize], is_upkeep: bool) -> Work {
        Work { tenths, goals: goals.iter().map(|goal| id(*goal)).collect(), is_upkeep }
    }

    #[test]
    fn a_story_for_two_goals_is_divided_and_upkeep_stands_by_itself() {
        let goals = [goal(1, None, Some(60)), goal(2, None, None), goal(3, Some(1), None)];
        let works =
            [work(30, &[3], false), work(25, &[2, 3], true), work(10, &[], true), work(20, &[], false)];
        let told = |under| -> Vec<_> {
            let bars = bars(&goals, under, &works);
            bars.into_iter().map(|bar| (bar.of, bar.tenths, bar.meant, bar.works)).collect()
        };
        assert_eq!(
            told(None),
            [
                (BarOf::Goal(id(1)), 42, Some(60), vec![0, 1]),
                (BarOf::Goal(id(2)), 13, None, vec![1]),
                (BarOf::Upkeep, 10, None, vec![2]),
                (BarOf::NoGoal, 20, None, vec![3]),
            ]
        );
        assert_eq!(
            told(Some(id(1))),
            [
                (BarOf::Goal(id(3)), 42, None, vec![0, 1]),
                (BarOf::Elsewhere, 13, None, vec![1]),
                (BarOf::Upkeep, 10, None, vec![2]),
                (BarOf::NoGoal, 20, None, vec![3]),
            ]
        );
        assert_eq!(told(Some(id(3))).first().unwrap(), &(BarOf::Itself, 42, None, vec![0, 1]));
    }

    proptest! {
        #[test]
        fn the_bars_add_up_to_what_was_accepted(
            parents in vec(0_usize..12, 1..12),
            works in vec((0_i64..500, vec(0_usize..14, 0..4), any::<bool>()), 0..30),
            under in proptest::option::of(0_usize..12),
        ) {
            // A parent stands before its children, or there is none.
            let goals: Vec<GoalRow> =
                parents.iter().enumerate().map(|(n, parent)| goal(n, (*parent < n).then_some(*parent), None)).collect();
            let works: Vec<Work> = works.iter().map(|(tenths, goals, upkeep)| work(*tenths, goals, *upkeep)).collect();
            let bars = bars(&goals, under.filter(|n| *n < goals.len()).map(id), &works);
            let accepted: i64 = works.iter().map(|work| work.tenths).sum();
            prop_assert_eq!(bars.iter().map(|bar| bar.tenths).sum::<i64>(), accepted);
            let told: BTreeSet<usize> = bars.iter().flat_map(|bar| bar.works.clone()).collect();
            prop_assert_eq!(told, (0..works.len()).collect::<BTreeSet<usize>>());
        }
    }
}
