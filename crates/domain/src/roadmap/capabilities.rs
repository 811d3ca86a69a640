//! Which capabilities of the comparison are brought by which feature.

use super::FeatureId;
use crate::market::comparison::{Capability, CapabilityId, rules};
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::item::{Item, Upkeep};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};

ids! {
    /// That a capability is brought by a feature.
    CapabilityFeatureId,
}

item! {
    /// That a capability is brought by a feature: built, it closes the gap.
    CapabilityFeature, noun "capability_feature", table "capability_feature" {
        Key id: CapabilityFeatureId,
        Public product_id: ProductId,
        Public capability_id: CapabilityId,
        Public feature_id: FeatureId,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

impl Upkeep for CapabilityFeature {}

/// The link between a capability and a feature, archived or not.
pub(super) fn linked(
    desk: &Desk<'_>,
    feature: FeatureId,
    capability: CapabilityId,
) -> Result<Option<CapabilityFeature>> {
    let sql = format!(
        "{} where workspace_id = $1 and capability_id = $2 and feature_id = $3",
        CapabilityFeature::select()
    );
    Ok(desk.tx.maybe(&sql, &[&desk.workspace(), &capability, &feature])?)
}

/// Links them, again if they were linked before. Both are of one product.
pub(super) fn link(
    desk: &Desk<'_>,
    (feature, product): (FeatureId, ProductId),
    capability: &Capability,
) -> Result<()> {
    rules::refuse_archived_capability(capability)?;
    if capability.product_id != product {
        return Refusal::conflict("A capability goes with features of its own product.");
    }
    match linked(desk, feature, capability.id)? {
        Some(linked) => desk.change(&linked, &CapabilityFeature { archived_at: None, ..linked.clone() }),
        None => desk.add(&CapabilityFeature {
            id: desk.moment.id(),
            product_id: product,
            capability_id: capability.id,
            feature_id: feature,
            created_at: desk.now(),
            archived_at: None,
        }),
    }
}
