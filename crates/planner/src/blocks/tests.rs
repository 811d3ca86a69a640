//! Taking a program apart finds what searching it whole finds.

use proptest::prelude::{ProptestConfig, Strategy, prop, prop_assert, proptest};

use super::choose::Chooser;
use super::fill::fill;
use super::patterns::list;
use super::prices::Priced;
use super::rebuild::Rebuild;
use super::{Model, maximise_blocks};
use crate::branch::{keeps, maximise};
use crate::run::{Ended, Progress, Run};
use crate::simplex::{Program, Row};

/// A handful of things under one to five rows; most of a row's sizes are zero, and some are whole.
fn blocks() -> impl Strategy<Value = Program> {
    (1..11_usize, 1..6_usize).prop_flat_map(|(columns, rows)| {
        let size = (0..3_u32, 1..90_u32).prop_map(|(kind, tenths)| match kind {
            0 => f64::from(tenths) / 10.0,
            1 => f64::from(tenths / 10),
            _ => 0.0,
        });
        let row = (prop::collection::vec(size, columns), 0..200_u32).prop_map(|(sizes, limit)| {
            let terms = sizes.into_iter().enumerate().filter(|(_, size)| *size > 0.0);
            Row::at_most(terms.collect(), f64::from(limit) / 10.0)
        });
        let gains = prop::collection::vec((1..300_u32).prop_map(|gain| f64::from(gain) / 10.0), columns);
        (gains, prop::collection::vec(row, rows)).prop_map(|(gain, rows)| Program { gain, rows })
    })
}

/// The best of all choices.
fn best_of_all(program: &Program) -> f64 {
    let columns = program.gain.len();
    let points =
        (0..1_u32 << columns).map(|bits| (0..columns).map(|at| bits >> at & 1 == 1).collect::<Vec<_>>());
    let kept = points.filter(|point| program.rows.iter().all(|row| keeps(row, point)));
    kept.map(|point| worth(program, &point)).fold(f64::NEG_INFINITY, f64::max)
}

fn worth(program: &Program, point: &[bool]) -> f64 {
    point.iter().zip(&program.gain).filter(|(chosen, _)| **chosen).map(|(_, gain)| gain).sum()
}

/// Items that may go into one of some blocks, each block with two capacities; some items need an earlier one.
fn programs() -> impl Strategy<Value = (Program, Vec<usize>)> {
    (2..12_usize, 2..4_usize).prop_flat_map(|(items, blocks)| {
        let item = (1..30_u32, 0..12_u32, 0..12_u32);
        let links = prop::collection::vec((0..items, 0..items), 0..4);
        (prop::collection::vec(item, items), prop::collection::vec(6..25_u32, 2 * blocks), links)
            .prop_map(move |(items, capacities, links)| program(&items, &capacities, &links))
    })
}

fn program(items: &[(u32, u32, u32)], capacities: &[u32], links: &[(usize, usize)]) -> (Program, Vec<usize>) {
    let blocks = capacities.len() / 2;
    let mut program = Program::default();
    for (value, ..) in items {
        program.gain.extend((0..blocks).map(|block| f64::from(*value) * 0.9_f64.powi(block as i32)));
    }
    let of = |item: usize| (0..blocks).map(move |block| item * blocks + block);
    for item in 0..items.len() {
        program.rows.push(Row::at_most(of(item).map(|column| (column, 1.0)).collect(), 1.0));
    }
    for block in 0..blocks {
        for skill in 0..2 {
            let size = |item: usize| f64::from(if skill == 0 { items[item].1 } else { items[item].2 });
            let terms = (0..items.len()).map(|item| (item * blocks + block, size(item))).collect();
            program.rows.push(Row::at_most(terms, f64::from(capacities[2 * block + skill])));
        }
    }
    for &(first, item) in links.iter().filter(|(first, item)| first < item) {
        for last in 0..blocks {
            let here = of(item).take(last + 1).map(|column| (column, 1.0));
            let ready = of(first).take(last + 1).map(|column| (column, -1.0));
            program.rows.push(Row::at_most(here.chain(ready).collect(), 0.0));
        }
    }
    let block_of = (0..items.len()).flat_map(|_| 0..blocks).collect();
    (program, block_of)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn filling_a_block_finds_the_best_of_all_choices(program in blocks()) {
        let filled = fill(&program, &[], u64::MAX);
        let best = best_of_all(&program);
        let chosen: Vec<bool> = (0..program.gain.len()).map(|at| filled.chosen.contains(&at)).collect();
        prop_assert!(program.rows.iter().all(|row| keeps(row, &chosen)));
        prop_assert!((worth(&program, &chosen) - best).abs() < 1e-6, "{filled:?} {best}");
        prop_assert!((filled.bound - best).abs() < 1e-6, "{filled:?} {best}");
    }

    #[test]
    fn a_block_that_is_not_filled_to_the_end_has_a_bound(program in blocks(), steps in 0..20_u64) {
        let filled = fill(&program, &[], steps);
        prop_assert!(filled.bound >= best_of_all(&program) - 1e-6, "{filled:?}");
    }

    #[test]
    fn rebuilt_plans_keep_every_row_and_are_never_worse((program, block_of) in programs(), rounds in 1..400_u64) {
        let model = Model::of(&program, program.rows.len(), &block_of);
        let relaxed = [vec![0.0; block_of.len()], program.gain.iter().map(|gain| 30.0 - gain).collect()];
        let mut rebuild = Rebuild::new(&program, model.columns.clone(), &relaxed);
        let (mut plan, mut value) = (vec![false; block_of.len()], 0.0);
        for _ in 0..5 {
            let Some(next) = rebuild.go(rounds, &plan, value) else { continue };
            prop_assert!(program.rows.iter().all(|row| keeps(row, &next)));
            prop_assert!(worth(&program, &next) > value);
            (value, plan) = (worth(&program, &next), next);
        }
    }

    #[test]
    fn both_ways_agree((program, block_of) in programs()) {
        let whole = maximise(&program, vec![None; block_of.len()], None, &mut Run::to_the_end());
        let apart = maximise_blocks(&program, &block_of, None, &mut Run::to_the_end());
        prop_assert!(apart.ended == Ended::Proven);
        let (whole, apart) = (whole.best.unwrap().value, apart.best.unwrap().value);
        prop_assert!((whole - apart).abs() < 1e-6, "whole {whole} apart {apart}");
    }

    /// From no prices at all and no plan, so that every pattern is listed.
    #[test]
    fn choosing_patterns_finds_the_best((program, block_of) in programs()) {
        let whole = maximise(&program, vec![None; block_of.len()], None, &mut Run::to_the_end());
        let model = Model::of(&program, program.rows.len(), &block_of);
        let priced = Priced::at(&model, vec![0.0; model.linking.len()], &[]);
        if let Some(lists) = list(&model, &priced, 0.0) {
            let mut chooser = Chooser::new(&model, lists, &priced, [0.0, 0.0]);
            prop_assert!(chooser.go(&mut Run::to_the_end()) == Ended::Proven);
            let whole = whole.best.unwrap().value;
            prop_assert!((whole - chooser.bound()).abs() < 1e-6, "whole {whole} chosen {}", chooser.bound());
        }
    }

    #[test]
    fn the_bound_holds_whenever_it_is_asked((program, block_of) in programs(), turns in 1..40_u32) {
        let whole = maximise(&program, vec![None; block_of.len()], None, &mut Run::to_the_end());
        let mut left = turns;
        let mut watch = |_: &Progress| {
            left -= 1;
            left > 0
        };
        let cut_short = maximise_blocks(&program, &block_of, None, &mut Run::watched(&mut watch));
        let best = whole.best.unwrap().value;
        prop_assert!(cut_short.bound >= best - 1e-6);
        prop_assert!(cut_short.best.unwrap().value <= best + 1e-6);
    }
}

/// Half of each pair of three things would be all three of them, which no choice of whole pairs is: a cut says so at once.
#[test]
fn three_things_are_not_shared_out_by_halves() {
    let mut program = Program { gain: vec![1.0; 6], rows: Vec::new() };
    program.rows.extend((0..3).map(|item| Row::at_most(vec![(2 * item, 1.0), (2 * item + 1, 1.0)], 1.0)));
    let model = Model::of(&program, program.rows.len(), &[0, 1, 0, 1, 0, 1]);
    let priced = Priced::at(&model, vec![0.0; 3], &[]);
    let pairs = |block: u32| [[0, 2], [0, 4], [2, 4]].map(|pair| pair.map(|column| column + block).to_vec());
    let mut chooser = Chooser::new(&model, vec![pairs(0).to_vec(), pairs(1).to_vec()], &priced, [0.0, 0.0]);
    assert_eq!(chooser.go(&mut Run::to_the_end()), Ended::Proven);
    assert_eq!((chooser.bound(), chooser.nodes), (2.0, 1));
}

/// What is worth nothing by itself may be what something dear in the same block needs.
#[test]
fn a_prerequisite_without_worth_in_the_same_block_is_not_struck_out() {
    let needs = Row::at_most(vec![(1, 1.0), (0, -1.0)], 0.0);
    let capacity = Row::at_most(vec![(0, 2.0), (1, 3.0), (2, 4.0)], 6.0);
    let program = Program { gain: vec![0.0, 9.0, 5.0, 4.0], rows: vec![needs, capacity] };
    let start = vec![false, false, true, true];
    let outcome = maximise_blocks(&program, &[0, 0, 0, 1], Some(start), &mut Run::to_the_end());
    let best = outcome.best.unwrap();
    assert_eq!((best.value, best.point), (13.0, vec![true, true, false, true]));
}
