//! Something is as it is after all.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Scenario, ScenarioChange, ScenarioChangeId, ScenarioDone, load, refuse_settled, reopen};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Take a change out of a scenario. Those that were made after it stay. One that was offered is a draft again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RemoveScenarioChange {
    pub change: ScenarioChangeId,
}

impl Command for RemoveScenarioChange {
    const NAME: &'static str = "remove_scenario_change";
    type Subject = (ScenarioChange, Scenario);
    type Done = ScenarioDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(ScenarioChange, Scenario)> {
        let change: ScenarioChange = desk.load(self.change)?;
        let (scenario, _) = load(desk, change.scenario_id)?;
        Ok((change, scenario))
    }

    fn gate(&self, (_, scenario): &(ScenarioChange, Scenario)) -> Gate {
        Gate::Product(Permission::ShapeFeatures, scenario.product_id)
    }

    fn carry_out(
        &self,
        desk: &Desk<'_>,
        (change, scenario): (ScenarioChange, Scenario),
    ) -> Result<ScenarioDone> {
        refuse_settled(&scenario)?;
        if change.archived_at.is_none() {
            desk.change(&change, &ScenarioChange { archived_at: Some(desk.now()), ..change.clone() })?;
            reopen(desk, &scenario)?;
        }
        Ok(ScenarioDone::of(&scenario, "has one change fewer"))
    }

    fn sentence(&self, done: &ScenarioDone) -> String {
        done.sentence()
    }
}
