//! The words of a scenario.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Scenario, ScenarioDone, ScenarioId, load, refuse_settled};
use crate::people::Product;
use crate::spine::desk::{Desk, refuse_stale};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit the title or the note of a scenario. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditScenario {
    pub scenario: ScenarioId,
    pub field: ScenarioText,
    /// The title: 1 to 200 characters. The note: at most 50,000.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

/// Which text of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScenarioText {
    Title,
    Note,
}

impl Command for EditScenario {
    const NAME: &'static str = "edit_scenario";
    type Subject = (Scenario, Product);
    type Done = ScenarioDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Scenario, Product)> {
        load(desk, self.scenario)
    }

    fn gate(&self, (scenario, _): &(Scenario, Product)) -> Gate {
        Gate::Product(Permission::ShapeFeatures, scenario.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, _): (Scenario, Product)) -> Result<ScenarioDone> {
        refuse_settled(&before)?;
        let mut after = before.clone();
        let (place, new) = match self.field {
            ScenarioText::Title => {
                (&mut after.title, text::line("text", "what is tried", &self.text, text::TITLE_MAX)?)
            }
            ScenarioText::Note => {
                (&mut after.note, text::body("text", "the note", &self.text, text::BODY_MAX)?)
            }
        };
        refuse_stale("text", place, self.seen.as_deref(), &new)?;
        *place = new;
        desk.change(&before, &after)?;
        Ok(ScenarioDone::of(&after, "was edited"))
    }

    fn sentence(&self, done: &ScenarioDone) -> String {
        done.sentence()
    }
}
