//! The words of a feature.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decision, Feature, FeatureDone, FeatureId, FeatureText, InProduct, rules};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit one text of a feature. A text that somebody else changed meanwhile is refused, with both shown. What is
/// changed after the owner took it waits on the owner's desk.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditFeature {
    pub feature: FeatureId,
    pub field: FeatureText,
    /// The title: 1 to 200 characters. The others: 50,000.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

impl Command for EditFeature {
    const NAME: &'static str = "edit_feature";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        let new = match self.field {
            FeatureText::Title => text::line("text", "a title", &self.text, text::TITLE_MAX)?,
            _ => text::body("text", "the text", &self.text, text::BODY_MAX)?,
        };
        let mut after = subject.feature.clone();
        let place = rules::text_mut(&mut after, self.field);
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        *place = new;
        if after.decision == Decision::Idea && self.field != FeatureText::Title {
            after = Feature { decision: Decision::Shaping, decided_at: desk.now(), ..after };
        }
        desk.change(&subject.feature, &after)?;
        Ok(FeatureDone::of(&InProduct { feature: after, ..subject }))
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("{} was edited.", done.key)
    }
}
