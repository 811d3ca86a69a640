//! What is read of acceptance.

use database::Tx;
use serde::Serialize;

use super::rules::Standing;
use super::{AcceptanceId, Ruling, Verdict, VerdictId};
use crate::backlog::{CriterionId, Kind, Points, Size, State, Story, StoryId, queries};
use crate::roadmap::FeatureId;
use crate::spine::actor::Actor;
use crate::spine::id::{ProductId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

/// Stories of a list at most.
pub const WAITING_MAX: i64 = 200;
/// Verdicts and rulings of one story at most.
const OF_STORY_MAX: i64 = 500;
/// Stories of one feature at most.
const OF_FEATURE_MAX: i64 = 1000;

database::row! {
    /// The verdict that counts for a criterion.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct VerdictRow {
        pub id: VerdictId,
        pub criterion_id: CriterionId,
        pub met: bool,
        pub evidence: String,
        pub created_at: Timestamp,
        pub by: Option<String>,
    }
}

/// The verdicts that count for the criteria of a story.
pub fn verdicts(tx: &Tx<'_>, actor: &Actor, story: &Story) -> Result<Vec<VerdictRow>> {
    actor.must(Permission::Read, story.product_id)?;
    let sql = r#"
        select v.id, v.criterion_id, v.met, v.evidence, v.created_at, p.name as "by"
          from verdict v
          left join person p on p.workspace_id = v.workspace_id and p.id = v.created_by
         where v.workspace_id = $1 and v.story_id = $2 and v.archived_at is null
         order by v.created_at, v.id
         limit $3"#;
    Ok(tx.all(sql, &[&actor.workspace, &story.id, &OF_STORY_MAX])?)
}

/// How the criteria of a story stand.
pub fn standing(tx: &Tx<'_>, actor: &Actor, story: &Story) -> Result<Standing> {
    let verdicts = verdicts(tx, actor, story)?;
    let criteria = queries::criteria(tx, actor, story)?;
    let met = |id| verdicts.iter().find(|verdict| verdict.criterion_id == id).map(|verdict| verdict.met);
    Ok(Standing::of(criteria.iter().map(|criterion| met(criterion.id))))
}

/// The verdict of a criterion that counts now.
pub(super) fn verdict_of(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    story: StoryId,
    criterion: CriterionId,
) -> Result<Option<Verdict>> {
    let sql = format!(
        "{} where workspace_id = $1 and story_id = $2 and criterion_id = $3 and archived_at is null
          order by created_at desc, id desc limit 1",
        Verdict::select()
    );
    Ok(tx.maybe(&sql, &[&workspace, &story, &criterion])?)
}

database::row! {
    /// That a story was accepted or sent back, and why.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct RulingRow {
        pub id: AcceptanceId,
        pub ruling: Ruling,
        pub reason: String,
        pub created_at: Timestamp,
        pub by: Option<String>,
    }
}

/// What was ruled on a story, newest first.
pub fn rulings(tx: &Tx<'_>, actor: &Actor, story: &Story) -> Result<Vec<RulingRow>> {
    actor.must(Permission::Read, story.product_id)?;
    let sql = r#"
        select a.id, a.ruling, a.reason, a.created_at, p.name as "by"
          from acceptance a
          left join person p on p.workspace_id = a.workspace_id and p.id = a.created_by
         where a.workspace_id = $1 and a.story_id = $2 and a.archived_at is null
         order by a.created_at desc, a.id desc
         limit $3"#;
    Ok(tx.all(sql, &[&actor.workspace, &story.id, &OF_STORY_MAX])?)
}

database::row! {
    /// A story that waits to be accepted.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct WaitingRow {
        pub id: StoryId,
        pub number: i64,
        pub kind: Kind,
        pub title: String,
        pub points_tenths: Option<Points>,
        pub points_high_tenths: Option<Points>,
        pub assignee: Option<String>,
        pub done_at: Option<Timestamp>,
        pub criteria: i64,
        pub met: i64,
        pub not_met: i64,
    }
}

impl WaitingRow {
    pub fn size(&self) -> Size {
        Size { points: self.points_tenths, high: self.points_high_tenths }
    }
}

/// The stories of a product that wait to be accepted, in the owner's order.
pub fn waiting(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<WaitingRow>> {
    actor.must(Permission::Read, product)?;
    let judged = "
        select count(*) from verdict v
          join acceptance_criterion c on c.workspace_id = v.workspace_id and c.id = v.criterion_id
                                     and c.archived_at is null
         where v.workspace_id = $1 and v.story_id = s.id and v.archived_at is null";
    let sql = format!(
        "select s.id, s.number, s.kind, s.title, s.points_tenths, s.points_high_tenths, p.name as assignee,
                s.done_at,
                (select count(*) from acceptance_criterion c
                  where c.workspace_id = $1 and c.story_id = s.id and c.archived_at is null) as criteria,
                ({judged} and v.met) as met,
                ({judged} and not v.met) as not_met
           from story s
           left join person p on p.workspace_id = s.workspace_id and p.id = s.assignee_id
          where s.workspace_id = $1 and s.product_id = $2 and s.archived_at is null and s.state = 'done'
          order by s.rank
          limit $3"
    );
    Ok(tx.all(&sql, &[&actor.workspace, &product, &WAITING_MAX])?)
}

database::row! {
    /// A story of a feature, as far as its completion needs it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct PartRow {
        pub number: i64,
        pub title: String,
        pub state: State,
    }
}

/// The stories of a feature in the owner's order.
pub fn stories_of_feature(
    tx: &Tx<'_>,
    actor: &Actor,
    product: ProductId,
    feature: FeatureId,
) -> Result<Vec<PartRow>> {
    actor.must(Permission::Read, product)?;
    let sql = "
        select number, title, state from story
         where workspace_id = $1 and feature_id = $2 and archived_at is null
         order by rank
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &feature, &OF_FEATURE_MAX])?)
}
