//! What is read of releases.

use database::Tx;
use serde::Serialize;

use super::{Reach, Release, ReleaseId, ReleaseState, Telling};
use crate::backlog::{Points, Size, State, StoryId};
use crate::market::{ContactId, CustomerId};
use crate::spine::actor::Actor;
use crate::spine::id::ProductId;
use crate::spine::item::Item;
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

/// Rows of a list at most.
pub const RELEASES_MAX: i64 = 200;
/// Stories of one release at most.
pub const STORIES_MAX: i64 = 1_000;
/// Stories that are offered for a release at most.
const FREE_MAX: i64 = 200;
/// Contacts that one release tells at most.
const ASKERS_MAX: i64 = 10_000;

database::row! {
    /// A release as a row of the list.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct ReleaseRow {
        pub id: ReleaseId,
        pub number: i64,
        pub version: String,
        pub name: String,
        pub state: ReleaseState,
        pub audience: Reach,
        pub planned_on: Option<Day>,
        pub released_at: Option<Timestamp>,
        pub stories: i64,
        pub accepted: i64,
    }
}

/// The releases of a product, newest first.
pub fn releases(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<ReleaseRow>> {
    actor.must(Permission::Read, product)?;
    let stories = "
        select count(*) from story s
         where s.workspace_id = $1 and s.release_id = r.id and s.archived_at is null";
    let sql = format!(
        "select r.id, r.number, r.version, r.name, r.state, r.audience, r.planned_on, r.released_at,
                ({stories}) as stories, ({stories} and s.state = 'accepted') as accepted
           from release r
          where r.workspace_id = $1 and r.product_id = $2 and r.archived_at is null
          order by r.number desc
          limit $3"
    );
    Ok(tx.all(&sql, &[&actor.workspace, &product, &RELEASES_MAX])?)
}

/// A release that the actor may read, by its number.
pub fn release(tx: &Tx<'_>, actor: &Actor, product: ProductId, number: i64) -> Result<Release> {
    actor.must(Permission::Read, product)?;
    let sql = format!("{} where workspace_id = $1 and product_id = $2 and number = $3", Release::select());
    tx.maybe(&sql, &[&actor.workspace, &product, &number])?.found("release")
}

database::row! {
    /// A story of a release.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct StoryRow {
        pub id: StoryId,
        pub number: i64,
        pub title: String,
        pub state: State,
        pub points_tenths: Option<Points>,
        pub points_high_tenths: Option<Points>,
        pub assignee: Option<String>,
        pub feature_number: Option<i64>,
        pub feature: Option<String>,
    }
}

impl StoryRow {
    pub fn size(&self) -> Size {
        Size { points: self.points_tenths, high: self.points_high_tenths }
    }
}

const STORY: &str = "
    select s.id, s.number, s.title, s.state, s.points_tenths, s.points_high_tenths, p.name as assignee,
           f.number as feature_number, f.title as feature
      from story s
      left join person p on p.workspace_id = s.workspace_id and p.id = s.assignee_id
      left join feature f on f.workspace_id = s.workspace_id and f.id = s.feature_id";

/// The stories of a release in the owner's order.
pub fn stories(tx: &Tx<'_>, actor: &Actor, release: &Release) -> Result<Vec<StoryRow>> {
    actor.must(Permission::Read, release.product_id)?;
    let sql = format!(
        "{STORY} where s.workspace_id = $1 and s.release_id = $2 and s.archived_at is null
          order by s.rank limit $3"
    );
    Ok(tx.all(&sql, &[&actor.workspace, &release.id, &STORIES_MAX])?)
}

/// The stories of a product that are in no release yet: what is accepted, then what is done, then what is in work.
pub fn free_stories(tx: &Tx<'_>, actor: &Actor, product: ProductId) -> Result<Vec<StoryRow>> {
    actor.must(Permission::Read, product)?;
    let mut found: Vec<StoryRow> = Vec::new();
    for state in [State::Accepted, State::Done, State::Doing, State::Todo] {
        let limit = FREE_MAX - found.len() as i64;
        let sql = format!(
            "{STORY} where s.workspace_id = $1 and s.product_id = $2 and s.state = $3
                and s.archived_at is null and s.release_id is null
              order by s.rank limit $4"
        );
        found.extend(tx.all::<StoryRow>(&sql, &[&actor.workspace, &product, &state, &limit])?);
    }
    Ok(found)
}

database::row! {
    /// A contact whose words lead to a release.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct AskerRow {
        pub contact_id: ContactId,
        pub customer_id: CustomerId,
        /// Whether a mail may go there: they said so, and an address is known.
        pub may_contact: bool,
    }
}

/// The contacts whose words lead to a release, each once: story, feature, need, quote, feedback.
pub fn askers(tx: &Tx<'_>, actor: &Actor, release: &Release) -> Result<Vec<AskerRow>> {
    actor.must(Permission::Read, release.product_id)?;
    let sql = "
        select k.id as contact_id, k.customer_id, (k.may_contact and k.email <> '') as may_contact
          from contact k
         where k.workspace_id = $1 and k.archived_at is null
           and k.id in (
               select t.contact_id
                 from feature_need n
                 join quote q on q.workspace_id = $1 and q.need_id = n.need_id and q.archived_at is null
                 join feedback f on f.workspace_id = $1 and f.id = q.feedback_id and f.archived_at is null
                 join feedback t on t.workspace_id = $1 and t.id = q.said_in_id
                where n.workspace_id = $1 and n.archived_at is null
                  and n.feature_id in (select s.feature_id from story s
                                        where s.workspace_id = $1 and s.release_id = $2 and s.archived_at is null))
         order by k.id
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &release.id, &ASKERS_MAX])?)
}

/// Who was told of a release, or will be, or is only counted.
pub(super) fn tellings(tx: &Tx<'_>, actor: &Actor, release: &Release) -> Result<Vec<Telling>> {
    actor.must(Permission::Read, release.product_id)?;
    let sql =
        format!("{} where workspace_id = $1 and release_id = $2 order by id limit $3", Telling::select());
    Ok(tx.all(&sql, &[&actor.workspace, &release.id, &ASKERS_MAX])?)
}

database::row! {
    /// How many contacts a release reaches.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
    pub struct ReachRow {
        /// Whose words led to it.
        pub asked: i64,
        /// Of those, who may be mailed.
        pub may_be_told: i64,
        /// Of those, who was mailed.
        pub told: i64,
        /// Of those who were asked since whether it helped, who answered.
        pub answered: i64,
    }
}

/// How many contacts a release tells: as it is known since it went out, or as it would be now.
pub fn reach(tx: &Tx<'_>, actor: &Actor, release: &Release) -> Result<ReachRow> {
    if release.note_published_at.is_none() {
        let askers = askers(tx, actor, release)?;
        let may_be_told = askers.iter().filter(|asker| asker.may_contact).count() as i64;
        return Ok(ReachRow { asked: askers.len() as i64, may_be_told, ..ReachRow::default() });
    }
    actor.must(Permission::Read, release.product_id)?;
    let tellings = "
        select count(*) from telling t where t.workspace_id = $1 and t.release_id = $2 and t.archived_at is null";
    let sql = format!(
        "select ({tellings}) as asked, ({tellings} and t.may_contact) as may_be_told,
                ({tellings} and t.told_at is not null) as told,
                (select count(*) from response r
                  where r.workspace_id = $1 and r.release_id = $2 and r.archived_at is null
                    and r.answered_at is not null) as answered
           from release o
          where o.workspace_id = $1 and o.id = $2"
    );
    Ok(tx.one(&sql, &[&actor.workspace, &release.id])?)
}
