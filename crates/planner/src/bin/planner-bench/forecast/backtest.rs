//! Forecasts of the past, strictly in time: each is made from what was known by then and scored by what came.

use planner::forecast::score::{crps, pinball, pit, quantile};
use planner::forecast::{Calibration, Draws, History, Library, Outlook, Project, Similar};

/// Weeks between two forecasts of the same project.
const EVERY_WEEKS: usize = 4;
/// Projects with fewer forecasts are told, but are neither the worst nor in the median.
pub const ORIGINS_LEAST: f64 = 10.0;

/// Weeks looked back and weeks looked ahead.
#[derive(Clone, Copy)]
pub struct Case {
    pub back: usize,
    pub ahead: usize,
}

/// What is tuned.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub neighbours: usize,
    pub spread: f64,
    pub caution: f64,
}

/// Sums over the forecasts of one project.
#[derive(Clone, Default)]
pub struct Score {
    pub origins: f64,
    /// The 80 % interval held.
    pub inside: f64,
    /// At least as much was finished as was told with 85 % sureness.
    pub kept: f64,
    pub crps: f64,
    /// Of what was told with 85 % sureness.
    pub pinball: f64,
    pub actual: f64,
    /// How often the transform fell into each tenth.
    pub pit: [f64; 10],
}

impl Score {
    fn take(&mut self, sample: &[f64], actual: f64) {
        self.origins += 1.0;
        let inside = quantile(sample, 0.1) <= actual && actual <= quantile(sample, 0.9);
        self.inside += f64::from(u8::from(inside));
        self.kept += f64::from(u8::from(actual >= quantile(sample, 0.15)));
        self.crps += crps(sample, actual);
        self.pinball += pinball(sample, 0.15, actual);
        self.actual += actual;
        self.pit[((pit(sample, actual) * 10.0) as usize).min(9)] += 1.0;
    }

    pub fn join(mut self, other: &Self) -> Self {
        self.origins += other.origins;
        self.inside += other.inside;
        self.kept += other.kept;
        self.crps += other.crps;
        self.pinball += other.pinball;
        self.actual += other.actual;
        self.pit.iter_mut().zip(other.pit).for_each(|(sum, part)| *sum += part);
        self
    }

    pub fn covered(&self) -> f64 {
        self.inside / self.origins.max(1.0)
    }

    pub fn crps_over_mean(&self) -> f64 {
        self.crps / self.actual.max(1.0)
    }

    /// Greatest distance of the transform's distribution from the even one, over the tenths; 0 is honest.
    pub fn pit_off(&self) -> f64 {
        let sums = self.pit.iter().scan(0.0, |sum, part| {
            *sum += part / self.origins.max(1.0);
            Some(*sum)
        });
        sums.enumerate().map(|(tenth, sum)| (sum - (tenth + 1) as f64 / 10.0).abs()).fold(0.0, f64::max)
    }
}

/// By similar situations and by the bootstrap, over the same origins.
#[derive(Clone, Default)]
pub struct Both {
    pub similar: Score,
    pub bootstrap: Score,
}

/// Every fourth week in which something was finished lately and the library knew enough by then. The library
/// must not hold the project itself.
pub fn backtest(project: &Project, library: &Library, case: Case, settings: Settings, paths: usize) -> Both {
    let (mut both, mut calibration) = (Both::default(), Calibration::default());
    let mut due: Vec<(usize, f64, f64, f64)> = Vec::new();
    let last = project.counts.len().saturating_sub(case.ahead);
    for origin in (case.back..=last).step_by(EVERY_WEEKS) {
        due.retain(|(by, low, high, actual)| {
            if *by <= origin {
                calibration.learn(*low, *high, *actual);
            }
            *by > origin
        });
        let similar = Similar {
            library,
            calibration,
            look_back_weeks: case.back,
            neighbours: settings.neighbours,
            spread: settings.spread,
            caution: settings.caution,
            known_by: Some((project.first_week + origin as u16, case.ahead)),
        };
        let Ok(history) = History::weekly(&project.counts[origin - case.back..origin]) else { continue };
        let draws = Draws { paths, seed: origin as u64 };
        let Ok(outlook) = Outlook::similar(&history, &similar, draws) else { continue };
        let Ok(bootstrap) = Outlook::bootstrap(&history, case.back, draws) else { continue };
        let actual = project.counts[origin..origin + case.ahead].iter().sum();
        let sample = outlook.sample(case.ahead as f64);
        due.push((origin + case.ahead, quantile(&sample, 0.1), quantile(&sample, 0.9), actual));
        both.similar.take(&sample, actual);
        both.bootstrap.take(&bootstrap.sample(case.ahead as f64), actual);
    }
    both
}

/// What a number of projects come to.
pub struct Total {
    pub sum: Score,
    /// Share of the worst project in which the 80 % interval held.
    pub worst: f64,
    /// CRPS ÷ mean of the typical project: the median.
    pub crps: f64,
    /// The same, mean over projects.
    pub crps_mean: f64,
}

impl Total {
    pub fn of(scores: &[Score]) -> Self {
        let enough: Vec<&Score> = scores.iter().filter(|score| score.origins >= ORIGINS_LEAST).collect();
        let mut each: Vec<f64> = enough.iter().map(|score| score.crps_over_mean()).collect();
        each.sort_by(f64::total_cmp);
        let middle = each.len() / 2;
        let median = if each.is_empty() {
            f64::NAN
        } else if each.len() % 2 == 1 {
            each[middle]
        } else {
            f64::midpoint(each[middle - 1], each[middle])
        };
        Self {
            sum: scores.iter().fold(Score::default(), Score::join),
            worst: enough.iter().map(|score| score.covered()).fold(1.0, f64::min),
            crps: median,
            crps_mean: each.iter().sum::<f64>() / each.len() as f64,
        }
    }
}
