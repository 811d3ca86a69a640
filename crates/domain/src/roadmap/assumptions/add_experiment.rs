//! How an assumption is tried.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::edit_experiment::ExperimentText;
use super::{AssumptionId, AssumptionInProduct, Experiment, ExperimentDone, ExperimentOfAssumption, rules};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Plan an experiment for an assumption. What is expected, measured, and counts as shown is said before it begins.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddExperiment {
    pub assumption: AssumptionId,
    /// What you expect; 1 to 500 characters. So too the next two.
    pub hypothesis: String,
    pub measure: String,
    /// From when on it counts as shown.
    pub threshold: String,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub starts_on: Option<Day>,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub ends_on: Option<Day>,
}

impl Command for AddExperiment {
    const NAME: &'static str = "add_experiment";
    type Subject = AssumptionInProduct;
    type Done = ExperimentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<AssumptionInProduct> {
        AssumptionInProduct::load(desk, self.assumption)
    }

    fn gate(&self, subject: &AssumptionInProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, of: AssumptionInProduct) -> Result<ExperimentDone> {
        use ExperimentText::{Hypothesis, Measure, Threshold};
        rules::refuse_archived_assumption(&of.assumption)?;
        let line = |field, text: ExperimentText, given: &str| {
            text::line(field, text.wanted(), given, text::LINE_MAX)
        };
        let (starts_on, ends_on) = rules::days(self.starts_on, self.ends_on)?;
        let id = desk.moment.id();
        let experiment = Experiment {
            id,
            product_id: of.product.id,
            assumption_id: of.assumption.id,
            hypothesis: line("hypothesis", Hypothesis, &self.hypothesis)?,
            measure: line("measure", Measure, &self.measure)?,
            threshold: line("threshold", Threshold, &self.threshold)?,
            starts_on,
            ends_on,
            result: String::new(),
            decision: None,
            concluded_on: None,
            concluded_by: None,
            number: desk.next_number::<Experiment>(of.product.id, id)?,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&experiment)?;
        Ok(ExperimentOfAssumption { experiment, of }.done())
    }

    fn sentence(&self, done: &ExperimentDone) -> String {
        format!("{} tries {}.", done.key, done.assumption)
    }
}
