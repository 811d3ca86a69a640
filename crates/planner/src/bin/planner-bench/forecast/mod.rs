//! Forecasts of the past of real projects, scored; and what a forecast costs.

mod backtest;
mod dates;
mod splits;

use std::time::Instant;

use planner::forecast::{Draws, Forecast, History, Item, Library, Pace, Project, Similar, Team};

use crate::report::{Report, Row};
use backtest::{Both, Case, ORIGINS_LEAST, Settings, Total, backtest};
use splits::{PROJECTS_LEAST, SPLITS, Split, split};

/// What to come below: the CRPS ÷ mean that the method had on other projects, and what it was there of the CRPS that
/// the bootstrap had. Projects differ in how hard they are to forecast; the second compares like with like.
#[derive(Clone, Copy)]
struct Most {
    crps: f64,
    of_bootstrap: f64,
}

/// Weeks back, weeks ahead.
const CASES: [(Case, Most); 3] = [
    (Case { back: 12, ahead: 4 }, Most { crps: 0.403, of_bootstrap: 0.403 / 0.413 }),
    (Case { back: 12, ahead: 8 }, Most { crps: 0.382, of_bootstrap: 0.382 / 0.415 }),
    (Case { back: 26, ahead: 13 }, Most { crps: 0.365, of_bootstrap: 0.365 / 0.397 }),
];
/// Short histories: told, without a target.
const SHORT: [Case; 3] =
    [Case { back: 2, ahead: 4 }, Case { back: 4, ahead: 4 }, Case { back: 4, ahead: 13 }];
const PATHS: usize = 1_000;
const WORST_LEAST: f64 = 0.55;
const COVERED: f64 = 0.80;
const COVERED_OFF_MOST: f64 = 0.02;
const COST_MS_MAX: f64 = 20.0;

/// Each project with the shipped library without itself, then halves tuned on and reported on, then the cost.
pub fn measure(folder: &str, report: &mut Report) -> Result<(), String> {
    let projects = dates::read(folder)?;
    let libraries: Vec<Library> =
        projects.iter().map(|(_, project)| Library::shipped().without(project.fingerprint())).collect();
    let usual = Similar::default();
    let settings = Settings { neighbours: usual.neighbours, spread: usual.spread, caution: usual.caution };
    for (case, most) in CASES {
        let name = format!("{}/{}", case.back, case.ahead);
        let mut scores: Vec<Both> = Vec::new();
        for ((project_name, project), library) in projects.iter().zip(&libraries) {
            let both = backtest(project, library, case, settings, PATHS);
            report.add(&project_row(format!("{name} {project_name}"), &both));
            scores.push(both);
        }
        let (similar, bootstrap) = splits::totals(&scores);
        report.add(&compared(format!("{name} the usual bootstrap"), &bootstrap));
        report.add(&compared(format!("{name} similar situations"), &similar));
        targets(&format!("{name} left out"), (&similar, &bootstrap), most)
            .iter()
            .for_each(|row| report.add(row));
    }
    for case in SHORT {
        let pairs = projects.iter().zip(&libraries);
        let scores: Vec<Both> =
            pairs.map(|((_, project), library)| backtest(project, library, case, settings, PATHS)).collect();
        let (similar, bootstrap) = splits::totals(&scores);
        let name = format!("{}/{}", case.back, case.ahead);
        report.add(&compared(format!("{name} the usual bootstrap"), &bootstrap));
        report.add(&compared(format!("{name} similar situations"), &similar));
    }
    if projects.len() >= PROJECTS_LEAST {
        let projects: Vec<&Project> = projects.iter().map(|(_, project)| project).collect();
        measure_splits(&projects, report);
    }
    report.add(&cost()?);
    Ok(())
}

/// Gathers the library from a folder of dates and writes it.
pub fn gather(folder: &str, file: &str) -> Result<(), String> {
    let projects = dates::read(folder)?;
    let projects: Vec<&Project> = projects.iter().map(|(_, project)| project).collect();
    let library = Library::gathered(&projects);
    std::fs::write(file, library.encoded()).map_err(|error| format!("{file} can not be written: {error}"))?;
    println!("{} situations of {} projects", library.situations(), projects.len());
    Ok(())
}

fn project_row(instance: String, both: &Both) -> Row {
    let similar = &both.similar;
    let few = similar.origins < ORIGINS_LEAST;
    let share = |count: f64| count / similar.origins.max(1.0);
    Row {
        instance,
        figures: vec![
            ("forecasts", similar.origins),
            ("covered", similar.covered()),
            ("bootstrap_covered", both.bootstrap.covered()),
            ("true_of_85", share(similar.kept)),
            ("crps_over_mean", similar.crps_over_mean()),
            ("bootstrap_crps_over_mean", both.bootstrap.crps_over_mean()),
            ("pinball_over_mean", similar.pinball / similar.actual.max(1.0)),
            ("pit_off", similar.pit_off()),
        ],
        target: if few { "too few to judge".to_string() } else { "80 % holds 55 %".to_string() },
        used: if few { 0.0 } else { WORST_LEAST / similar.covered() },
    }
}

/// The figures of the comparison; the targets follow in rows of their own.
fn compared(instance: String, total: &Total) -> Row {
    let (sum, origins) = (&total.sum, total.sum.origins.max(1.0));
    let mut figures = vec![
        ("forecasts", sum.origins),
        ("covered", sum.covered()),
        ("worst_covered", total.worst),
        ("true_of_85", sum.kept / origins),
        ("crps_over_mean", total.crps),
        ("crps_over_mean_mean", total.crps_mean),
        ("crps_pooled", sum.crps / sum.actual.max(1.0)),
        ("pinball_over_mean", sum.pinball / sum.actual.max(1.0)),
        ("pit_off", sum.pit_off()),
    ];
    let tenths = ["pit_1", "pit_2", "pit_3", "pit_4", "pit_5", "pit_6", "pit_7", "pit_8", "pit_9", "pit_10"];
    figures.extend(tenths.iter().zip(sum.pit).map(|(name, count)| (*name, count / origins)));
    Row { instance, figures, target: "none of its own".to_string(), used: 0.0 }
}

fn targets(name: &str, (total, bootstrap): (&Total, &Total), most: Most) -> [Row; 4] {
    let row = |what: &str, figure: (&'static str, f64), target: String, used: f64| Row {
        instance: format!("{name}: {what}"),
        figures: vec![figure],
        target,
        used,
    };
    let covered = total.sum.covered();
    [
        row(
            "coverage",
            ("covered", covered),
            "80 % holds 78 to 82 %".to_string(),
            (covered - COVERED).abs() / COVERED_OFF_MOST,
        ),
        row(
            "worst project",
            ("worst_covered", total.worst),
            "at least 55 %".to_string(),
            WORST_LEAST / total.worst,
        ),
        row(
            "CRPS",
            ("crps_over_mean", total.crps),
            format!("CRPS ÷ mean below {}", most.crps),
            total.crps / most.crps,
        ),
        row(
            "CRPS against the bootstrap",
            ("crps_ratio", total.crps / bootstrap.crps),
            format!("below {:.3}", most.of_bootstrap),
            total.crps / bootstrap.crps / most.of_bootstrap,
        ),
    ]
}

fn measure_splits(projects: &[&Project], report: &mut Report) {
    let cases = CASES.map(|(case, _)| case);
    let splits: Vec<Split> = (1..=SPLITS).map(|seed| split(projects, &cases, seed)).collect();
    report_splits("split, all others known,", &splits, |split| &split.of_others, report);
    report_splits("split", &splits, |split| &split.of_half, report);
}

fn report_splits(
    known: &str,
    splits: &[Split],
    totals: impl Fn(&Split) -> &[(Total, Total)],
    report: &mut Report,
) {
    for (at, (case, most)) in CASES.iter().enumerate() {
        let name = format!("{}/{}", case.back, case.ahead);
        for (number, split) in splits.iter().enumerate() {
            let (similar, bootstrap) = &totals(split)[at];
            let mut row = compared(format!("{name} {known} {}", number + 1), similar);
            row.figures.truncate(6);
            row.figures.push(("bootstrap_covered", bootstrap.sum.covered()));
            row.figures.push(("bootstrap_crps_over_mean", bootstrap.crps));
            let [first, second] = split.settings;
            row.figures.push(("neighbours", first.neighbours as f64));
            row.figures.push(("spread", first.spread));
            row.figures.push(("caution", first.caution));
            row.figures.push(("neighbours_2", second.neighbours as f64));
            row.figures.push(("spread_2", second.spread));
            row.figures.push(("caution_2", second.caution));
            report.add(&row);
        }
        let over = |figure: fn(&(Total, Total)) -> f64| {
            mean_and_spread(&splits.iter().map(|split| figure(&totals(split)[at])).collect::<Vec<_>>())
        };
        let covered = over(|(total, _)| total.sum.covered());
        let worst = over(|(total, _)| total.worst);
        let crps = over(|(total, _)| total.crps);
        let ratio = over(|(total, bootstrap)| total.crps / bootstrap.crps);
        let row = |what: &str, (mean, spread): (f64, f64), target: String, used: f64| Row {
            instance: format!("{name} {known} mean: {what}"),
            figures: vec![("mean", mean), ("spread", spread)],
            target,
            used,
        };
        let off = (covered.0 - COVERED).abs() / COVERED_OFF_MOST;
        report.add(&row("coverage", covered, "80 % holds 78 to 82 %".to_string(), off));
        report.add(&row("worst project", worst, "at least 55 %".to_string(), WORST_LEAST / worst.0));
        report.add(&row("CRPS", crps, format!("CRPS ÷ mean below {}", most.crps), crps.0 / most.crps));
        let target = format!("below {:.3}", most.of_bootstrap);
        report.add(&row("CRPS against the bootstrap", ratio, target, ratio.0 / most.of_bootstrap));
    }
}

fn mean_and_spread(values: &[f64]) -> (f64, f64) {
    let many = values.len() as f64;
    let mean = values.iter().sum::<f64>() / many;
    let squares: f64 = values.iter().map(|value| (value - mean).powi(2)).sum();
    (mean, (squares / (many - 1.0).max(1.0)).sqrt())
}

/// 2,000 items of one team, 10,000 paths, with growth, and the date of every item: the median of nine.
fn cost() -> Result<Row, String> {
    let refused = |refused: planner::Refused| refused.sentence;
    let counts: Vec<f64> = (0..26_u32).map(|week| f64::from(14 + week * 7 % 13)).collect();
    let history = History::weekly(&counts).map_err(refused)?;
    let mut team = Team::new("a team", Pace::Known(history));
    team.growth = vec![2.0, 0.0, 5.0, 1.0];
    let item = |n: usize| Item {
        name: format!("INV-{n}"),
        team: 0,
        size: 1.0,
        needs: if n >= 10 && n.is_multiple_of(5) { vec![n - 10] } else { Vec::new() },
    };
    let items: Vec<Item> = (0..2_000).map(item).collect();
    // The library is read once per process.
    Library::shipped();
    let mut took = Vec::new();
    for seed in 1..=9 {
        let begun = Instant::now();
        let draws = Draws { paths: 10_000, seed };
        let forecast =
            Forecast::of(&items, std::slice::from_ref(&team), &Similar::default(), draws).map_err(refused)?;
        let dated = (0..items.len()).filter(|item| forecast.when(&[*item]).p85.is_some()).count();
        std::hint::black_box(dated);
        took.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    took.sort_by(f64::total_cmp);
    Ok(Row {
        instance: "2,000 items, 10,000 paths".to_string(),
        figures: vec![("ms", took[4]), ("slowest_ms", took[8])],
        target: "20 ms".to_string(),
        used: took[4] / COST_MS_MAX,
    })
}
