//! What an experiment has shown, and what follows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Assumption, AssumptionState, Experiment, ExperimentDecision, ExperimentDone, ExperimentId,
    ExperimentOfAssumption, rules,
};
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Conclude an experiment: what came out, what follows, and what is known of its assumption now. The feature's evidence
/// cites it from then on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ConcludeExperiment {
    pub experiment: ExperimentId,
    /// What came out, beside what was expected; 1 to 50,000 characters.
    pub result: String,
    pub decision: ExperimentDecision,
    /// Whether the assumption holds.
    pub state: AssumptionState,
    /// How much speaks for the assumption now, 0 to 5.
    pub evidence: i64,
}

impl Command for ConcludeExperiment {
    const NAME: &'static str = "conclude_experiment";
    type Subject = ExperimentOfAssumption;
    type Done = ExperimentDone;

    fn load(&self, desk: &Desk<'_>) -> Result<ExperimentOfAssumption> {
        ExperimentOfAssumption::load(desk, self.experiment)
    }

    fn gate(&self, subject: &ExperimentOfAssumption) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.of.product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: ExperimentOfAssumption) -> Result<ExperimentDone> {
        let (experiment, assumption) = (&subject.experiment, &subject.of.assumption);
        rules::refuse_settled_experiment(experiment)?;
        rules::refuse_archived_assumption(assumption)?;
        let evidence = rules::evidence(self.evidence)?;
        let result = text::body("result", "the result", &self.result, text::BODY_MAX)?;
        if result.is_empty() {
            return Refusal::invalid("result", "Say what came out, beside what was expected.");
        }
        let concluded = Experiment {
            result,
            decision: Some(self.decision),
            concluded_on: Some(Day::of(desk.now().day_in(&subject.of.product.time_zone))),
            concluded_by: desk.actor.person,
            ..experiment.clone()
        };
        desk.change(experiment, &concluded)?;
        desk.change(assumption, &Assumption { evidence, state: self.state, ..assumption.clone() })?;
        Ok(subject.done())
    }

    fn sentence(&self, done: &ExperimentDone) -> String {
        format!(
            "{} is concluded: {}. {} is {}.",
            done.key,
            self.decision.word(),
            done.assumption,
            self.state.as_str()
        )
    }
}
