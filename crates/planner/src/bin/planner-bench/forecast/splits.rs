//! Tuned on one half of the projects and reported on the other, over several splits: nothing of the half reported
//! on is in the library or had a say in the settings.

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

/// One split: what was chosen on one half, and what came of it on the other.
pub struct Split {
    pub settings: Settings,
    /// One per case.
    pub totals: Vec<(Total, Total)>,
}

pub fn split(projects: &[&Project], cases: &[Case], seed: u64) -> Split {
    let mut order: Vec<&Project> = projects.to_vec();
    let mut draw = Draw::seeded(seed);
    for at in (1..order.len()).rev() {
        order.swap(at, draw.below(at + 1));
    }
    let (tuned_on, reported_on) = order.split_at(order.len() / 2);
    let library = Library::gathered(tuned_on);
    let settings = tuned(tuned_on, &library, cases);
    let totals = cases.iter().map(|case| {
        let scores: Vec<Both> =
            reported_on.iter().map(|project| backtest(project, &library, *case, settings, PATHS)).collect();
        totals(&scores)
    });
    Split { settings, totals: totals.collect() }
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
