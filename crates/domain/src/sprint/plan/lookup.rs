//! What the commands of planning look up.

use database::Tx;

use crate::backlog::Story;
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId, SprintId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::refusal::{Refusal, Result};
use crate::sprint::{Sprint, SprintState, SprintVoice, TeamId, TeamMember};

const STORIES_MAX: i64 = 200;

/// The product that a team works on, the first one where it works on several.
pub fn product_of_team(tx: &Tx<'_>, workspace: WorkspaceId, team: TeamId) -> Result<Option<ProductId>> {
    let sql = "
        select product_id as value from team_product
         where workspace_id = $1 and team_id = $2 and archived_at is null
         order by created_at, id
         limit 1";
    Ok(tx.value(sql, &[&workspace, &team])?)
}

pub fn works_on(tx: &Tx<'_>, workspace: WorkspaceId, team: TeamId, product: ProductId) -> Result<bool> {
    let sql = "
        select product_id as value from team_product
         where workspace_id = $1 and product_id = $2 and team_id = $3 and archived_at is null
         limit 1";
    let found: Option<ProductId> = tx.value(sql, &[&workspace, &product, &team])?;
    Ok(found.is_some())
}

/// That somebody is or was in a team.
pub fn membership(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    team: TeamId,
    person: PersonId,
) -> Result<Option<TeamMember>> {
    let sql = format!("{} where workspace_id = $1 and team_id = $2 and person_id = $3", TeamMember::select());
    Ok(tx.maybe(&sql, &[&workspace, &team, &person])?)
}

/// The highest number that a sprint of the product ever had.
pub fn newest_number(tx: &Tx<'_>, workspace: WorkspaceId, product: ProductId) -> Result<i64> {
    let sql = "
        select number as value from sprint
         where workspace_id = $1 and product_id = $2
         order by number desc
         limit 1";
    Ok(tx.value(sql, &[&workspace, &product])?.unwrap_or(0))
}

/// Whole stories of a sprint in the owner's order.
pub fn stories_in(tx: &Tx<'_>, workspace: WorkspaceId, sprint: SprintId) -> Result<Vec<Story>> {
    let sql = format!(
        "{} where workspace_id = $1 and sprint_id = $2 and archived_at is null order by rank limit $3",
        Story::select()
    );
    Ok(tx.all(&sql, &[&workspace, &sprint, &STORIES_MAX])?)
}

pub fn open_objections(tx: &Tx<'_>, workspace: WorkspaceId, sprint: SprintId) -> Result<i64> {
    let sql = "
        select count(*) as value from sprint_voice v
          join story s on s.workspace_id = v.workspace_id and s.id = v.story_id and s.sprint_id = v.sprint_id
         where v.workspace_id = $1 and v.sprint_id = $2 and v.stance = 'objects' and v.answer = ''
           and v.archived_at is null";
    Ok(tx.value(sql, &[&workspace, &sprint])?.unwrap_or(0))
}

/// What one person said about a sprint.
pub fn voices_of(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    sprint: SprintId,
    person: PersonId,
) -> Result<Vec<SprintVoice>> {
    let sql = format!(
        "{} where workspace_id = $1 and sprint_id = $2 and person_id = $3 and archived_at is null limit 200",
        SprintVoice::select()
    );
    Ok(tx.all(&sql, &[&workspace, &sprint, &person])?)
}

/// The number of the sprint that the same team runs now.
pub fn running_of_team(tx: &Tx<'_>, workspace: WorkspaceId, sprint: &Sprint) -> Result<Option<i64>> {
    let sql = "
        select number as value from sprint
         where workspace_id = $1 and product_id = $2 and state = 'running' and team_id = $3
           and archived_at is null
         limit 1";
    Ok(tx.value(sql, &[&workspace, &sprint.product_id, &sprint.team_id])?)
}

/// The planned sprint of the same team that comes next.
pub fn next_planned(tx: &Tx<'_>, workspace: WorkspaceId, sprint: &Sprint) -> Result<Option<SprintId>> {
    let sql = "
        select id as value from sprint
         where workspace_id = $1 and product_id = $2 and state = 'planned' and team_id = $3
           and archived_at is null
         order by number
         limit 1";
    Ok(tx.value(sql, &[&workspace, &sprint.product_id, &sprint.team_id])?)
}

/// Refuses to take a story out of a sprint that runs without saying so.
pub fn refuse_running(desk: &Desk<'_>, sprint: SprintId, key: &str) -> Result<()> {
    let sprint: Sprint = desk.load(sprint.0)?;
    if sprint.state == SprintState::Running {
        let number = sprint.number;
        return Refusal::conflict(format!(
            "{key} is in sprint {number}, which runs. Take it out there first."
        ));
    }
    Ok(())
}
