//! An experiment that is not made.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Experiment, ExperimentDone, ExperimentId, ExperimentOfAssumption};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Archive an experiment. Can be undone.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ArchiveExperiment {
    pub experiment: ExperimentId,
}

impl Command for ArchiveExperiment {
    const NAME: &'static str = "archive_experiment";
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
        let archived_at = before.archived_at.or(Some(desk.now()));
        desk.change(before, &Experiment { archived_at, ..before.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &ExperimentDone) -> String {
        format!("{} was archived.", done.key)
    }
}
