//! How sure a plan is to fit a sprint when stories have a low and a high estimate. Pure; how it is found is the planner's.

use planner::select::{Answer, Placed, Reasons, Wish, chance_of, explain_surely, solve_surely};
use planner::{Refused, Run};
use serde::Serialize;

use super::proposal::{Limit, NODES_MAX, question_with_spreads};
use super::queries::{Inputs, PlanRow};
use crate::spine::refusal::{Refusal, Result as Told};

/// How sure a plan is to be, in percent, 50 to 99.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Percent(u8);

impl Percent {
    /// What a page offers.
    pub const OFFERED: [Self; 4] = [Self(50), Self(70), Self(85), Self(95)];

    /// As an address says it; nothing for nothing.
    pub fn parse(text: &str) -> Told<Option<Self>> {
        match text.trim() {
            "" => Ok(None),
            text => match text.parse::<u8>() {
                Ok(percent) if (50..=99).contains(&percent) => Ok(Some(Self(percent))),
                _ => Refusal::invalid("sure", "Choose a whole number of percent from 50 to 99."),
            },
        }
    }
}

impl std::fmt::Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// How often a plan fitted simulated sprints, in which every story took an effort drawn from between its estimates.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Held {
    /// What was asked for; none: the low estimates were planned.
    pub wanted_percent: Option<Percent>,
    pub held_percent: f64,
    /// Half of the width of what that says in 19 of 20 cases.
    pub error_percent: f64,
    pub draws: usize,
    /// The value that being so sure costs against the plan by the middle estimates, and of how much; none without a wish.
    pub cost: Option<f64>,
    pub middle_value: Option<f64>,
}

impl Inputs {
    /// Whether some story may take more than its size, and points are what limits the plan.
    pub fn has_spreads(&self) -> bool {
        let has = |row: &PlanRow| row.points_high_tenths.is_some();
        matches!(self.limit, Limit::Points(_)) && self.stories.iter().any(has)
    }
}

/// The best plan that fits so often, with its reasons.
pub(super) fn solved(inputs: &Inputs, wanted: Percent) -> Result<(Answer, Reasons, Held), Refused> {
    let wish = Wish::of(f64::from(wanted.0) / 100.0);
    let sure = solve_surely(&question_with_spreads(inputs), &wish, &mut Run::nodes(NODES_MAX))?;
    let reasons = explain_surely(&sure, &mut Run::nodes(NODES_MAX));
    let held = Held {
        wanted_percent: Some(wanted),
        held_percent: sure.check.share() * 100.0,
        error_percent: sure.check.error() * 100.0,
        draws: sure.check.draws,
        cost: Some(sure.cost()),
        middle_value: Some(sure.middle.value),
    };
    Ok((sure.answer, reasons, held))
}

/// How often a plan fits; none where no story may take more than its size.
pub(super) fn held(inputs: &Inputs, plan: &[Placed]) -> Result<Option<Held>, Refused> {
    held_of(inputs, plan, Wish::of(0.5).draws)
}

/// The same of so many draws.
pub(super) fn held_of(inputs: &Inputs, plan: &[Placed], draws: usize) -> Result<Option<Held>, Refused> {
    if !inputs.has_spreads() {
        return Ok(None);
    }
    let chance = chance_of(&question_with_spreads(inputs), plan, &Wish { draws, ..Wish::of(0.5) })?;
    Ok(Some(Held {
        wanted_percent: None,
        held_percent: chance.share() * 100.0,
        error_percent: chance.error() * 100.0,
        draws: chance.draws,
        cost: None,
        middle_value: None,
    }))
}
