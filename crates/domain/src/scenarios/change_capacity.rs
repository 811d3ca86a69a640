//! How much would be finished each week.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Scenario, ScenarioDone, ScenarioId, ScenarioState, load, refuse_settled, rules};
use crate::people::Product;
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say how much of today's pace there is in a scenario, from now or from a day on. One that was offered is a draft again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ChangeCapacity {
    pub scenario: ScenarioId,
    /// In percent of today's pace, 10 to 300; 100 is as it is.
    pub percent: i64,
    /// The first day; empty: from now on.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub from: Option<Day>,
}

impl Command for ChangeCapacity {
    const NAME: &'static str = "change_capacity";
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
        let today = Day::of(desk.now().day_in(&product.time_zone));
        let (capacity_percent, capacity_from) = rules::capacity(self.percent, self.from, today)?;
        let is_as_before =
            (capacity_percent, capacity_from) == (before.capacity_percent, before.capacity_from);
        let state = if is_as_before { before.state } else { ScenarioState::Draft };
        let after = Scenario { capacity_percent, capacity_from, state, ..before.clone() };
        desk.change(&before, &after)?;
        Ok(ScenarioDone::of(&after, format!("is worked out at {capacity_percent} % of today’s pace")))
    }

    fn sentence(&self, done: &ScenarioDone) -> String {
        done.sentence()
    }
}
