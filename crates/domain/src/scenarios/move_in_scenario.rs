//! The stories of a feature stand somewhere else in a scenario.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ChangeKind, Scenario, ScenarioChange, ScenarioDone, ScenarioId, load, queries, refuse_settled, reopen,
    rules, told,
};
use crate::people::Product;
use crate::roadmap::{Feature, FeatureId};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Put the stories of a feature that are to do right after or right before those of another feature, first, or last. In the
/// scenario alone: the backlog stays as it is. One that was offered is a draft again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MoveInScenario {
    pub scenario: ScenarioId,
    pub feature: FeatureId,
    /// The feature right after whose last story they stand. It wins where both are given.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub after: Option<FeatureId>,
    /// The feature right before whose first story they stand. Neither: before all others.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub before: Option<FeatureId>,
    /// After all others, whatever else is said.
    #[serde(default)]
    pub last: bool,
}

impl Command for MoveInScenario {
    const NAME: &'static str = "move_in_scenario";
    type Subject = (Scenario, Product);
    type Done = ScenarioDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Scenario, Product)> {
        load(desk, self.scenario)
    }

    fn gate(&self, (scenario, _): &(Scenario, Product)) -> Gate {
        Gate::Product(Permission::ShapeFeatures, scenario.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (scenario, product): (Scenario, Product)) -> Result<ScenarioDone> {
        refuse_settled(&scenario)?;
        let (kind, other_id) = match (self.after, self.before) {
            _ if self.last => (ChangeKind::Last, None),
            (Some(after), _) => (ChangeKind::After, Some(after)),
            (None, Some(before)) => (ChangeKind::Before, Some(before)),
            (None, None) => (ChangeKind::First, None),
        };
        let mut features = vec![of_product(desk, "feature", &product, self.feature)?];
        if let Some(other) = other_id {
            if other == self.feature {
                return Refusal::invalid(
                    "before",
                    "A feature cannot stand next to itself. Name another one.",
                );
            }
            features.push(of_product(desk, "before", &product, other)?);
        }
        let changes = queries::changes(desk.tx, desk.workspace(), scenario.id)?;
        let change = ScenarioChange {
            id: desk.moment.id(),
            product_id: product.id,
            scenario_id: scenario.id,
            place: changes.last().map_or(1, |last| last.place + 1),
            kind,
            feature_id: self.feature,
            other_id,
            stories: 0,
            created_at: desk.now(),
            archived_at: None,
        };
        put(desk, &changes, &change)?;
        reopen(desk, &scenario)?;
        let number = |id| features.iter().find(|known| known.id == id).map_or(0, |known| known.number);
        let words = told::change(&change, |id| format!("{}-{}", product.prefix, number(id)));
        Ok(ScenarioDone::of(&scenario, format!("has it: {words}")))
    }

    fn sentence(&self, done: &ScenarioDone) -> String {
        done.sentence()
    }
}

/// Whoever moves a feature again means the last place: of moves right after one another the last one stays.
fn put(desk: &Desk<'_>, changes: &[ScenarioChange], change: &ScenarioChange) -> Result<()> {
    let orders = changes.iter().rev().find(|known| known.kind.is_order());
    match orders.filter(|last| last.feature_id == change.feature_id) {
        Some(last) => {
            let (kind, other_id) = (change.kind, change.other_id);
            desk.change(last, &ScenarioChange { kind, other_id, ..last.clone() })
        }
        None if changes.len() >= rules::CHANGES_MAX => refuse_many(),
        None => desk.add(change),
    }
}

pub(super) fn refuse_many<T>() -> Result<T> {
    let most = rules::CHANGES_MAX;
    Refusal::conflict(format!("A scenario has {most} changes at most. Take one out first."))
}

/// A feature of this product that is not archived. `field` is where it was chosen.
pub(super) fn of_product(
    desk: &Desk<'_>,
    field: &'static str,
    product: &Product,
    id: FeatureId,
) -> Result<Feature> {
    let feature: Feature = desk.load(id)?;
    if feature.product_id != product.id {
        return Refusal::invalid(
            field,
            format!("A scenario is about the features of {} alone.", product.name),
        );
    }
    match feature.archived_at {
        None => Ok(feature),
        Some(_) => {
            let key = format!("{}-{}", product.prefix, feature.number);
            Refusal::conflict(format!("{key} “{}” is archived. Restore it first.", feature.title))
        }
    }
}
