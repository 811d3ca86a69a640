//! What an audience sees.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Audience, AudienceDone, AudienceId, Dates, DeliveryStage, load, refuse_archived, rules, stored};
use crate::people::Product;
use crate::roadmap::{Decision, Horizon};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say what an audience sees: features by horizon, decision and stage, dates as precisely as is good, demand and goals.
/// What is not named is not seen.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ChooseView {
    pub audience: AudienceId,
    #[serde(default)]
    pub horizons: Vec<Horizon>,
    /// What was decided about the features that they see.
    #[serde(default)]
    pub decisions: Vec<Decision>,
    /// How far the features are that they see.
    #[serde(default)]
    pub stages: Vec<DeliveryStage>,
    pub dates: Dates,
    /// How many customers ask, and what they pay; never outside the firm.
    #[serde(default)]
    pub shows_demand: bool,
    /// How goals stand, in status updates.
    #[serde(default)]
    pub shows_goals: bool,
}

impl Command for ChooseView {
    const NAME: &'static str = "choose_view";
    type Subject = (Audience, Product);
    type Done = AudienceDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Audience, Product)> {
        load(desk, self.audience)
    }

    fn gate(&self, (audience, _): &(Audience, Product)) -> Gate {
        Gate::Product(Permission::TellAudiences, audience.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Audience, Product)) -> Result<AudienceDone> {
        refuse_archived(&before)?;
        let after = Audience {
            horizons: stored(Horizon::ALL, &self.horizons, Horizon::as_str),
            decisions: stored(Decision::ALL, &self.decisions, Decision::as_str),
            stages: stored(DeliveryStage::ALL, &self.stages, DeliveryStage::as_str),
            dates: self.dates,
            shows_demand: self.shows_demand,
            shows_goals: self.shows_goals,
            ..before.clone()
        };
        rules::may_show_demand(&after)?;
        desk.change(&before, &after)?;
        Ok(AudienceDone::of(&after, &product))
    }

    fn sentence(&self, done: &AudienceDone) -> String {
        format!("What “{}” sees is said.", done.name)
    }
}
