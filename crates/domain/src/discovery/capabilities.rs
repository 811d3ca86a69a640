//! Which capabilities of the comparison are for which need.

use super::NeedId;
use crate::market::comparison::{Capability, CapabilityId, rules};
use crate::spine::desk::Desk;
use crate::spine::id::ProductId;
use crate::spine::item::{Item, Upkeep};
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Refusal, Result};

ids! {
    /// That a capability is for a need.
    CapabilityNeedId,
}

item! {
    /// That a capability is for a need: who asked for the one asks for the other.
    CapabilityNeed, noun "capability_need", table "capability_need" {
        Key id: CapabilityNeedId,
        Public product_id: ProductId,
        Public capability_id: CapabilityId,
        Public need_id: NeedId,
        Public created_at: Timestamp,
        Public archived_at: Option<Timestamp>,
    }
}

impl Upkeep for CapabilityNeed {}

/// The link between a capability and a need, archived or not.
pub(super) fn linked(
    desk: &Desk<'_>,
    need: NeedId,
    capability: CapabilityId,
) -> Result<Option<CapabilityNeed>> {
    let sql = format!(
        "{} where workspace_id = $1 and capability_id = $2 and need_id = $3",
        CapabilityNeed::select()
    );
    Ok(desk.tx.maybe(&sql, &[&desk.workspace(), &capability, &need])?)
}

/// Links them, again if they were linked before. Both are of one product.
pub(super) fn link(
    desk: &Desk<'_>,
    (need, product): (NeedId, ProductId),
    capability: &Capability,
) -> Result<()> {
    rules::refuse_archived_capability(capability)?;
    if capability.product_id != product {
        return Refusal::conflict("A capability goes with needs of its own product.");
    }
    match linked(desk, need, capability.id)? {
        Some(linked) => desk.change(&linked, &CapabilityNeed { archived_at: None, ..linked.clone() }),
        None => desk.add(&CapabilityNeed {
            id: desk.moment.id(),
            product_id: product,
            capability_id: capability.id,
            need_id: need,
            created_at: desk.now(),
            archived_at: None,
        }),
    }
}
