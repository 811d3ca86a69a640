//! Next releases: every instance and budget ratio of a folder's `optima.csv`, against the proven optima.

use std::path::Path;
use std::time::{Duration, Instant};

use planner::release::{Customer, Question, solve};
use planner::{Ended, Progress, Run};

use crate::report::{Report, Row};
use crate::yardstick::{self, Measured};

const SECONDS_MAX: f64 = 10.0;

/// What HiGHS may take for one instance; what it leaves open counts as so much.
const YARDSTICK_SECONDS_MAX: f64 = 300.0;

/// Of the time that HiGHS takes for all instances, so much may be taken.
const SHARE_MAX: f64 = 1.0 / 3.0;

/// Solves every row of `optima.csv`, and lets HiGHS do the same where it is built in.
pub fn measure(folder: &str, report: &mut Report) -> Result<(), String> {
    if let Some(sentence) = yardstick::MISSING {
        report.tell(sentence);
    }
    let mut totals = [0.0; 2];
    let table = read(&Path::new(folder).join("optima.csv"))?;
    let mut lines = table.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let column =
        |name: &str| names.iter().position(|other| *other == name).ok_or(format!("no column {name}"));
    let columns =
        [column("instance")?, column("cost_ratio")?, column("budget_floor")?, column("optimum_profit")?];
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let cells: Vec<&str> = line.split(',').collect();
        let [instance, ratio, budget, optimum] = columns.map(|at| cells.get(at).copied().unwrap_or_default());
        let number =
            |cell: &str| cell.parse::<u64>().map_err(|_| format!("optima.csv: {cell} is not a number"));
        let question = question(&read(&Path::new(folder).join(format!("{instance}.txt")))?)
            .ok_or(format!("{instance}.txt is not an instance"))?;
        let name = format!("{instance} {ratio}");
        let (budget, optimum) = (number(budget)?, number(optimum)?);
        let (mut row, seconds) = row(&question, name, budget, optimum)?;
        if let Some(measured) = yardstick::serve(&question, budget, YARDSTICK_SECONDS_MAX)? {
            row.figures.push(("highs_seconds", judged(&measured, &row.instance, optimum)?));
            totals = [totals[0] + seconds, totals[1] + measured.seconds];
        }
        report.add(&row);
    }
    if yardstick::MISSING.is_none() {
        report.add(&in_all(totals));
    }
    Ok(())
}

/// The time that HiGHS took, when it is right.
fn judged(measured: &Measured, instance: &str, optimum: u64) -> Result<f64, String> {
    let value = measured.value.unwrap_or(f64::NEG_INFINITY);
    if measured.proven && (value - optimum as f64).abs() > 1e-3 {
        return Err(format!("{instance}: HiGHS says {value}, the optimum is {optimum}"));
    }
    Ok(measured.seconds)
}

fn in_all([seconds, theirs]: [f64; 2]) -> Row {
    let share = seconds / theirs;
    let figures = vec![("seconds", seconds), ("highs_seconds", theirs), ("share", share)];
    let target = "a third of the time that HiGHS takes".to_string();
    Row { instance: "all".to_string(), figures, target, used: share / SHARE_MAX }
}

/// One instance, and how many seconds it took.
fn row(question: &Question, instance: String, budget: u64, optimum: u64) -> Result<(Row, f64), String> {
    let begun = Instant::now();
    let mut watch = |_: &Progress| begun.elapsed() < Duration::from_secs_f64(SECONDS_MAX);
    let answer =
        solve(question, budget, &mut Run::watched(&mut watch)).map_err(|refused| refused.sentence)?;
    let seconds = begun.elapsed().as_secs_f64();
    let right = answer.ended == Ended::Proven && answer.profit == optimum && answer.cost <= budget;
    let figures = vec![
        ("profit", answer.profit as f64),
        ("optimum", optimum as f64),
        ("bound", answer.bound as f64),
        ("nodes", answer.nodes as f64),
        ("seconds", seconds),
    ];
    let used = if right { seconds / SECONDS_MAX } else { f64::INFINITY };
    let target = format!("the optimum, proven in {SECONDS_MAX} s");
    Ok((Row { instance, figures, target, used }, seconds))
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("{} can not be read: {error}", path.display()))
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
