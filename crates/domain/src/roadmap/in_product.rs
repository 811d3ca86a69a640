//! A feature with its product, as the commands of this noun load it; and what their callers learn.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    AgreementEntry, Decision, EntryKind, Feature, FeatureId, FeatureNeed, FeatureText, agreement,
    assumptions, queries, rules,
};
use crate::discovery::NeedId;
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};

/// A feature together with its product: what nearly every command of this noun works on.
#[derive(Clone, Debug)]
pub struct InProduct {
    pub feature: Feature,
    pub product: Product,
    /// Whether a concluded experiment speaks of it.
    pub is_cited: bool,
}

/// What a caller learns of a feature that was changed.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FeatureDone {
    pub id: FeatureId,
    /// Such as `INV-34`.
    pub key: String,
    /// The names of the fields in which nothing stands yet.
    pub empty: Vec<&'static str>,
}

impl FeatureDone {
    pub(in crate::roadmap) fn of(subject: &InProduct) -> Self {
        let empty = rules::empty_fields(&subject.feature, subject.is_cited);
        Self { id: subject.feature.id, key: subject.key(), empty }
    }
}

impl InProduct {
    pub(in crate::roadmap) fn load(desk: &Desk<'_>, id: FeatureId) -> Result<Self> {
        let subject = Self::load_also_archived(desk, id)?;
        match subject.feature.archived_at {
            Some(_) => Refusal::conflict("The feature is archived. Restore it first."),
            None => Ok(subject),
        }
    }

    pub(super) fn load_also_archived(desk: &Desk<'_>, id: FeatureId) -> Result<Self> {
        let feature: Feature = desk.load(id)?;
        let product = desk.load(feature.product_id.0)?;
        let is_cited = assumptions::queries::is_cited(desk.tx, desk.workspace(), feature.id)?;
        Ok(Self { feature, product, is_cited })
    }

    pub fn key(&self) -> String {
        format!("{}-{}", self.product.prefix, self.feature.number)
    }

    /// Sets the decision with its reason.
    pub(super) fn decide(&self, desk: &Desk<'_>, decision: Decision, reason: String) -> Result<FeatureDone> {
        let (decision_reason, decided_at) = (reason, desk.now());
        let after = Feature { decision, decision_reason, decided_at, ..self.feature.clone() };
        desk.change(&self.feature, &after)?;
        Ok(FeatureDone::of(self))
    }

    pub(super) fn enter(&self, desk: &Desk<'_>, kind: EntryKind, body: String) -> Result<()> {
        self.enter_of(desk, (kind, body), None)
    }

    /// Adds to the thread; `of` is the one field whose change is taken, and up to which change.
    pub(super) fn enter_of(
        &self,
        desk: &Desk<'_>,
        (kind, body): (EntryKind, String),
        of: Option<(FeatureText, i64)>,
    ) -> Result<()> {
        desk.add(&AgreementEntry {
            id: desk.moment.id(),
            product_id: self.product.id,
            feature_id: self.feature.id,
            kind,
            body,
            field: of.map(|(field, _)| field),
            taken_seq: of.map(|(_, seq)| seq),
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        })
    }

    /// The number of the newest change of its texts.
    pub(super) fn newest_edit(&self, desk: &Desk<'_>) -> Result<Option<i64>> {
        agreement::newest_edit(desk.tx, desk.workspace(), self.feature.id)
    }

    /// Links a need, again if it was linked before.
    pub(super) fn answer(&self, desk: &Desk<'_>, need: NeedId) -> Result<()> {
        match queries::feature_need(desk.tx, desk.workspace(), self.feature.id, need)? {
            Some(linked) => desk.change(&linked, &FeatureNeed { archived_at: None, ..linked.clone() }),
            None => desk.add(&FeatureNeed {
                id: desk.moment.id(),
                product_id: self.feature.product_id,
                feature_id: self.feature.id,
                need_id: need,
                created_at: desk.now(),
                archived_at: None,
            }),
        }
    }
}
