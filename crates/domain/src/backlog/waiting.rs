//! What stories wait for, as the commands look it up.

use database::Tx;

use super::{Dependency, StoryId};
use crate::spine::id::WorkspaceId;
use crate::spine::item::Item;
use crate::spine::refusal::{Found, Result};

/// Stories that are followed from one story to what it waits for, at most.
const FOLLOWED_MAX: i64 = 2_000;

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
