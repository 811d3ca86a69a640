//! The goals as a tree: each below the one it is a part of, with how far it is.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::queries::{GoalRow, KeyResultRow};
use super::{GoalId, GoalState};

/// A goal at its place in the tree.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Placed {
    #[serde(flatten)]
    pub goal: GoalRow,
    pub key_results: Vec<KeyResultRow>,
    /// How many goals stand above it.
    pub depth: usize,
    /// None where nothing measures it, nor what is below it.
    pub progress: Option<Progress>,
    /// What the shares of the goals right below it add up to, in percent; none where none has one.
    pub shares_below: Option<i64>,
}

/// How far a goal is: the mean of its terms, each counting the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Progress {
    pub percent: i64,
    pub terms: Vec<Term>,
}

/// A key result of the goal, or a goal right below it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Term {
    pub title: String,
    pub percent: i64,
    pub is_goal: bool,
}

impl Progress {
    /// Rounded to the nearest whole percent, halves up. None without terms.
    fn of(terms: Vec<Term>) -> Option<Self> {
        let n = terms.len() as i64;
        let sum: i64 = terms.iter().map(|term| term.percent).sum();
        (n > 0).then(|| Self { percent: (2 * sum + n) / (2 * n), terms })
    }
}

/// Every goal once, what is below a goal right after it, otherwise in the order given. A goal whose parent is not among
/// them stands at the top.
pub fn tree(goals: Vec<GoalRow>, key_results: Vec<KeyResultRow>) -> Vec<Placed> {
    let mut measured: BTreeMap<GoalId, Vec<KeyResultRow>> = BTreeMap::new();
    for row in key_results {
        measured.entry(row.goal_id).or_default().push(row);
    }
    let known: BTreeSet<GoalId> = goals.iter().map(|goal| goal.id).collect();
    let mut below: BTreeMap<Option<GoalId>, Vec<GoalRow>> = BTreeMap::new();
    for goal in goals {
        below.entry(goal.parent_id.filter(|parent| known.contains(parent))).or_default().push(goal);
    }
    let mut placed = Vec::new();
    put_below(None, 0, &mut below, &mut measured, &mut placed);
    placed
}

fn put_below(
    parent: Option<GoalId>,
    depth: usize,
    below: &mut BTreeMap<Option<GoalId>, Vec<GoalRow>>,
    measured: &mut BTreeMap<GoalId, Vec<KeyResultRow>>,
    placed: &mut Vec<Placed>,
) -> Vec<Term> {
    let mut terms = Vec::new();
    for goal in below.remove(&parent).unwrap_or_default() {
        let at = placed.len();
        let (id, state, title) = (goal.id, goal.state, goal.title.clone());
        let key_results = measured.remove(&id).unwrap_or_default();
        let own = key_results.iter().map(|row| Term {
            title: row.title.clone(),
            percent: row.percent(),
            is_goal: false,
        });
        let mut of_goal: Vec<Term> = own.collect();
        let shares_below = shares(below.get(&Some(id)).map_or(&[], Vec::as_slice));
        placed.push(Placed { goal, key_results, depth, progress: None, shares_below });
        of_goal.extend(put_below(Some(id), depth + 1, below, measured, placed));
        let progress = Progress::of(of_goal);
        if let Some(percent) = counts(state, progress.as_ref()) {
            terms.push(Term { title, percent, is_goal: true });
        }
        if let Some(place) = placed.get_mut(at) {
            place.progress = progress;
        }
    }
    terms
}

/// What a goal adds to the one above it. One that is reached, but that nothing measures, is whole; a dropped one and
/// a draft add nothing.
fn counts(state: GoalState, progress: Option<&Progress>) -> Option<i64> {
    match (state, progress) {
        (GoalState::Dropped | GoalState::Draft, _) => None,
        (GoalState::Reached, None) => Some(100),
        (_, progress) => progress.map(|progress| progress.percent),
    }
}

/// What these goals are meant to have together: those that are being worked for.
pub fn shares(goals: &[GoalRow]) -> Option<i64> {
    let active = goals.iter().filter(|goal| goal.state == GoalState::Active);
    active.filter_map(|goal| goal.share_percent).reduce(|sum, share| sum + share)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::strategy::{KeyResultId, Measure, Unit};

    fn id(n: u128) -> GoalId {
        GoalId(Uuid::from_u128(n))
    }

    fn goal(n: u128, parent: Option<u128>, state: GoalState, share_percent: Option<i64>) -> GoalRow {
        GoalRow {
            id: id(n),
            number: n as i64,
            title: format!("goal {n}"),
            period: String::new(),
            parent_id: parent.map(id),
            share_percent,
            state,
        }
    }

    fn at_percent(of: u128, percent: i64) -> KeyResultRow {
        KeyResultRow {
            id: KeyResultId(Uuid::from_u128(100 + of)),
            goal_id: id(of),
            title: format!("of {of}"),
            unit: Unit::Percent,
            baseline_thousandths: Measure(0),
            target_thousandths: Measure(100_000),
            value_thousandths: Some(Measure(percent * 1000)),
            confidence: Some(5),
            measured_on: None,
            by_name: None,
        }
    }

    #[test]
    fn what_is_below_a_goal_follows_it_and_adds_to_it() {
        use GoalState::{Active, Dropped, Reached};
        let goals = vec![
            goal(1, None, Active, None),
            goal(2, None, Active, None),
            goal(3, Some(1), Active, Some(70)),
            goal(4, Some(1), Dropped, Some(90)),
            goal(5, Some(3), Reached, None),
            goal(6, Some(1), Active, Some(50)),
            goal(7, Some(99), Active, None),
        ];
        let measured = vec![at_percent(1, 20), at_percent(3, 51), at_percent(4, 0)];
        let placed = tree(goals, measured);
        let told: Vec<_> = placed
            .iter()
            .map(|placed| {
                let percent = placed.progress.as_ref().map(|progress| progress.percent);
                (placed.goal.number, placed.depth, percent, placed.shares_below)
            })
            .collect();
        assert_eq!(
            told,
            [
                // 20 of its own; 76 of goal 3; nothing of a dropped goal and of one that nothing measures.
                (1, 0, Some(48), Some(120)),
                // 51 of its own and 100 of goal 5: 75.5.
                (3, 1, Some(76), None),
                (5, 2, None, None),
                (4, 1, Some(0), None),
                (6, 1, None, None),
                (2, 0, None, None),
                (7, 0, None, None),
            ]
        );
    }
}
