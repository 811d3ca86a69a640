//! The places of features in the manager's order.

use database::Tx;

use super::{Feature, FeatureId};
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::rank::Rank;
use crate::spine::refusal::Result;

/// The last place that is taken, by what is archived too.
pub(super) fn last_rank(tx: &Tx<'_>, workspace: WorkspaceId, product: ProductId) -> Result<Option<Rank>> {
    let sql = "
        select rank as value from feature
         where workspace_id = $1 and product_id = $2
         order by rank desc
         limit 1";
    Ok(tx.value(sql, &[&workspace, &product])?)
}

/// The rank right after `rank`, passing over the feature that is being moved.
pub(super) fn next_rank(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    product: ProductId,
    rank: &Rank,
    moved: FeatureId,
) -> Result<Option<Rank>> {
    let sql = "
        select rank as value from feature
         where workspace_id = $1 and product_id = $2 and rank > $3 and id <> $4
         order by rank
         limit 1";
    Ok(tx.value(sql, &[&workspace, &product, rank, &moved])?)
}

/// The rank right before `rank`, passing over the feature that is being moved.
pub(super) fn previous_rank(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    product: ProductId,
    rank: &Rank,
    moved: FeatureId,
) -> Result<Option<Rank>> {
    let sql = "
        select rank as value from feature
         where workspace_id = $1 and product_id = $2 and rank < $3 and id <> $4
         order by rank desc
         limit 1";
    Ok(tx.value(sql, &[&workspace, &product, rank, &moved])?)
}

/// The rank that a feature is to have; a free one right above it if another has got it meanwhile.
pub(crate) fn free_rank(tx: &Tx<'_>, workspace: WorkspaceId, feature: &Feature) -> Result<Rank> {
    let Feature { id, product_id, rank, .. } = feature;
    let sql = "
        select rank as value from feature
         where workspace_id = $1 and product_id = $2 and rank = $3 and id <> $4";
    if tx.value::<Rank>(sql, &[&workspace, product_id, rank, id])?.is_none() {
        return Ok(rank.clone());
    }
    let previous = previous_rank(tx, workspace, *product_id, rank, *id)?;
    Ok(Rank::between(previous.as_ref(), Some(rank)))
}
