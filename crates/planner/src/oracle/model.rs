//! A program as HiGHS takes it, and what it made of it.

use highs::{Col, HighsModelStatus, HighsSolutionStatus, RowProblem, Sense};

/// Values of at least this count as yes.
const YES: f64 = 0.5;

/// What HiGHS found.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounded {
    /// What the best point it knows is worth; `None` before it has one.
    pub value: Option<f64>,
    /// No point is worth more; -∞ when there is none.
    pub bound: f64,
    /// Whether it searched to the end: without a value, there is no point at all.
    pub proven: bool,
}

/// max Σ gain · x + offset under rows.
#[derive(Default)]
pub(super) struct Model {
    problem: RowProblem,
    gain: Vec<f64>,
    pub offset: f64,
}

impl Model {
    /// A variable that is 0 or 1.
    pub fn yes_or_no(&mut self, gain: f64) -> Col {
        self.gain.push(gain);
        self.problem.add_integer_column(gain, 0.0..=1.0)
    }

    /// A variable between 0 and 1.
    pub fn share(&mut self, gain: f64) -> Col {
        self.gain.push(gain);
        self.problem.add_column(gain, 0.0..=1.0)
    }

    /// Σ coefficient · x ≤ limit.
    pub fn at_most(&mut self, terms: &[(Col, f64)], limit: f64) {
        self.problem.add_row(..=limit, terms)
    }

    /// Σ coefficient · x = limit.
    pub fn equal(&mut self, terms: &[(Col, f64)], limit: f64) {
        self.problem.add_row(limit..=limit, terms);
    }

    /// Solves on one thread, without a gap, for so many seconds; also says which variables are yes.
    ///
    /// Errors: the sentence in which HiGHS' refusal is told.
    pub fn solve(self, seconds_max: f64) -> Result<(Bounded, Vec<bool>), String> {
        let (gain, offset) = (self.gain, self.offset);
        let refused = |status| format!("HiGHS does not take the model: {status:?}");
        let mut model = self.problem.try_optimise(Sense::Maximise).map_err(refused)?;
        model.make_quiet();
        model.set_option("threads", 1);
        model.set_option("parallel", "off");
        model.set_option("mip_rel_gap", 0.0);
        model.set_option("mip_abs_gap", 0.0);
        model.set_option("time_limit", seconds_max);
        let solved = model.try_solve().map_err(refused)?;
        let proven = match solved.status() {
            HighsModelStatus::Optimal | HighsModelStatus::Infeasible | HighsModelStatus::ModelEmpty => true,
            HighsModelStatus::ReachedTimeLimit => false,
            status => return Err(format!("HiGHS ended with {status:?}")),
        };
        if solved.status() == HighsModelStatus::Infeasible {
            return Ok((Bounded { value: None, bound: f64::NEG_INFINITY, proven }, Vec::new()));
        }
        let known = gain.is_empty() || solved.primal_solution_status() == HighsSolutionStatus::Feasible;
        let values = if known { solved.get_solution().columns().to_vec() } else { Vec::new() };
        let value = offset + values.iter().zip(&gain).map(|(x, gain)| x * gain).sum::<f64>();
        let dual = solved.double_info_value(c"mip_dual_bound").unwrap_or(f64::INFINITY);
        let bound = if proven { value } else { dual + offset };
        let yes = values.iter().map(|x| *x >= YES).collect();
        Ok((Bounded { value: known.then_some(value), bound, proven }, yes))
    }
}
