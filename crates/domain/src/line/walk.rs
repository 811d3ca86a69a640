//! Walking the line: what leads to an item, and what it leads to. Pure.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use uuid::Uuid;

/// What is joined to what, always in the direction from the vision to the release.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Threads {
    forward: BTreeMap<Uuid, Vec<Uuid>>,
    back: BTreeMap<Uuid, Vec<Uuid>>,
}

impl Threads {
    pub fn join(&mut self, from: Uuid, to: Uuid) {
        self.forward.entry(from).or_default().push(to);
        self.back.entry(to).or_default().push(from);
    }

    /// Every pair that is joined, in no order that means anything.
    pub fn pairs(&self) -> impl Iterator<Item = (Uuid, Uuid)> + '_ {
        self.forward.iter().flat_map(|(from, all)| all.iter().map(move |to| (*from, *to)))
    }

    pub fn leads_on(&self, from: Uuid) -> bool {
        self.forward.contains_key(&from)
    }

    /// What leads to an item, the item itself, and what it leads to.
    pub fn through(&self, item: Uuid) -> BTreeSet<Uuid> {
        let mut through = reached(&self.back, item);
        through.append(&mut reached(&self.forward, item));
        through
    }
}

/// Everything that can be reached one way, with where it begins.
fn reached(ways: &BTreeMap<Uuid, Vec<Uuid>>, from: Uuid) -> BTreeSet<Uuid> {
    let (mut seen, mut open) = (BTreeSet::from([from]), VecDeque::from([from]));
    while let Some(at) = open.pop_front() {
        for next in ways.get(&at).into_iter().flatten() {
            if seen.insert(*next) {
                open.push_back(*next);
            }
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> Uuid {
        Uuid::from_u128(n)
    }

    #[test]
    fn the_line_is_walked_both_ways_and_never_sideways() {
        let mut threads = Threads::default();
        for (from, to) in [(1, 2), (2, 3), (2, 4), (3, 5), (4, 6), (6, 7)] {
            threads.join(id(from), id(to));
        }
        let through = |n| threads.through(id(n)).into_iter().collect::<Vec<_>>();
        assert_eq!(through(4), [1, 2, 4, 6, 7].map(id));
        assert_eq!(through(5), [1, 2, 3, 5].map(id));
        assert_eq!(through(9), [9].map(id));
        assert!(threads.leads_on(id(3)) && !threads.leads_on(id(7)));
        assert_eq!(threads.pairs().count(), 6);
    }

    #[test]
    fn a_circle_is_walked_once() {
        let mut threads = Threads::default();
        threads.join(id(1), id(2));
        threads.join(id(2), id(1));
        assert_eq!(threads.through(id(1)).len(), 2);
    }
}
