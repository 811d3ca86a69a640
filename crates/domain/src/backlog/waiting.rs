//! What stories wait for, as the commands look it up.

use database::Tx;
use serde::Serialize;

use super::{Dependency, DependencyId, State, Story, StoryId};
use crate::spine::actor::Actor;
use crate::spine::id::WorkspaceId;
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

/// Stories that are followed from one story to what it waits for, at most.
const FOLLOWED_MAX: i64 = 2_000;

/// Stories on either side of one that are listed.
const LISTED_MAX: i64 = 50;

database::row! {
    /// A story that another waits for, or that waits for it.
    #[derive(Clone, Debug, Serialize)]
    pub struct Linked {
        pub dependency_id: DependencyId,
        pub number: i64,
        pub title: String,
        pub state: State,
        /// It waits; otherwise it is waited for.
        pub waits: bool,
    }
}

/// What a story waits for, and what waits for it.
pub fn linked(tx: &Tx<'_>, actor: &Actor, story: &Story) -> Result<Vec<Linked>> {
    actor.must(Permission::Read, story.product_id)?;
    let sql = "
        select d.id as dependency_id, s.number, s.title, s.state, {waits} as waits
          from dependency d
          join story s on s.workspace_id = d.workspace_id and s.id = d.{other}
         where d.workspace_id = $1 and d.{own} = $2 and d.archived_at is null and s.archived_at is null
         order by s.number
         limit $3";
    let mut linked = Vec::new();
    for (own, other, waits) in [("blocked_id", "blocker_id", "false"), ("blocker_id", "blocked_id", "true")] {
        let sql = sql.replace("{own}", own).replace("{other}", other).replace("{waits}", waits);
        linked.append(&mut tx.all::<Linked>(&sql, &[&actor.workspace, &story.id, &LISTED_MAX])?);
    }
    Ok(linked)
}

database::row! {
    struct Link { blocked_id: StoryId, blocker_id: StoryId }
}

/// What a story waits for, what that waits for, and so on: what waits, and for what.
pub(super) fn blockers_from(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    story: StoryId,
) -> Result<Vec<(StoryId, StoryId)>> {
    let sql = "
        with recursive link (blocked_id, blocker_id) as (
            select blocked_id, blocker_id from dependency
             where workspace_id = $1 and blocked_id = $2 and archived_at is null
            union
            select d.blocked_id, d.blocker_id from link l
              join dependency d on d.workspace_id = $1 and d.blocked_id = l.blocker_id and d.archived_at is null
        )
        select blocked_id, blocker_id from link limit $3";
    let links: Vec<Link> = tx.all(sql, &[&workspace, &story, &FOLLOWED_MAX])?;
    Ok(links.into_iter().map(|link| (link.blocked_id, link.blocker_id)).collect())
}

/// The link between two stories, also one that was removed.
pub(super) fn dependency(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    blocked: StoryId,
    blocker: StoryId,
) -> Result<Option<Dependency>> {
    let sql =
        format!("{} where workspace_id = $1 and blocked_id = $2 and blocker_id = $3", Dependency::select());
    Ok(tx.maybe(&sql, &[&workspace, &blocked, &blocker])?)
}

/// The keys of stories, in the order given.
pub(super) fn keys(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    prefix: &str,
    stories: &[StoryId],
) -> Result<Vec<String>> {
    let sql = "select number as value from story where workspace_id = $1 and id = $2";
    let key = |story: &StoryId| {
        let number: i64 = tx.value(sql, &[&workspace, story])?.found("story")?;
        Ok(format!("{prefix}-{number}"))
    };
    stories.iter().map(key).collect()
}
