//! A scenario is begun.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Scenario, ScenarioDone, ScenarioState, queries, rules};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Begin a scenario: "what if". It changes nothing before it is taken over. It gets the product's next number of scenarios.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddScenario {
    pub product: ProductId,
    /// 1 to 200 characters.
    pub title: String,
    /// What it tries; at most 50,000 characters.
    #[serde(default)]
    pub note: String,
}

impl Command for AddScenario {
    const NAME: &'static str = "add_scenario";
    type Subject = Product;
    type Done = ScenarioDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Product> {
        desk.load(self.product.0)
    }

    fn gate(&self, product: &Product) -> Gate {
        Gate::Product(Permission::ShapeFeatures, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, product: Product) -> Result<ScenarioDone> {
        let title = text::line("title", "what is tried", &self.title, text::TITLE_MAX)?;
        let note = text::body("note", "the note", &self.note, text::BODY_MAX)?;
        if queries::open_scenarios(desk.tx, desk.workspace(), product.id)? >= rules::OPEN_MAX {
            let most = rules::OPEN_MAX;
            return Refusal::conflict(format!("{most} scenarios are open. Take one over or drop one first."));
        }
        let scenario = Scenario {
            id: desk.moment.id(),
            product_id: product.id,
            number: queries::newest_number(desk.tx, desk.workspace(), product.id)? + 1,
            title,
            note,
            state: ScenarioState::Draft,
            capacity_percent: 100,
            capacity_from: None,
            told: String::new(),
            reason: String::new(),
            settled_at: None,
            settled_by: None,
            decision_id: None,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&scenario)?;
        Ok(ScenarioDone::of(&scenario, "is begun"))
    }

    fn sentence(&self, done: &ScenarioDone) -> String {
        done.sentence()
    }
}
