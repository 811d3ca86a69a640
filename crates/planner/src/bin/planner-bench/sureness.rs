//! How sure a list is: two hundred items scored by RICE and by the same as a free formula, a thousand draws of each.

use std::time::Instant;

use planner::priorities::formula::Formula;
use planner::priorities::sureness::{DRAWS, Estimated, places};

use crate::draw::Draw;
use crate::report::{Report, Row};

const ITEMS: usize = 200;
const RICE_MS_MAX: f64 = 10.0;
const FORMULA_MS_MAX: f64 = 20.0;

/// The middle one of nine times each.
pub fn measure(report: &mut Report) -> Result<(), String> {
    let items = drawn();
    let names = ["reach", "impact", "confidence", "effort"];
    let formula =
        Formula::read("reach × impact × confidence ÷ effort", &names).map_err(|refused| refused.sentence)?;
    let rice = |amounts: &[f64]| Some(amounts[0] * amounts[1] * amounts[2] / amounts[3]);
    let rice_ms = timed(|| places(&items, rice, DRAWS, 1).len());
    let formula_ms = timed(|| places(&items, |amounts| formula.worth(amounts), DRAWS, 1).len());
    report.add(&Row {
        instance: format!("sureness of {ITEMS}"),
        figures: vec![("rice_ms", rice_ms), ("formula_ms", formula_ms)],
        target: "1,000 draws by RICE in 10 ms, by a formula in 20 ms".to_string(),
        used: (rice_ms / RICE_MS_MAX).max(formula_ms / FORMULA_MS_MAX),
    });
    Ok(())
}

fn timed(work: impl Fn() -> usize) -> f64 {
    let mut times: Vec<f64> = (0..9)
        .map(|_| {
            let begun = Instant::now();
            std::hint::black_box(work());
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn drawn() -> Vec<Estimated> {
    let mut draw = Draw::seeded(1);
    let mut one_of = |values: &[f64]| values[draw.below(values.len())];
    (0..ITEMS)
        .map(|position| {
            let sure = one_of(&[1.0, 0.8, 0.5]);
            let (impact, effort) = (one_of(&[0.25, 0.5, 1.0, 2.0, 3.0]), one_of(&[0.5, 1.0, 2.0, 4.0, 9.0]));
            let reach = 100.0 + 7.0 * position as f64;
            Estimated { amounts: vec![reach, impact, sure, effort], sure: vec![sure, sure, 1.0, sure] }
        })
        .collect()
}
