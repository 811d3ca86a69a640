//! An experiment that is made after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Experiment, ExperimentDone, ExperimentId, ExperimentOfAssumption};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Bring back an archived experiment.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RestoreExperiment {
    pub experiment: ExperimentId,
}

impl Command for RestoreExperiment {
    const NAME: &'static str = "restore_experiment";
    type Subject = ExperimentOfAssumption;
    type Done = ExperimentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<ExperimentOfAssumption> {
        ExperimentOfAssumption::load(desk, self.experiment)
    }

    fn gate(&self, subject: &ExperimentOfAssumption) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.of.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: ExperimentOfAssumption) -> Result<ExperimentDone> {
        desk.change(&subject.experiment, &Experiment { archived_at: None, ..subject.experiment.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &ExperimentDone) -> String {
        format!("{} is back.", done.key)
    }
}
