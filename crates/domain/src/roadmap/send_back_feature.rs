//! The owner sends an offer back: not like this.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, EntryKind, FeatureDone, FeatureId, InProduct, rules};
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Send an offer, or a change of what was taken, back to the manager with a reason. What was taken stays in force.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct SendBackFeature {
    pub feature: FeatureId,
    /// Why not like this: 1 to 500 characters.
    pub reason: String,
}

impl Command for SendBackFeature {
    const NAME: &'static str = "send_back_feature";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::TakeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        let reason = text::line("reason", "the reason", &self.reason, text::LINE_MAX)?;
        match subject.feature.decision {
            Decision::Offered => {
                subject.enter(desk, EntryKind::SentBack, reason.clone())?;
                subject.decide(desk, Decision::Shaping, reason)
            }
            Decision::Taken if rules::was_changed(&subject.feature, subject.newest_edit(desk)?) => {
                subject.enter(desk, EntryKind::SentBack, reason)?;
                Ok(FeatureDone::of(&subject))
            }
            _ => Refusal::conflict("Nothing is offered that could be sent back."),
        }
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("{} went back to the manager.", done.key)
    }
}
