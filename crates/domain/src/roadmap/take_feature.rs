//! The owner takes a feature: it becomes the parent of stories.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, EntryKind, Feature, FeatureDone, FeatureId, InProduct, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::rights::Role;
use crate::spine::run::{Command, Gate};

/// Take a feature that is offered. Who is both manager and owner takes directly.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TakeFeature {
    pub feature: FeatureId,
}

impl Command for TakeFeature {
    const NAME: &'static str = "take_feature";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::TakeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        let both = desk.actor.holds(Role::Manager, subject.feature.product_id);
        rules::may_take(subject.feature.decision, both)?;
        subject.enter(desk, EntryKind::Taken, String::new())?;
        let after = Feature {
            decision: Decision::Taken,
            decision_reason: String::new(),
            decided_at: desk.now(),
            owner_id: desk.actor.person,
            acknowledged_seq: Some(desk.seq),
            ..subject.feature.clone()
        };
        desk.change(&subject.feature, &after)?;
        Ok(FeatureDone::of(&subject))
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("{} is taken. Write stories under it.", done.key)
    }
}
