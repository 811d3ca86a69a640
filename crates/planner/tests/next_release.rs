//! The next release on instances that others published, against their proven optima.
//!
//! The data is not part of this repository: without it the test says so and is skipped.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::PathBuf;

use planner::release::{Customer, Question, solve};
use planner::{Ended, Run};

fn folder() -> Option<PathBuf> {
    let given = std::env::var_os("THROUGHLINE_DATA").map(PathBuf::from);
    let beside = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let folder = given.unwrap_or(beside).join("nrp");
    folder.is_dir().then_some(folder)
}

#[test]
fn every_published_instance_is_proven_optimal() {
    let Some(folder) = folder() else {
        println!("skipped: no data at ../shared/data or $THROUGHLINE_DATA");
        return;
    };
    let table = std::fs::read_to_string(folder.join("optima.csv")).unwrap();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [instance, ratio, budget, optimum] = [0, 1, 7, 8].map(|at: usize| cells[at]);
        let text = std::fs::read_to_string(folder.join(format!("{instance}.txt"))).unwrap();
        let answer =
            solve(&question(&text).unwrap(), budget.parse().unwrap(), &mut Run::to_the_end()).unwrap();
        assert_eq!(answer.ended, Ended::Proven);
        assert_eq!(answer.profit, optimum.parse::<u64>().unwrap(), "{instance} at {ratio}");
    }
}

/// Levels of costs, pairs of prerequisites, customers: whitespace-separated, positions from 1.
fn question(text: &str) -> Option<Question> {
    let mut numbers = text.split_whitespace().map(|word| word.parse::<u32>().ok());
    let mut next = || numbers.next().flatten();
    let mut question = Question::default();
    for _ in 0..next()? {
        for _ in 0..next()? {
            question.costs.push(next()?);
        }
    }
    question.firsts = vec![Vec::new(); question.costs.len()];
    for _ in 0..next()? {
        let (first, requirement) = (next()? as usize - 1, next()? as usize - 1);
        question.firsts.get_mut(requirement)?.push(first);
    }
    for _ in 0..next()? {
        let profit = next()?;
        let wants = (0..next()?).map(|_| next().map(|at| at as usize - 1)).collect::<Option<_>>()?;
        question.customers.push(Customer { profit, wants });
    }
    Some(question)
}
