//! Random questions, larger than trying all allows, of which both solvers must say the same.

mod release;
mod sprints;

/// Seconds for one question; what stays open is a failure.
const SECONDS_MAX: f64 = 60.0;

/// How many cases each comparison draws.
const CASES: u32 = 300;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * (1.0 + a.abs())
}
