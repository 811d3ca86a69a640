//! When a feature is planned for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{EntryKind, Feature, FeatureDone, FeatureId, InProduct, Precision, rules};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Plan a feature for a time, or take its dates away. It is shown as exactly as `precision` says.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ScheduleFeature {
    pub feature: FeatureId,
    /// The first day.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub starts_on: Option<Day>,
    /// The last day.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub ends_on: Option<Day>,
    /// `month` if left out.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub precision: Option<Precision>,
    /// Why it is moved; at most 500 characters. It stands in the thread of the feature and in the next status update.
    #[serde(default)]
    pub reason: String,
}

impl Command for ScheduleFeature {
    const NAME: &'static str = "schedule_feature";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::ShapeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        let (starts_on, ends_on) = rules::timeframe(self.starts_on, self.ends_on)?;
        let date_precision = ends_on.map(|_| self.precision.unwrap_or(Precision::Month));
        let reason = text::optional_line("reason", "the reason", &self.reason, text::LINE_MAX)?;
        let after = Feature { starts_on, ends_on, date_precision, ..subject.feature.clone() };
        let moved = (after.starts_on, after.ends_on) != (subject.feature.starts_on, subject.feature.ends_on);
        desk.change(&subject.feature, &after)?;
        if moved && !reason.is_empty() {
            subject.enter(desk, EntryKind::Rescheduled, reason)?;
        }
        Ok(FeatureDone::of(&subject))
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        format!("The dates of {} are set.", done.key)
    }
}
