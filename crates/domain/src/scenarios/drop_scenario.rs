//! It is not done.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::taking::findings;
use super::{Scenario, ScenarioDone, ScenarioId, ScenarioState, load, queries, refuse_settled};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Drop a scenario. It stays to be read, with what it said on that day.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DropScenario {
    pub scenario: ScenarioId,
    /// Why; at most 500 characters.
    #[serde(default)]
    pub reason: String,
}

impl Command for DropScenario {
    const NAME: &'static str = "drop_scenario";
    type Subject = (Scenario, Product);
    type Done = ScenarioDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Scenario, Product)> {
        load(desk, self.scenario)
    }

    fn gate(&self, (scenario, _): &(Scenario, Product)) -> Gate {
        Gate::Product(Permission::ShapeFeatures, scenario.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Scenario, Product)) -> Result<ScenarioDone> {
        refuse_settled(&before)?;
        let reason = text::optional_line("reason", "the reason", &self.reason, text::LINE_MAX)?;
        let changes = queries::changes(desk.tx, desk.workspace(), before.id)?;
        let after = Scenario {
            state: ScenarioState::Dropped,
            told: findings(desk, &product, &before, &changes)?.told,
            reason,
            settled_at: Some(desk.now()),
            settled_by: desk.actor.person,
            ..before.clone()
        };
        desk.change(&before, &after)?;
        Ok(ScenarioDone::of(&after, "is dropped"))
    }

    fn sentence(&self, done: &ScenarioDone) -> String {
        done.sentence()
    }
}
