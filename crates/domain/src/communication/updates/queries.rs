//! What is read of updates.

use database::Tx;
use serde::Serialize;

use super::standings::Measured;
use super::{Addressed, Standing, StatusUpdate, StatusUpdateId, UpdateGoal, UpdateState};
use crate::communication::audiences::{Audience, AudienceId};
use crate::communication::publications::leaks::{Leak, Text, leaks};
use crate::communication::publications::queries::sight;
use crate::communication::publications::{Shown, ShownGoal};
use crate::people::Product;
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;
use crate::strategy::queries::{goals, key_results};
use crate::strategy::rules::shown as measure;
use crate::strategy::{GoalId, GoalState};

/// Updates of a list at most; earlier ones are on the next page.
pub const UPDATES_MAX: i64 = 50;
/// Goals of one update at most.
const GOALS_MAX: i64 = 200;

database::row! {
    /// An update as a row of the list.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct UpdateRow {
        pub id: StatusUpdateId,
        pub number: i64,
        pub title: String,
        pub audience: String,
        pub audience_number: i64,
        pub state: UpdateState,
        pub revision: i64,
        pub since: Timestamp,
        pub published_at: Option<Timestamp>,
        pub created_at: Timestamp,
        pub by_name: Option<String>,
    }
}

/// The updates of a product before a number, newest first.
pub fn updates(
    tx: &Tx<'_>,
    actor: &Actor,
    product: ProductId,
    before: Option<i64>,
) -> Result<Vec<UpdateRow>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select u.id, u.number, u.title, a.name as audience, a.number as audience_number, u.state, u.revision,
               u.since, u.published_at, u.created_at, p.name as by_name
          from status_update u
          join audience a on a.workspace_id = u.workspace_id and a.id = u.audience_id
          left join person p on p.workspace_id = u.workspace_id and p.id = u.created_by
         where u.workspace_id = $1 and u.product_id = $2 and u.archived_at is null and u.number < $3
         order by u.number desc
         limit $4";
    let before = before.unwrap_or(i64::MAX);
    Ok(tx.all(sql, &[&actor.workspace, &product, &before, &UPDATES_MAX])?)
}

/// An update that the actor may read, by its number, with its product and audience; also one that is put away.
pub fn update(tx: &Tx<'_>, actor: &Actor, product: &Product, number: i64) -> Result<Addressed> {
    actor.must(Permission::Read, product.id)?;
    let sql =
        format!("{} where workspace_id = $1 and product_id = $2 and number = $3", StatusUpdate::select());
    let update: Option<StatusUpdate> = tx.maybe(&sql, &[&actor.workspace, &product.id, &number])?;
    let update = update.found("status_update")?;
    let audience = Audience::load(tx, actor.workspace, update.audience_id.0)?.found("audience")?;
    Ok(Addressed { update, product: product.clone(), audience })
}

database::row! {
    /// How a goal stands in an update.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct GoalStands {
        pub goal_id: GoalId,
        pub number: i64,
        pub title: String,
        pub standing: Standing,
        pub words: String,
        /// Whether the update says nothing of it.
        pub is_left_out: bool,
    }
}

/// How the goals stand in an update, in the order of their keys; those left out, too.
pub fn standings(tx: &Tx<'_>, actor: &Actor, update: &StatusUpdate) -> Result<Vec<GoalStands>> {
    actor.must(Permission::Read, update.product_id)?;
    let sql = "
        select s.goal_id, g.number, g.title, s.standing, s.words, (s.archived_at is not null) as is_left_out
          from update_goal s
          join goal g on g.workspace_id = s.workspace_id and g.id = s.goal_id and g.archived_at is null
         where s.workspace_id = $1 and s.update_id = $2
         order by g.number
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &update.id, &GOALS_MAX])?)
}

/// What an update shows to its audience as it stands now, and what of it should not be read.
pub fn shown(tx: &Tx<'_>, actor: &Actor, addressed: &Addressed) -> Result<(Shown, Vec<Leak>)> {
    let Addressed { update, product, audience } = addressed;
    let all = if audience.shows_goals { standings(tx, actor, update)? } else { Vec::new() };
    let stands = all.into_iter().filter(|one| !one.is_left_out);
    let goals: Vec<ShownGoal> =
        stands.map(|one| ShownGoal { title: one.title, standing: one.standing, words: one.words }).collect();
    let secrets = sight(tx, actor, (audience, product))?.secrets(tx, actor)?;
    let mut texts = vec![Text { place: "the title", text: &update.title }];
    texts.extend(goals.iter().map(|goal| Text { place: "how the goals stand", text: &goal.words }));
    texts.push(Text { place: "the update", text: &update.body });
    let found = leaks(&texts, &secrets);
    Ok((Shown::StatusUpdate { body: update.body.clone(), goals }, found))
}

/// The draft for an audience that is being written.
pub(super) fn open_draft(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    audience: AudienceId,
) -> Result<Option<StatusUpdate>> {
    let sql = format!(
        "{} where workspace_id = $1 and audience_id = $2 and archived_at is null and state = 'draft'
          order by number desc limit 1",
        StatusUpdate::select()
    );
    Ok(tx.maybe(&sql, &[&workspace, &audience])?)
}

/// The update that an audience was told last.
pub(super) fn last_told(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    audience: AudienceId,
) -> Result<Option<StatusUpdate>> {
    let sql = format!(
        "{} where workspace_id = $1 and audience_id = $2 and archived_at is null and state = 'published'
          order by until_seq desc limit 1",
        StatusUpdate::select()
    );
    Ok(tx.maybe(&sql, &[&workspace, &audience])?)
}

/// How goals stand in an update, as rows; those left out, too.
pub(super) fn standings_kept(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    update: StatusUpdateId,
) -> Result<Vec<UpdateGoal>> {
    let sql = format!(
        "{} where workspace_id = $1 and update_id = $2 order by goal_id limit $3",
        UpdateGoal::select()
    );
    Ok(tx.all(&sql, &[&workspace, &update, &GOALS_MAX])?)
}

/// The active goals with how they are measured.
pub(super) fn measured(tx: &Tx<'_>, actor: &Actor) -> Result<Vec<(GoalId, Vec<Measured>)>> {
    let rows = tx.together(key_results(actor)?)?;
    let of = |goal: GoalId| {
        let own = rows.iter().filter(|row| row.goal_id == goal);
        own.map(|row| Measured {
            title: row.title.clone(),
            now: measure(row.now(), row.unit),
            aim: measure(row.target_thousandths, row.unit),
            by: row.by_name.clone(),
            confidence: row.confidence,
            measured_on: row.measured_on,
        })
        .collect()
    };
    let active = tx.together(goals(actor)?)?.into_iter().filter(|goal| goal.state == GoalState::Active);
    Ok(active.map(|goal| (goal.id, of(goal.id))).collect())
}
