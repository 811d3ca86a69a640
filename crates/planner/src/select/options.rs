//! Which placements are possible at all: each item's teams and sprints after what can not be is struck out.

use super::question::{CAPACITY_TOLERANCE, Place, Placed, Question};

/// The possible placements, by item.
pub(crate) struct Options {
    /// Every possible placement, by item, sprint and team.
    pub all: Vec<Placed>,
    /// Where each item's placements begin in `all`; one more entry than items.
    starts: Vec<usize>,
    /// Of each of these sets, as positions in `all`, at least one is left out.
    pub barred: Vec<Vec<usize>>,
}

impl Options {
    pub fn of(question: &Question) -> Self {
        let mut allowed: Vec<Vec<Place>> =
            (0..question.items.len()).map(|item| places(question, item)).collect();
        while strike_by_needs(question, &mut allowed) | strike_by_groups(question, &mut allowed) {}
        let mut options = Self { all: Vec::new(), starts: vec![0], barred: Vec::new() };
        for (item, places) in allowed.into_iter().enumerate() {
            options.all.extend(places.into_iter().map(|place| Placed { item, place }));
            options.starts.push(options.all.len());
        }
        options
    }

    /// Positions in `all` of an item's placements.
    pub fn range(&self, item: usize) -> std::ops::Range<usize> {
        self.starts[item]..self.starts[item + 1]
    }

    pub fn possible(&self, item: usize) -> bool {
        !self.range(item).is_empty()
    }
}

/// The places of an item looked at alone.
fn places(question: &Question, item: usize) -> Vec<Place> {
    let asked = &question.items[item];
    if asked.excluded {
        return Vec::new();
    }
    let (first, last) = asked.window.unwrap_or((0, question.sprints - 1));
    let mut places = Vec::new();
    for sprint in (first..=last).filter(|sprint| asked.sprint.is_none_or(|pinned| pinned == *sprint)) {
        for (team, who) in question.teams.iter().enumerate() {
            let pinned = asked.team.is_none_or(|pinned| pinned == team);
            let eligible = asked.eligible.is_empty() || asked.eligible.contains(&team);
            let capacity = &who.capacity[sprint];
            let fits =
                capacity.iter().enumerate().all(|(k, cap)| asked.effort.of(k) <= cap + CAPACITY_TOLERANCE);
            if pinned && eligible && fits {
                places.push(Place { sprint, team });
            }
        }
    }
    places
}

/// An item can not be done before the earliest sprint of what it needs.
fn strike_by_needs(question: &Question, allowed: &mut [Vec<Place>]) -> bool {
    let mut struck = false;
    for need in &question.needs {
        let earliest = allowed[need.first].iter().map(|place| place.sprint).min();
        let wait = usize::from(!need.same_sprint);
        let before = allowed[need.item].len();
        allowed[need.item].retain(|place| earliest.is_some_and(|earliest| place.sprint >= earliest + wait));
        struck |= allowed[need.item].len() < before;
    }
    struck
}

/// Items that go together have only the sprints they share.
fn strike_by_groups(question: &Question, allowed: &mut [Vec<Place>]) -> bool {
    let mut struck = false;
    for group in &question.together {
        for sprint in 0..question.sprints {
            if group.iter().all(|&item| allowed[item].iter().any(|place| place.sprint == sprint)) {
                continue;
            }
            for &item in group {
                let before = allowed[item].len();
                allowed[item].retain(|place| place.sprint != sprint);
                struck |= allowed[item].len() < before;
            }
        }
    }
    struck
}
