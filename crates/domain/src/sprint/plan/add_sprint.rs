//! A sprint is planned.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{SprintDone, TeamOf, lookup, rules};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;
use crate::sprint::{Sprint, SprintState, TeamId};

/// Plan a sprint of a team. It gets the product's next number.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddSprint {
    pub product: ProductId,
    pub team: TeamId,
    /// At most 500 characters; it may be written later.
    #[serde(default)]
    pub goal: String,
    pub starts_on: Day,
    /// The last day, which counts.
    pub ends_on: Day,
}

impl Command for AddSprint {
    const NAME: &'static str = "add_sprint";
    type Subject = (Product, TeamOf);
    type Done = SprintDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Product, TeamOf)> {
        Ok((desk.load(self.product.0)?, TeamOf::load(desk, self.team)?))
    }

    fn gate(&self, (product, _): &(Product, TeamOf)) -> Gate {
        Gate::Product(Permission::PlanSprints, product.id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (product, of): (Product, TeamOf)) -> Result<SprintDone> {
        let goal = text::optional_line("goal", "the goal", &self.goal, text::LINE_MAX)?;
        rules::stretch(self.starts_on, self.ends_on, rules::SPRINT_DAYS_MAX)?;
        if !lookup::works_on(desk.tx, desk.workspace(), of.team.id, product.id)? {
            return Refusal::invalid("team", "This team does not work on this product.");
        }
        let number = lookup::newest_number(desk.tx, desk.workspace(), product.id)? + 1;
        let id = desk.moment.id();
        desk.add(&Sprint {
            id,
            product_id: product.id,
            team_id: of.team.id,
            number,
            goal,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            state: SprintState::Planned,
            started_at: None,
            closed_at: None,
            goal_met: None,
            goal_note: String::new(),
            planned_tenths: None,
            planned_items: None,
            accepted_tenths: None,
            accepted_items: None,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        })?;
        Ok(SprintDone { id, number })
    }

    fn sentence(&self, done: &SprintDone) -> String {
        format!("Sprint {} is planned.", done.number)
    }
}
