//! What is read of teams, sprints and boards.

use database::Tx;

use super::Team;
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// Teams of a product at most.
const TEAMS_MAX: i64 = 50;

/// The teams that work on a product, by name.
pub fn teams(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<Team>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select t.id, t.name, t.sort_key, t.mode, t.created_at, t.archived_at
          from team_product p
          join team t on t.workspace_id = p.workspace_id and t.id = p.team_id
         where p.workspace_id = $1 and p.product_id = $2 and p.archived_at is null and t.archived_at is null
         order by t.sort_key, t.id
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &product, &TEAMS_MAX])?)
}
