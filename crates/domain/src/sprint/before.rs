//! How much is done before something in the backlog: what is built, what is being built, and what stands above it.

use database::{Query, Tx};
use uuid::Uuid;

use super::order::{early, order_unless};
use crate::backlog::{State, Story, StoryId};
use crate::roadmap::FeatureId;
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, ReleaseId};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::tally;

/// Stories that are counted in front of something at most.
pub const AHEAD_MAX: i64 = 5_000;

/// What stands in the backlog, the last of whose open stories is looked for.
#[derive(Clone, Copy, Debug)]
pub enum Of {
    Story(StoryId),
    Feature(FeatureId),
    Release(ReleaseId),
}

database::row! {
    struct Open { state: State }
}

/// Stories that are built or being built. They are done before whatever is still to do, wherever they stand.
pub fn in_work(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<i64> {
    Ok(tally::of_product(tx, actor, product)?.count("story", &["doing", "done"]))
}

/// How many stories have to be accepted until all of these are, up to [`AHEAD_MAX`]: what is built, then what is being
/// built, then the backlog in its [order](super::order). None when none is open.
pub fn ahead_of(tx: &Tx<'_>, actor: &Actor, product: ProductId, of: Of) -> Result<Option<i64>> {
    let tallies = tally::of_product(tx, actor, product)?;
    let (column, id) = match of {
        Of::Story(story) => ("id", story.0),
        Of::Feature(feature) => ("feature_id", feature.0),
        Of::Release(release) => ("release_id", release.0),
    };
    let sql = format!(
        "select state from story
          where workspace_id = $1 and {column} = $2 and archived_at is null
            and state in ('todo', 'doing', 'done')
          group by state"
    );
    let open = Query::<Open>::new(sql, vec![actor.workspace.into(), id.into()]);
    let (open, early) = tx.together((open, early(actor, product)))?;
    let has = |state| open.iter().any(|open| open.state == state);
    let (built, building) = (tallies.count("story", &["done"]), tallies.count("story", &["doing"]));
    Ok(if has(State::Todo) {
        let to_do = match order_unless(early.is_empty(), (tx, actor), product)? {
            Some(order) => order.last_of(of).unwrap_or(AHEAD_MAX),
            None => above(tx, actor, product, (column, id))?,
        };
        Some(built + building + to_do)
    } else if has(State::Doing) {
        Some(built + building)
    } else {
        has(State::Done).then_some(built)
    })
}

/// The place of a story among those that are to do, up to [`AHEAD_MAX`].
pub fn place_of(tx: &Tx<'_>, actor: &Actor, story: &Story) -> Result<i64> {
    actor.must(Permission::Read, story.product_id)?;
    above(tx, actor, story.product_id, ("id", story.id.0))
}

/// What is to do down to the last of these in the backlog.
fn above(tx: &Tx<'_>, actor: &Actor, product: ProductId, (column, id): (&str, Uuid)) -> Result<i64> {
    let sql = format!(
        "select count(*) as value from (
            select 1 as one from story
             where workspace_id = $1 and product_id = $2 and archived_at is null and state = 'todo'
               and rank <= (select rank from story
                             where workspace_id = $1 and {column} = $3 and archived_at is null and state = 'todo'
                             order by rank desc
                             limit 1)
             limit $4) a"
    );
    let above: Option<i64> = tx.value(&sql, &[&actor.workspace, &product, &id, &AHEAD_MAX])?;
    Ok(above.unwrap_or_default())
}
