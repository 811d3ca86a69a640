//! The six columns of the line: which knots are shown, and where they and their threads are drawn.

use std::collections::{BTreeMap, BTreeSet};

use domain::line::queries::{Knot, Stop};
use domain::line::walk::Threads;
use uuid::Uuid;

/// Knots of one column at most; the rest is counted.
const COLUMN_MAX: usize = 9;
const COLUMN_WIDTH: usize = 200;
const KNOT: (usize, usize) = (164, 68);
const ROW_HEIGHT: usize = 84;
const TOP: usize = 84;

pub struct Drawn {
    pub knot: Knot,
    pub key: String,
    /// On the thread that is walked.
    pub on: bool,
    pub here: bool,
    /// Nothing follows it: a loose end.
    pub gap: bool,
    x: usize,
    y: usize,
}

impl Drawn {
    /// `x:200px y:94px`.
    pub fn place(&self) -> String {
        format!("x:{}px y:{}px", self.x, self.y)
    }
}

pub struct Column {
    pub stop: Stop,
    pub all: usize,
    pub knots: Vec<Drawn>,
    pub nth: usize,
}

impl Column {
    pub fn more(&self) -> usize {
        self.all - self.knots.len()
    }

    pub fn place(&self) -> String {
        format!("x:{}px", self.nth * COLUMN_WIDTH)
    }
}

pub struct Loom {
    pub columns: Vec<Column>,
    /// Of each thread its path, and whether it is walked.
    pub paths: Vec<(String, bool)>,
    pub width: usize,
    pub height: usize,
}

impl Loom {
    /// Draws a line; what is walked comes first in every column.
    pub fn of(knots: &[Knot], threads: &Threads, on: &BTreeSet<Uuid>, here: Option<Uuid>) -> Self {
        let columns: Vec<Column> = Stop::ALL
            .iter()
            .enumerate()
            .map(|(nth, stop)| column(nth, *stop, knots, threads, (on, here)))
            .collect();
        let rows = columns.iter().map(|column| column.knots.len()).max().unwrap_or(0);
        let mut loom = Self {
            columns,
            paths: Vec::new(),
            width: COLUMN_WIDTH * 5 + KNOT.0,
            height: TOP + rows.max(1) * ROW_HEIGHT,
        };
        loom.paths = loom.paths_of(threads);
        loom
    }

    /// `w:1164px h:638px nw:164px nh:68px`.
    pub fn size(&self) -> String {
        format!("w:{}px h:{}px nw:{}px nh:{}px", self.width, self.height, KNOT.0, KNOT.1)
    }

    fn paths_of(&self, threads: &Threads) -> Vec<(String, bool)> {
        let drawn = self.columns.iter().flat_map(|column| &column.knots);
        let places: BTreeMap<Uuid, &Drawn> = drawn.map(|drawn| (drawn.knot.id, drawn)).collect();
        let mut paths: Vec<(String, bool)> = threads
            .pairs()
            .filter_map(|(from, to)| Some((*places.get(&from)?, *places.get(&to)?)))
            .map(|(from, to)| (path(from, to), from.on && to.on))
            .collect();
        paths.sort_by_key(|(_, on)| *on);
        paths
    }
}

fn path(from: &Drawn, to: &Drawn) -> String {
    let (y1, y2) = (from.y + KNOT.1 / 2, to.y + KNOT.1 / 2);
    if from.x == to.x {
        // A goal and its part stand below each other: the thread leaves and comes back on the same side.
        let (x, out) = (from.x, from.x.saturating_sub(BEND_OUT));
        return format!("M{x} {y1}C{out} {y1} {out} {y2} {x} {y2}");
    }
    let (x1, x2) = (from.x + KNOT.0, to.x);
    let bend = (x2.saturating_sub(x1)) / 2 + 4;
    format!("M{x1} {y1}C{} {y1} {} {y2} {x2} {y2}", x1 + bend, x2.saturating_sub(bend))
}

/// How far a thread within a column leaves it.
const BEND_OUT: usize = 28;

type Walked<'w> = (&'w BTreeSet<Uuid>, Option<Uuid>);

fn column(nth: usize, stop: Stop, knots: &[Knot], threads: &Threads, (on, here): Walked<'_>) -> Column {
    let own: Vec<&Knot> = knots.iter().filter(|knot| knot.stop == stop).collect();
    let (walked, others): (Vec<&Knot>, Vec<&Knot>) = own.iter().partition(|knot| on.contains(&knot.id));
    let shown = walked.into_iter().chain(others).take(COLUMN_MAX).enumerate();
    let drawn = |(row, knot): (usize, &Knot)| Drawn {
        key: format!("{}-{}", knot.prefix, knot.number),
        on: on.contains(&knot.id),
        here: here == Some(knot.id),
        gap: matches!(stop, Stop::Goal | Stop::Need) && !threads.leads_on(knot.id),
        x: nth * COLUMN_WIDTH,
        y: TOP + row * ROW_HEIGHT,
        knot: knot.clone(),
    };
    Column { stop, all: own.len(), knots: shown.map(drawn).collect(), nth }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn knot(n: u128, stop: Stop) -> Knot {
        let (prefix, title, state) = ("INV".into(), format!("{n}"), String::new());
        Knot { id: Uuid::from_u128(n), stop, prefix, number: 1, title, state }
    }

    #[test]
    fn what_is_walked_stands_on_top_and_the_rest_is_counted() {
        let mut knots: Vec<Knot> = (1..=20).map(|n| knot(n, Stop::Story)).collect();
        knots.push(knot(30, Stop::Feature));
        let mut threads = Threads::default();
        threads.join(Uuid::from_u128(30), Uuid::from_u128(20));
        let on = threads.through(Uuid::from_u128(20));
        let loom = Loom::of(&knots, &threads, &on, Some(Uuid::from_u128(20)));
        let stories = &loom.columns[4];
        assert_eq!((stories.all, stories.knots.len(), stories.more()), (20, COLUMN_MAX, 11));
        assert!(stories.knots[0].here && stories.knots[0].on && !stories.knots[1].on);
        assert_eq!(loom.paths, [("M764 118C786 118 778 118 800 118".to_owned(), true)]);
    }
}
