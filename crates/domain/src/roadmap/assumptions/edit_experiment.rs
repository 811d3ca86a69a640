//! The words of an experiment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Experiment, ExperimentDone, ExperimentId, ExperimentOfAssumption, rules};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit one text of an experiment that is not concluded. A text that somebody else changed meanwhile is refused, with both
/// shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditExperiment {
    pub experiment: ExperimentId,
    pub field: ExperimentText,
    /// 1 to 500 characters.
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

/// Which text of an experiment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExperimentText {
    Hypothesis,
    Measure,
    Threshold,
}

impl ExperimentText {
    fn of(self, experiment: &mut Experiment) -> &mut String {
        match self {
            Self::Hypothesis => &mut experiment.hypothesis,
            Self::Measure => &mut experiment.measure,
            Self::Threshold => &mut experiment.threshold,
        }
    }

    /// What is asked for where nothing is written.
    pub(super) fn wanted(self) -> &'static str {
        match self {
            Self::Hypothesis => "what you expect",
            Self::Measure => "what is measured",
            Self::Threshold => "from when on it counts as shown",
        }
    }
}

impl Command for EditExperiment {
    const NAME: &'static str = "edit_experiment";
    type Subject = ExperimentOfAssumption;
    type Done = ExperimentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<ExperimentOfAssumption> {
        ExperimentOfAssumption::load(desk, self.experiment)
    }

    fn gate(&self, subject: &ExperimentOfAssumption) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.of.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: ExperimentOfAssumption) -> Result<ExperimentDone> {
        rules::refuse_settled_experiment(&subject.experiment)?;
        let new = text::line("text", self.field.wanted(), &self.text, text::LINE_MAX)?;
        let mut after = subject.experiment.clone();
        let place = self.field.of(&mut after);
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        *place = new;
        desk.change(&subject.experiment, &after)?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &ExperimentDone) -> String {
        format!("{} was edited.", done.key)
    }
}
