//! The manager's order: a feature is put between two others, now, next or later.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Feature, FeatureDone, FeatureId, Horizon, InProduct, ranks};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::rank::Rank;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Place a feature on the roadmap: its horizon, and right below or right above another feature. Neither: at the end.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct MoveFeature {
    pub feature: FeatureId,
    /// `now`, `next` or `later`; none takes it off the roadmap.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub horizon: Option<Horizon>,
    /// The feature that will stand right above it.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub after: Option<FeatureId>,
    /// The feature that will stand right below it.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub before: Option<FeatureId>,
}

impl Command for MoveFeature {
    const NAME: &'static str = "move_feature";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        let rank = self.rank(desk, &subject)?;
        desk.change(&subject.feature, &Feature { horizon: self.horizon, rank, ..subject.feature.clone() })?;
        Ok(FeatureDone::of(&subject))
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        match self.horizon {
            Some(horizon) => format!("{} is planned for: {}.", done.key, horizon.as_str()),
            None => format!("{} is off the roadmap.", done.key),
        }
    }
}

impl MoveFeature {
    fn rank(&self, desk: &Desk<'_>, subject: &InProduct) -> Result<Rank> {
        let (workspace, product) = (desk.workspace(), subject.feature.product_id);
        if let Some(after) = self.after {
            let above = self.other(desk, subject, after)?;
            let next = ranks::next_rank(desk.tx, workspace, product, &above.rank, self.feature)?;
            return Ok(Rank::between(Some(&above.rank), next.as_ref()));
        }
        if let Some(before) = self.before {
            let below = self.other(desk, subject, before)?;
            let previous = ranks::previous_rank(desk.tx, workspace, product, &below.rank, self.feature)?;
            return Ok(Rank::between(previous.as_ref(), Some(&below.rank)));
        }
        if self.horizon == subject.feature.horizon {
            return Ok(subject.feature.rank.clone());
        }
        let last = ranks::last_rank(desk.tx, workspace, product)?;
        Ok(Rank::between(last.as_ref(), None))
    }

    fn other(&self, desk: &Desk<'_>, subject: &InProduct, id: FeatureId) -> Result<Feature> {
        let other: Feature = desk.load(id)?;
        if other.product_id != subject.feature.product_id || id == self.feature {
            return Refusal::conflict("A feature is ordered among the other features of its own product.");
        }
        Ok(other)
    }
}
