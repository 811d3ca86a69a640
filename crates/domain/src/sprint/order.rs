//! The order in which stories are built where one waits for another that stands below it: what is waited for is pulled before
//! what waits, as [`planner::forecast::order`] says.

use std::collections::HashMap;

use database::{Query, Tx};
use planner::forecast;
use uuid::Uuid;

use super::before::{AHEAD_MAX, Of};
use crate::backlog::{State, StoryId};
use crate::roadmap::FeatureId;
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, ReleaseId};
use crate::spine::rank::Rank;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// Links between open stories that are followed, at most.
const LINKS_MAX: i64 = 5_000;

database::row! {
    /// A story to do, by its place in the owner's order.
    #[derive(Clone, Debug)]
    pub struct ToDo {
        pub id: StoryId,
        pub rank: Rank,
        pub feature_id: Option<FeatureId>,
        pub release_id: Option<ReleaseId>,
    }
}

database::row! {
    /// An open story that waits for one that is to do.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Waits { pub blocked_id: StoryId, pub blocked_state: State, pub blocker_id: StoryId }
}

database::row! {
    /// That something stands above what it waits for.
    pub(super) struct Early { pub id: StoryId }
}

/// The first stories to do in the order in which they are built.
pub struct Order {
    built: Vec<ToDo>,
    places: HashMap<StoryId, i64>,
}

/// Open stories and the stories to do that they wait for.
const WAITS: &str = "
      from dependency d
      join story a on a.workspace_id = d.workspace_id and a.id = d.blocker_id and a.archived_at is null
                  and a.state = 'todo'
      join story b on b.workspace_id = d.workspace_id and b.id = d.blocked_id and b.archived_at is null
                  and b.state in ('todo', 'doing', 'done')
     where d.workspace_id = $1 and d.product_id = $2 and d.archived_at is null";

/// Whether anything is built before its place: a row if so. Yet to be asked.
pub(super) fn early(actor: &Actor, product: ProductId) -> Query<'static, Early> {
    let sql = format!("select d.blocker_id as id {WAITS} and (b.state <> 'todo' or b.rank < a.rank) limit 1");
    Query::new(sql, vec![actor.workspace.into(), product.into()])
}

/// What waits for stories that are to do.
pub fn waits(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<Waits>> {
    actor.must(Permission::Read, product)?;
    let sql = format!("select d.blocked_id, b.state as blocked_state, d.blocker_id {WAITS} limit $3");
    Ok(tx.all(&sql, &[&actor.workspace, &product, &LINKS_MAX])?)
}

/// The stories to do in the owner's order; one more than [`AHEAD_MAX`] where there are more.
pub fn to_do(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<ToDo>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select id, rank, feature_id, release_id from story
         where workspace_id = $1 and product_id = $2 and archived_at is null and state = 'todo'
         order by rank
         limit $3";
    let most = AHEAD_MAX + 1;
    Ok(tx.all(sql, &[&actor.workspace, &product, &most])?)
}

/// None where all are built in the owner's order: where there is nothing [`early`].
pub(super) fn order_unless(
    is_owners: bool,
    (tx, actor): (&Tx<'_>, &Actor),
    product: ProductId,
) -> Result<Option<Order>> {
    if is_owners {
        return Ok(None);
    }
    let mut stories = to_do(tx, actor, product)?;
    stories.truncate(AHEAD_MAX as usize);
    Ok(Some(Order::of(&stories, &waits(tx, actor, product)?)))
}

impl Order {
    fn of(stories: &[ToDo], waits: &[Waits]) -> Self {
        let built: Vec<ToDo> = pulled(stories.len(), waits, |nth| Some(stories[nth].id))
            .iter()
            .map(|nth| stories[*nth].clone())
            .collect();
        let places = (1..).zip(&built).map(|(place, story)| (story.id, place)).collect();
        Self { built, places }
    }

    /// How many stories to do are built until this one is; none where it is not among them.
    pub fn place(&self, story: StoryId) -> Option<i64> {
        self.places.get(&story).copied()
    }

    /// The same of the last one.
    pub fn last_of(&self, of: Of) -> Option<i64> {
        let is_own = |story: &ToDo| match of {
            Of::Story(id) => story.id == id,
            Of::Feature(id) => story.feature_id == Some(id),
            Of::Release(id) => story.release_id == Some(id),
        };
        self.built.iter().rposition(is_own).map(|nth| nth as i64 + 1)
    }

    /// The same of each feature.
    pub fn last_of_features(&self) -> HashMap<FeatureId, i64> {
        let own = (1..).zip(&self.built).filter_map(|(place, story)| Some((story.feature_id?, place)));
        own.collect()
    }
}

/// In which order so many pieces of a backlog are built: their own, with what is waited for pulled before what waits, and first
/// of all what a story in work waits for. `story` names the one that a piece consists of.
pub fn pulled(pieces: usize, waits: &[Waits], story: impl Fn(usize) -> Option<StoryId>) -> Vec<usize> {
    let known = (0..pieces).filter_map(|nth| Some((story(nth)?.0, nth)));
    let known: HashMap<Uuid, usize> = known.collect();
    // What is in work stands before the first piece.
    let mut needs: Vec<Vec<usize>> = vec![Vec::new(); pieces + 1];
    for link in waits {
        let Some(blocker) = known.get(&link.blocker_id.0) else { continue };
        let blocked = known.get(&link.blocked_id.0).map(|nth| nth + 1);
        let at = if link.blocked_state == State::Todo { blocked } else { Some(0) };
        if let Some(at) = at {
            needs[at].push(blocker + 1);
        }
    }
    needs.iter_mut().for_each(|needs| needs.sort_unstable());
    // Commands refuse circles; were there one, the owner's order is what is known.
    let order = forecast::order(needs.len(), |at| &needs[at]);
    order.map_or_else(
        |_| (0..pieces).collect(),
        |order| order.into_iter().filter_map(|at| at.checked_sub(1)).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> StoryId {
        StoryId(Uuid::from_u128(n))
    }

    fn waits(blocked: u128, blocked_state: State, blocker: u128) -> Waits {
        Waits { blocked_id: id(blocked), blocked_state, blocker_id: id(blocker) }
    }

    fn built(waits: &[Waits]) -> Vec<usize> {
        pulled(5, waits, |nth| (nth != 1).then(|| id(nth as u128)))
    }

    #[test]
    fn what_is_waited_for_is_built_before_what_waits() {
        assert_eq!(built(&[waits(4, State::Todo, 2)]), [0, 1, 2, 3, 4], "it stands before already");
        assert_eq!(built(&[waits(2, State::Todo, 4)]), [0, 1, 4, 2, 3]);
        assert_eq!(built(&[waits(0, State::Todo, 3), waits(3, State::Todo, 4)]), [4, 3, 0, 1, 2]);
        assert_eq!(built(&[waits(0, State::Todo, 4), waits(0, State::Todo, 2)]), [2, 4, 0, 1, 3]);
        assert_eq!(built(&[waits(9, State::Doing, 3), waits(0, State::Todo, 2)]), [3, 2, 0, 1, 4]);
        assert_eq!(built(&[waits(9, State::Todo, 3)]), [0, 1, 2, 3, 4], "what waits stands below the cut");
        assert_eq!(built(&[waits(0, State::Todo, 3), waits(3, State::Todo, 0)]), [0, 1, 2, 3, 4]);
    }
}
