//! Tuned on one half of the projects and reported on the other, then the other way round, over several splits: nothing of the half a
//! project is in had a say in the settings it is forecast with. Once with a library of the half that was tuned on alone, and once
//! with that of all projects but the one that is forecast, as the shipped library is to a new team.

use planner::forecast::{Library, Project};

use super::backtest::{Both, Case, Score, Settings, Total, backtest};
use crate::draw::Draw;

pub const SPLITS: u64 = 6;
/// Fewer projects are not split.
pub const PROJECTS_LEAST: usize = 8;
const PATHS: usize = 500;
const NEIGHBOURS: [usize; 3] = [120, 180, 260];
const SPREADS: [f64; 3] = [0.0, 0.3, 0.6];
const CAUTIONS: [f64; 3] = [0.0, 0.1, 0.2];

/// One split: what was chosen on each half, and what came of it on the other.
pub struct Split {
    /// Chosen on the first half, and on the second.
    pub settings: [Settings; 2],
    /// Of all projects, each with a library of the half that it is not in; one per case, with the bootstrap's.
    pub of_half: Vec<(Total, Total)>,
    /// With a library of all other projects.
    pub of_others: Vec<(Total, Total)>,
}

pub fn split(projects: &[&Project], cases: &[Case], seed: u64) -> Split {
    let mut order: Vec<&Project> = projects.to_vec();
    let mut draw = Draw::seeded(seed);
    for at in (1..order.len()).rev() {
        order.swap(at, draw.below(at + 1));
    }
    let (first, second) = order.split_at(order.len() / 2);
    let all = Library::gathered(projects);
    let both = [(first, second), (second, first)].map(|halves| reported(halves, cases, &all));
    let scores = |known: fn(&Reported) -> &Vec<Vec<Both>>| -> Vec<(Total, Total)> {
        let of_case = |at: usize| [&known(&both[0])[at][..], &known(&both[1])[at]].concat();
        (0..cases.len()).map(|at| totals(&of_case(at))).collect()
    };
    Split {
        settings: [both[0].settings, both[1].settings],
        of_half: scores(|reported| &reported.of_half),
        of_others: scores(|reported| &reported.of_others),
    }
}

/// One half reported on: per case, per project.
struct Reported {
    settings: Settings,
    of_half: Vec<Vec<Both>>,
    of_others: Vec<Vec<Both>>,
}

fn reported((tuned_on, reported_on): (&[&Project], &[&Project]), cases: &[Case], all: &Library) -> Reported {
    let half = Library::gathered(tuned_on);
    let settings = tuned(tuned_on, &half, cases);
    let others: Vec<Library> = reported_on.iter().map(|project| all.without(project.fingerprint())).collect();
    let of_half = |case: &Case| {
        let score = |project: &&Project| backtest(project, &half, *case, settings, PATHS);
        reported_on.iter().map(score).collect()
    };
    let of_others = |case: &Case| {
        let score =
            |(project, library): (&&Project, &Library)| backtest(project, library, *case, settings, PATHS);
        reported_on.iter().zip(&others).map(score).collect()
    };
    Reported {
        settings,
        of_half: cases.iter().map(of_half).collect(),
        of_others: cases.iter().map(of_others).collect(),
    }
}

/// Totals of both methods.
pub fn totals(scores: &[Both]) -> (Total, Total) {
    let similar: Vec<Score> = scores.iter().map(|both| both.similar.clone()).collect();
    let bootstrap: Vec<Score> = scores.iter().map(|both| both.bootstrap.clone()).collect();
    (Total::of(&similar), Total::of(&bootstrap))
}

/// The settings with the least CRPS against the bootstrap and the coverage nearest to 80 %, each project left
/// out of the library in its turn.
fn tuned(projects: &[&Project], library: &Library, cases: &[Case]) -> Settings {
    let left_out: Vec<Library> =
        projects.iter().map(|project| library.without(project.fingerprint())).collect();
    let mut best =
        (f64::INFINITY, Settings { neighbours: NEIGHBOURS[0], spread: SPREADS[0], caution: CAUTIONS[0] });
    for settings in tried() {
        let mut loss = 0.0;
        for case in cases {
            let scores: Vec<Both> = projects
                .iter()
                .zip(&left_out)
                .map(|(project, library)| backtest(project, library, *case, settings, PATHS / 2))
                .collect();
            let (similar, bootstrap) = totals(&scores);
            loss += similar.crps_mean / bootstrap.crps_mean;
            loss += 3.0 * (similar.sum.covered() - 0.8).abs();
        }
        if loss < best.0 {
            best = (loss, settings);
        }
    }
    best.1
}

fn tried() -> impl Iterator<Item = Settings> {
    NEIGHBOURS.into_iter().flat_map(|neighbours| {
        SPREADS.into_iter().flat_map(move |spread| {
            CAUTIONS.into_iter().map(move |caution| Settings { neighbours, spread, caution })
        })
    })
}
