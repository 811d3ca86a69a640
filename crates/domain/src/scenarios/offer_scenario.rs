//! The manager offers a scenario to the owner, whose order of the backlog it changes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Scenario, ScenarioDone, ScenarioId, ScenarioState, load, refuse_settled, rules};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Offer a scenario to the owner, who takes it over. Once something in it is changed it is a draft again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct OfferScenario {
    pub scenario: ScenarioId,
}

impl Command for OfferScenario {
    const NAME: &'static str = "offer_scenario";
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
        rules::may_offer(before.state)?;
        super::taking::refuse_hindered(desk, &product, &before)?;
        let after = Scenario { state: ScenarioState::Offered, ..before.clone() };
        desk.change(&before, &after)?;
        Ok(ScenarioDone::of(&after, "is offered to the owner"))
    }

    fn sentence(&self, done: &ScenarioDone) -> String {
        done.sentence()
    }
}
