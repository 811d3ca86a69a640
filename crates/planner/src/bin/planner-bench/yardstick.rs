//! The solver HiGHS on the same questions in the same run, where it is built in: one thread, no gap.

use planner::{release, select};

/// Whether there is a yardstick, and how to get one.
pub const MISSING: Option<&str> = if cfg!(feature = "highs") {
    None
} else {
    Some(
        "The yardstick HiGHS is not built in: build with --features highs (needs cmake, libclang and a C++ compiler).",
    )
};

/// What HiGHS made of a question; no value when it found no plan in time.
pub struct Measured {
    pub value: Option<f64>,
    pub bound: f64,
    pub proven: bool,
    pub seconds: f64,
}

/// Serves customers within a budget; nothing without HiGHS.
#[cfg(feature = "highs")]
pub fn serve(
    question: &release::Question,
    budget: u64,
    seconds_max: f64,
) -> Result<Option<Measured>, String> {
    timed(|| planner::oracle::serve(question, budget, seconds_max))
}

/// Plans sprints; nothing without HiGHS.
#[cfg(feature = "highs")]
pub fn plan(question: &select::Question, seconds_max: f64) -> Result<Option<Measured>, String> {
    timed(|| planner::oracle::plan(question, seconds_max).map(|planned| planned.of_value))
}

#[cfg(feature = "highs")]
fn timed(
    solve: impl FnOnce() -> Result<planner::oracle::Bounded, String>,
) -> Result<Option<Measured>, String> {
    let begun = std::time::Instant::now();
    let found = solve()?;
    let seconds = begun.elapsed().as_secs_f64();
    Ok(Some(Measured { value: found.value, bound: found.bound, proven: found.proven, seconds }))
}

/// Nothing, as HiGHS is not built in.
#[cfg(not(feature = "highs"))]
pub fn serve(_: &release::Question, _: u64, _: f64) -> Result<Option<Measured>, String> {
    Ok(None)
}

/// Nothing, as HiGHS is not built in.
#[cfg(not(feature = "highs"))]
pub fn plan(_: &select::Question, _: f64) -> Result<Option<Measured>, String> {
    Ok(None)
}
