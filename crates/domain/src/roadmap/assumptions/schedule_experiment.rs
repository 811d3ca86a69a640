//! When an experiment is made.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Experiment, ExperimentDone, ExperimentId, ExperimentOfAssumption, rules};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Set from and to which day an experiment is made; both may be left out.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ScheduleExperiment {
    pub experiment: ExperimentId,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub starts_on: Option<Day>,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub ends_on: Option<Day>,
}

impl Command for ScheduleExperiment {
    const NAME: &'static str = "schedule_experiment";
    type Subject = ExperimentOfAssumption;
    type Done = ExperimentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<ExperimentOfAssumption> {
        ExperimentOfAssumption::load(desk, self.experiment)
    }

    fn gate(&self, subject: &ExperimentOfAssumption) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.of.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: ExperimentOfAssumption) -> Result<ExperimentDone> {
        let before = &subject.experiment;
        rules::refuse_settled_experiment(before)?;
        let (starts_on, ends_on) = rules::days(self.starts_on, self.ends_on)?;
        desk.change(before, &Experiment { starts_on, ends_on, ..before.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &ExperimentDone) -> String {
        format!("{} is planned.", done.key)
    }
}
