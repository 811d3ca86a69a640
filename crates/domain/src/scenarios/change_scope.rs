//! A feature is left out in a scenario, or has more stories or fewer.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::move_in_scenario::{of_product, refuse_many};
use super::{
    ChangeKind, Scenario, ScenarioChange, ScenarioDone, ScenarioId, load, queries, refuse_settled, reopen,
    rules, told,
};
use crate::people::Product;
use crate::roadmap::FeatureId;
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Leave a feature out in a scenario, or make it larger or smaller by some stories. Neither: it is as it is. One that was
/// offered is a draft again.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ChangeScope {
    pub scenario: ScenarioId,
    pub feature: FeatureId,
    /// Its stories that are to do are not built. What is in work is.
    #[serde(default)]
    pub left_out: bool,
    /// How many stories more; below zero: fewer, and no more than are to do. At most 200.
    #[serde(default)]
    pub stories: i64,
}

impl Command for ChangeScope {
    const NAME: &'static str = "change_scope";
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
        let feature = of_product(desk, "feature", &product, self.feature)?;
        let key = |_| format!("{}-{}", product.prefix, feature.number);
        let stories = if self.left_out { 0 } else { self.stories };
        rules::stories(stories, queries::to_do_of(desk.tx, desk.workspace(), feature.id)?)?;
        let change = self.put(desk, &scenario, stories)?;
        reopen(desk, &scenario)?;
        let words = change.map_or_else(
            || format!("{} has as many stories as it has", key(feature.id)),
            |change| told::change(&change, key),
        );
        Ok(ScenarioDone::of(&scenario, format!("has it: {words}")))
    }

    fn sentence(&self, done: &ScenarioDone) -> String {
        done.sentence()
    }
}

impl ChangeScope {
    /// The one change of scope that a feature has in a scenario; none: it has none any more.
    fn put(&self, desk: &Desk<'_>, scenario: &Scenario, stories: i64) -> Result<Option<ScenarioChange>> {
        let kind = if self.left_out { ChangeKind::LeftOut } else { ChangeKind::Stories };
        let is_as_it_is = !self.left_out && stories == 0;
        let changes = queries::changes(desk.tx, desk.workspace(), scenario.id)?;
        let is_own = |change: &&ScenarioChange| !change.kind.is_order() && change.feature_id == self.feature;
        if let Some(known) = changes.iter().find(is_own) {
            let after = match is_as_it_is {
                true => ScenarioChange { archived_at: Some(desk.now()), ..known.clone() },
                false => ScenarioChange { kind, stories, ..known.clone() },
            };
            desk.change(known, &after)?;
            return Ok((!is_as_it_is).then_some(after));
        }
        if is_as_it_is {
            return Ok(None);
        }
        if changes.len() >= rules::CHANGES_MAX {
            return refuse_many();
        }
        let change = ScenarioChange {
            id: desk.moment.id(),
            product_id: scenario.product_id,
            scenario_id: scenario.id,
            place: changes.last().map_or(1, |last| last.place + 1),
            kind,
            feature_id: self.feature,
            other_id: None,
            stories,
            created_at: desk.now(),
            archived_at: None,
        };
        desk.add(&change)?;
        Ok(Some(change))
    }
}
