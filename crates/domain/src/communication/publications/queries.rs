//! What is read of what was published, and what would be.

use database::Tx;
use serde::Serialize;
use uuid::Uuid;

use super::leaks::{Leak, Secrets, Text, leaks};
use super::publish_roadmap::RoadmapKind;
use super::{AudienceLinkId, Publication, PublicationId, PublicationKind, Shown};
use crate::communication::audiences::queries::{facts, lens, release_facts};
use crate::communication::audiences::seeing::{FeatureFacts, Lens, ReleaseFacts};
use crate::communication::audiences::{Audience, AudienceId};
use crate::people::Product;
use crate::roadmap::{Decision, Feature};
use crate::spine::actor::Actor;
use crate::spine::id::WorkspaceId;
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::{Found, Result};
use crate::spine::rights::Permission;

/// Revisions of a list, and links of an audience, at most.
const REVISIONS_MAX: i64 = 50;
/// Customers whose names are looked for, at most.
const CUSTOMERS_MAX: i64 = 10_000;

/// What an audience would see, and what of it should not be seen.
#[derive(Clone, Debug)]
pub struct Preview {
    pub shown: Shown,
    pub leaks: Vec<Leak>,
}

/// Everything that is known of what an audience may see and may not.
pub struct Sight {
    pub lens: Lens,
    pub features: Vec<FeatureFacts>,
    pub releases: Vec<ReleaseFacts>,
    /// The features themselves, in the same order.
    whole: Vec<Feature>,
}

/// What may be told to an audience.
pub fn sight(tx: &Tx<'_>, actor: &Actor, (audience, product): (&Audience, &Product)) -> Result<Sight> {
    let (features, whole) = facts(tx, actor, product)?;
    let releases = release_facts(tx, actor, product)?;
    Ok(Sight { lens: lens(tx, actor, audience)?, features, releases, whole })
}

impl Sight {
    /// Why features were given up, as it was said.
    pub fn given_up_because(&self) -> impl Iterator<Item = (Uuid, String)> {
        let given_up = self.whole.iter().filter(|feature| {
            matches!(feature.decision, Decision::Parked | Decision::Declined | Decision::Stopped)
        });
        given_up.map(|feature| (feature.id.0, feature.decision_reason.clone()))
    }

    /// What must not be read by them.
    pub fn secrets(&self, tx: &Tx<'_>, actor: &Actor) -> Result<Secrets> {
        let sql = "
            select c.name as value from customer c
             where c.workspace_id = $1 and c.archived_at is null and c.erased_at is null
             order by c.sort_key, c.id
             limit $2";
        let customers = tx.values(sql, &[&actor.workspace, &CUSTOMERS_MAX])?;
        let is_renamed = |id: Uuid, own: &str| self.lens.title(id, own) != own;
        let features = self.features.iter();
        let mut hidden: Vec<String> = features
            .filter(|feature| !self.lens.sees(feature) || is_renamed(feature.id, &feature.title))
            .map(|feature| feature.title.clone())
            .collect();
        let releases = self.releases.iter().filter(|release| {
            let own = format!("{} {}", release.version, release.name);
            !self.lens.sees_release(release) || is_renamed(release.id, own.trim())
        });
        hidden.extend(releases.map(|release| release.name.clone()));
        let notes = self.whole.iter().flat_map(|feature| {
            [&feature.open_questions, &feature.constraints, &feature.evidence, &feature.decision_reason]
        });
        let notes = notes.filter(|note| !note.is_empty()).cloned().collect();
        Ok(Secrets { customers, hidden, notes })
    }
}

/// The roadmap or the plan as an audience would see it now.
pub fn preview(
    tx: &Tx<'_>,
    actor: &Actor,
    (audience, product): (&Audience, &Product),
    what: RoadmapKind,
) -> Result<Preview> {
    let sight = sight(tx, actor, (audience, product))?;
    let shown = match what {
        RoadmapKind::Roadmap => Shown::Roadmap { features: sight.lens.what_they_see(&sight.features) },
        RoadmapKind::ReleasePlan => {
            Shown::ReleasePlan { releases: sight.lens.releases(&sight.releases, &sight.features) }
        }
    };
    let texts = texts(&shown);
    let texts: Vec<Text<'_>> = texts.iter().map(|(place, text)| Text { place, text }).collect();
    Ok(Preview { leaks: leaks(&texts, &sight.secrets(tx, actor)?), shown })
}

/// Every text that is shown, and where.
fn texts(shown: &Shown) -> Vec<(String, String)> {
    let titled = |title: &String| (format!("“{title}”"), title.clone());
    match shown {
        Shown::Roadmap { features } => features.iter().map(|feature| titled(&feature.title)).collect(),
        Shown::ReleasePlan { releases } => releases
            .iter()
            .flat_map(|release| {
                let brings = release.features.join("\n");
                [titled(&release.title), (format!("what “{}” brings", release.title), brings)]
            })
            .collect(),
        Shown::StatusUpdate { body, goals } => {
            let goals = goals.iter().map(|goal| (format!("the goal “{}”", goal.title), goal.words.clone()));
            goals.chain([("the update".to_owned(), body.clone())]).collect()
        }
    }
}

database::row! {
    /// A revision as a row of a list.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct RevisionRow {
        pub id: PublicationId,
        pub kind: PublicationKind,
        pub number: i64,
        pub title: String,
        pub mailed: i64,
        pub created_at: Timestamp,
        pub by_name: Option<String>,
    }
}

/// The revisions of something that was published to an audience, newest first.
pub fn revisions(
    tx: &Tx<'_>,
    actor: &Actor,
    audience: &Audience,
    (subject, kind): (Uuid, PublicationKind),
) -> Result<Vec<RevisionRow>> {
    actor.must(Permission::Read, audience.product_id)?;
    let sql = "
        select v.id, v.kind, v.number, v.title, v.mailed, v.created_at, p.name as by_name
          from publication v
          left join person p on p.workspace_id = v.workspace_id and p.id = v.created_by
         where v.workspace_id = $1 and v.subject_id = $2 and v.kind = $3 and v.archived_at is null
         order by v.number desc
         limit $4";
    Ok(tx.all(sql, &[&actor.workspace, &subject, &kind, &REVISIONS_MAX])?)
}

/// The revision of an audience's roadmap or plan with this number.
pub fn revision(
    tx: &Tx<'_>,
    actor: &Actor,
    audience: &Audience,
    (kind, number): (PublicationKind, i64),
) -> Result<Publication> {
    actor.must(Permission::Read, audience.product_id)?;
    let sql = format!(
        "{} where workspace_id = $1 and subject_id = $2 and kind = $3 and number = $4 and archived_at is null",
        Publication::select()
    );
    tx.maybe(&sql, &[&actor.workspace, &audience.id, &kind, &number])?.found("revision")
}

/// The newest revision of an audience's roadmap or plan.
pub fn newest(
    tx: &Tx<'_>,
    actor: &Actor,
    audience: &Audience,
    kind: PublicationKind,
) -> Result<Option<Publication>> {
    actor.must(Permission::Read, audience.product_id)?;
    newest_of(tx, actor.workspace, audience.id, kind)
}

pub(super) fn newest_of(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    audience: AudienceId,
    kind: PublicationKind,
) -> Result<Option<Publication>> {
    let sql = format!(
        "{} where workspace_id = $1 and audience_id = $2 and kind = $3 and archived_at is null
          order by created_at desc, number desc limit 1",
        Publication::select()
    );
    Ok(tx.maybe(&sql, &[&workspace, &audience, &kind])?)
}

/// The number of the next revision: one that was taken back keeps its own.
pub(in crate::communication) fn next_number(
    tx: &Tx<'_>,
    workspace: WorkspaceId,
    subject: Uuid,
    kind: PublicationKind,
) -> Result<i64> {
    let sql = "
        select coalesce(max(number), 0) + 1 as value from publication
         where workspace_id = $1 and subject_id = $2 and kind = $3";
    Ok(tx.value(sql, &[&workspace, &subject, &kind])?.unwrap_or(1))
}

database::row! {
    /// A secret link of an audience.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct LinkRow {
        pub id: AudienceLinkId,
        pub name: String,
        pub expires_at: Timestamp,
        pub created_at: Timestamp,
        /// Since when it opens nothing any more.
        pub archived_at: Option<Timestamp>,
        pub by_name: Option<String>,
    }
}

/// The links of an audience, the newest first; those that open nothing any more, too.
pub fn links(tx: &Tx<'_>, actor: &Actor, audience: &Audience) -> Result<Vec<LinkRow>> {
    actor.must(Permission::TellAudiences, audience.product_id)?;
    let sql = "
        select l.id, l.name, l.expires_at, l.created_at, l.archived_at, p.name as by_name
          from audience_link l
          left join person p on p.workspace_id = l.workspace_id and p.id = l.created_by
         where l.workspace_id = $1 and l.audience_id = $2
         order by l.created_at desc, l.id
         limit $3";
    Ok(tx.all(sql, &[&actor.workspace, &audience.id, &REVISIONS_MAX])?)
}
