//! "What if" on the roadmap: another capacity, another order, another scope, compared with what stands; then taken over
//! or dropped.
//!
//! A scenario changes nothing before it is taken over: it is a short list of changes, worked out anew on every look from
//! the backlog as it is. So it never grows stale without a word.

pub mod add_scenario;
pub mod ahead;
pub mod change_capacity;
pub mod change_scope;
pub mod compare;
pub mod drop_scenario;
pub mod edit_scenario;
pub mod move_in_scenario;
pub mod offer_scenario;
pub mod queries;
pub mod remove_scenario_change;
pub mod rules;
pub mod take_scenario;
mod taking;
pub mod told;

use schemars::JsonSchema;
use serde::Serialize;

use crate::communication::decisions::DecisionId;
use crate::people::Product;
use crate::roadmap::FeatureId;
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId};
use crate::spine::item::Upkeep;
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::{Refusal, Result};
use crate::sprint::at_capacity::Capacity;

ids! {
    /// What would be if.
    ScenarioId,
    /// One thing that is otherwise in a scenario.
    ScenarioChangeId,
}

item! {
    /// What would be if capacity, order or scope were otherwise.
    Scenario, noun "scenario", table "scenario" {
        Key id: ScenarioId,
        Public product_id: ProductId,
        /// Its number among the scenarios of its product.
        Public number: i64,
        Public title: String,
        /// What it tries.
        Large note: String,
        Public state: ScenarioState,
        /// In percent of today's pace, 10 to 300.
        Public capacity_percent: i64,
        /// From which day on; none: from now on.
        Public capacity_from: Option<Day>,
        /// What it said when it was taken over or dropped.
        Large told: String,
        /// Why it was taken over or dropped.
        Public reason: String,
        Public settled_at: Option<Timestamp>,
        Public settled_by: Option<PersonId>,
        /// The decision in which it is found again once it was taken over.
        Public decision_id: Option<DecisionId>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

item! {
    /// One thing that is otherwise in a scenario: where the stories of a feature stand, or how many there are.
    ScenarioChange, noun "scenario_change", table "scenario_change" {
        Key id: ScenarioChangeId,
        Public product_id: ProductId,
        Public scenario_id: ScenarioId,
        /// They are made in this order.
        Public place: i64,
        Public kind: ChangeKind,
        Public feature_id: FeatureId,
        /// Of `before` and `after`.
        Public other_id: Option<FeatureId>,
        /// Of `stories`: how many more, or fewer where it is below zero. Otherwise 0.
        Public stories: i64,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// How far a scenario is.
    ScenarioState {
        Draft = "draft",
        /// The manager offers it to the owner, whose order of the backlog it changes.
        Offered = "offered",
        Taken = "taken",
        Dropped = "dropped",
    }
}

words! {
    /// What is otherwise about a feature.
    ChangeKind {
        /// Its stories come before all others.
        First = "first",
        /// They come after all others.
        Last = "last",
        /// They come right before those of another feature.
        Before = "before",
        /// They come right after those of another feature.
        After = "after",
        /// It is not built.
        LeftOut = "left_out",
        /// It has more stories, or fewer.
        Stories = "stories",
    }
}

impl Upkeep for Scenario {}

impl Upkeep for ScenarioChange {}

impl Scenario {
    pub fn capacity(&self) -> Capacity {
        Capacity { percent: self.capacity_percent, from: self.capacity_from }
    }

    /// Whether it can still be changed, offered, taken over or dropped.
    pub fn is_open(&self) -> bool {
        self.archived_at.is_none() && matches!(self.state, ScenarioState::Draft | ScenarioState::Offered)
    }
}

impl ChangeKind {
    /// Whether it says where the stories of a feature stand.
    pub fn is_order(self) -> bool {
        !matches!(self, Self::LeftOut | Self::Stories)
    }
}

/// What a caller learns of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ScenarioDone {
    pub id: ScenarioId,
    /// As in its address.
    pub number: i64,
    /// What was done, in a few words.
    #[serde(skip)]
    pub words: String,
}

impl ScenarioDone {
    fn of(scenario: &Scenario, words: impl Into<String>) -> Self {
        Self { id: scenario.id, number: scenario.number, words: words.into() }
    }

    fn sentence(&self) -> String {
        format!("Scenario {} {}.", self.number, self.words)
    }
}

/// A scenario with its product: what the commands on scenarios work on.
fn load(desk: &Desk<'_>, id: ScenarioId) -> Result<(Scenario, Product)> {
    let scenario: Scenario = desk.load(id)?;
    let product = desk.load(scenario.product_id.0)?;
    Ok((scenario, product))
}

/// What was offered is a draft again once something in it is changed: nobody takes over what they were not offered.
fn reopen(desk: &Desk<'_>, scenario: &Scenario) -> Result<()> {
    desk.change(scenario, &Scenario { state: ScenarioState::Draft, ..scenario.clone() })
}

fn refuse_settled(scenario: &Scenario) -> Result<()> {
    match scenario.state {
        _ if scenario.archived_at.is_some() => Refusal::conflict("This scenario is archived."),
        ScenarioState::Taken => {
            Refusal::conflict("This scenario was taken over and stays as it was. Begin another one.")
        }
        ScenarioState::Dropped => {
            Refusal::conflict("This scenario was dropped and stays as it was. Begin another one.")
        }
        ScenarioState::Draft | ScenarioState::Offered => Ok(()),
    }
}
