//! The owner agrees to what changed since the feature was taken: to all of it, or to one field.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::agreement::{ChangedSince, changed_since};
use super::{Decision, EntryKind, Feature, FeatureDone, FeatureId, FeatureText, InProduct, rules};
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Take the changes that were made to a feature since it was taken: one field's, or all.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AcknowledgeFeature {
    pub feature: FeatureId,
    /// The one field whose change is taken; empty: all of them.
    #[serde(default, deserialize_with = "blank::as_none")]
    pub field: Option<FeatureText>,
    /// The number of the newest change that whoever agrees has seen; what came later waits. Leave it out to take whatever
    /// is there.
    #[serde(default)]
    pub up_to: Option<i64>,
}

impl Command for AcknowledgeFeature {
    const NAME: &'static str = "acknowledge_feature";
    type Subject = InProduct;
    type Done = FeatureDone;

    fn load(&self, desk: &Desk<'_>) -> Result<InProduct> {
        InProduct::load(desk, self.feature)
    }

    fn gate(&self, subject: &InProduct) -> Gate {
        Gate::Product(Permission::TakeFeatures, subject.feature.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: InProduct) -> Result<FeatureDone> {
        let newest = subject.newest_edit(desk)?;
        if subject.feature.decision != Decision::Taken || !rules::was_changed(&subject.feature, newest) {
            return Refusal::conflict("Nothing changed since it was taken.");
        }
        let seen = |seq: i64| self.up_to.map_or(seq, |up_to| seq.min(up_to));
        let newest = newest.map(seen);
        let Some(field) = self.field else {
            subject.enter(desk, EntryKind::Acknowledged, String::new())?;
            return self.take_all(desk, &subject, newest);
        };
        let changed = changed_since(desk.tx, desk.actor, &subject.feature)?;
        let Some(change) = changed.iter().find(|change| change.field == field) else {
            return Refusal::conflict("Nothing changed in it since it was taken.");
        };
        let of = (field, seen(change.seq));
        subject.enter_of(desk, (EntryKind::Acknowledged, String::new()), Some(of))?;
        let is_seen = |other: &&ChangedSince| other.field == field && other.seq <= seen(other.seq);
        if changed.iter().all(|other| is_seen(&other)) {
            return self.take_all(desk, &subject, newest);
        }
        Ok(FeatureDone::of(&subject))
    }

    fn sentence(&self, done: &FeatureDone) -> String {
        match self.field {
            Some(field) => {
                format!("The change of {} in {} is taken.", rules::field_word(field).to_lowercase(), done.key)
            }
            None => format!("The change of {} is taken.", done.key),
        }
    }
}

impl AcknowledgeFeature {
    fn take_all(&self, desk: &Desk<'_>, subject: &InProduct, newest: Option<i64>) -> Result<FeatureDone> {
        let acknowledged_seq = newest.max(subject.feature.acknowledged_seq);
        desk.change(&subject.feature, &Feature { acknowledged_seq, ..subject.feature.clone() })?;
        Ok(FeatureDone::of(subject))
    }
}
