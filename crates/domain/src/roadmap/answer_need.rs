//! A feature answers a need.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FeatureDone, FeatureId, InProduct};
use crate::discovery::{Need, NeedId};
use crate::spine::desk::Desk;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Say that a feature answers a need. It may answer several, of any product.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AnswerNeed {
    pub feature: FeatureId,
    pub need: NeedId,
}

impl Command for AnswerNeed {
    const NAME: &'static str = "answer_need";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        let need: Need = desk.load(self.need)?;
        desk.actor.must(Permission::Read, need.product_id)?;
        subject.answer(desk, need.id)?;
        Ok(FeatureDone::of(&subject))
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("{} answers the need now.", done.key)
    }
}
