//! Cover cuts: of things that together exceed a capacity, at most all but one can be taken.
//!
//! Each cut holds for every whole point and cuts off fractional ones. Things larger than the largest of a cover
//! count in it as often as its largest would fit into them (Balas 1975).

use crate::simplex::{Program, Row, Solved, Tableau};

/// The program with cuts added until they stop helping, at most `rounds` times; only those that are tight in
/// the end are kept.
pub(crate) fn with_covers(program: &Program, rounds: usize) -> Program {
    let own = program.rows.len();
    let mut cut = program.clone();
    let mut before = f64::INFINITY;
    for _ in 0..rounds {
        let mut tableau = Tableau::new(&cut);
        let Solved::Optimal(bound) = tableau.solve(f64::NEG_INFINITY) else { break };
        let (point, prices) = (tableau.point(), tableau.prices());
        drop(tableau);
        let mut at = 0;
        cut.rows.retain(|_| {
            at += 1;
            at <= own || prices[at - 1] > 1e-9
        });
        if before - bound < 2e-5 * bound.abs() {
            break;
        }
        before = bound;
        let found: Vec<Row> = program.rows.iter().filter_map(|row| cover(row, &point)).collect();
        if found.is_empty() {
            break;
        }
        cut.rows.extend(found);
    }
    cut
}

/// A cut of this row that the point breaks.
fn cover(row: &Row, point: &[f64]) -> Option<Row> {
    if row.equal || row.terms.iter().any(|(_, size)| *size < 0.0) {
        return None;
    }
    let mut likely: Vec<(usize, f64)> =
        row.terms.iter().copied().filter(|(at, _)| point[*at] > 1e-6).collect();
    let rank = |&(at, size): &(usize, f64)| (1.0 - point[at]) / size;
    likely.sort_by(|a, b| rank(a).total_cmp(&rank(b)).then(a.0.cmp(&b.0)));
    let mut total = 0.0;
    let mut cover = Vec::new();
    for (at, size) in likely {
        cover.push((at, size));
        total += size;
        if total > row.limit + 1e-6 {
            break;
        }
    }
    if total <= row.limit + 1e-6 {
        return None;
    }
    // Whatever is not needed to exceed the limit leaves, the least likely first.
    cover.sort_by(|a, b| point[a.0].total_cmp(&point[b.0]).then(a.0.cmp(&b.0)));
    cover.retain(|(_, size)| {
        let spare = total - size > row.limit + 1e-6;
        total -= if spare { *size } else { 0.0 };
        !spare
    });
    let missing: f64 = cover.iter().map(|(at, _)| 1.0 - point[*at]).sum();
    let cut = lifted(row, cover);
    let used: f64 = cut.terms.iter().map(|(at, times)| times * point[*at]).sum();
    (missing < 1.0 - 1e-4 || used > cut.limit + 1e-4).then_some(cut)
}

fn lifted(row: &Row, mut cover: Vec<(usize, f64)>) -> Row {
    cover.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut terms: Vec<(usize, f64)> = cover.iter().map(|(at, _)| (*at, 1.0)).collect();
    for &(at, size) in row.terms.iter().filter(|term| !cover.contains(term)) {
        let mut left = size;
        let times = cover.iter().take_while(|(_, largest)| {
            left -= largest;
            left >= -1e-12
        });
        let times = times.count();
        if times > 0 {
            terms.push((at, times as f64));
        }
    }
    Row::at_most(terms, cover.len() as f64 - 1.0)
}
