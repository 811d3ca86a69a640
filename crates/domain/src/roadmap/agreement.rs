//! What manager and owner said to each other about a feature, and what changed since it was taken.

use database::Tx;
use serde::Serialize;

use super::queries::FEATURES_MAX;
use super::rules::{self, FIELDS};
use super::{AgreementEntry, Decision, EntryKind, Feature, FeatureId, FeatureText};
use crate::spine::actor::Actor;
use crate::spine::change::{self, Told};
use crate::spine::id::{PersonId, WorkspaceId};
use crate::spine::item::Item;
use crate::spine::moment::Timestamp;
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;

database::row! {
    /// An entry of the thread with who wrote it.
    #[derive(Clone, Debug, PartialEq, Serialize)]
    pub struct EntryRow {
        pub kind: EntryKind,
        pub body: String,
        /// Of an acknowledgement: the one field whose change was taken; none: all of them.
        pub field: Option<FeatureText>,
        pub created_at: Timestamp,
        pub by_name: Option<String>,
    }
}

/// The thread of a feature, oldest first.
pub fn thread(tx: &Tx<'_>, actor: &Actor, feature: &Feature) -> Result<Vec<EntryRow>> {
    actor.must(Permission::Read, feature.product_id)?;
    let sql = format!(
        "select e.kind, e.body, e.field, e.created_at, p.name as by_name
           from {} e
           left join person p on p.workspace_id = e.workspace_id and p.id = e.created_by
          where e.workspace_id = $1 and e.feature_id = $2 and e.archived_at is null
          order by e.created_at, e.id
          limit $3",
        AgreementEntry::TABLE
    );
    Ok(tx.all(&sql, &[&actor.workspace, &feature.id, &FEATURES_MAX])?)
}

/// A text that was changed since the owner took the feature.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangedSince {
    pub field: FeatureText,
    /// What the owner took.
    pub taken: String,
    pub now: String,
    pub at: Timestamp,
    pub by: Option<PersonId>,
    /// The newest change of it, up to which it can be taken.
    pub seq: i64,
}

database::row! {
    struct TakenField { field: FeatureText, seq: i64 }
}

/// The fields of which a change was taken by itself, and up to which change.
fn taken_fields(tx: &Tx<'_>, workspace: WorkspaceId, feature: FeatureId) -> Result<Vec<TakenField>> {
    let sql = "
        select field, max(taken_seq) as seq
          from agreement_entry
         where workspace_id = $1 and feature_id = $2 and archived_at is null and kind = 'acknowledged'
           and field is not null and taken_seq is not null
         group by field
         order by field
         limit $3";
    Ok(tx.all(sql, &[&workspace, &feature, &FEATURES_MAX])?)
}

/// What was changed since the owner took it, read from the change log.
pub fn changed_since(tx: &Tx<'_>, actor: &Actor, feature: &Feature) -> Result<Vec<ChangedSince>> {
    actor.must(Permission::Read, feature.product_id)?;
    let Some(acknowledged) = feature.acknowledged_seq.filter(|_| feature.decision == Decision::Taken) else {
        return Ok(Vec::new());
    };
    let mut changed: Vec<ChangedSince> = Vec::new();
    let taken = taken_fields(tx, actor.workspace, feature.id)?;
    let is_taken = |field, seq| taken.iter().any(|one| one.field == field && one.seq >= seq);
    // Newest first: who changed a field last is met first, what was taken stands in its oldest change.
    let log = change::of_item(actor.workspace, feature.id.0, i64::MAX, FEATURES_MAX).all(tx)?;
    for entry in log.iter().take_while(|entry| entry.seq > acknowledged) {
        for told in entry.field_changes()? {
            let field = FeatureText::parse(&told.field).filter(|field| !is_taken(*field, entry.seq));
            let Some(field) = field else { continue };
            let taken = text_told(tx, actor.workspace, told.before)?;
            match changed.iter_mut().find(|known| known.field == field) {
                Some(known) => known.taken = taken,
                None => changed.push(ChangedSince {
                    field,
                    taken,
                    now: rules::text(feature, field).to_owned(),
                    at: entry.at,
                    by: entry.person_id,
                    seq: entry.seq,
                }),
            }
        }
    }
    changed.retain(|change| change.taken != change.now);
    changed.sort_by_key(|change| FIELDS.iter().position(|(field, _)| *field == change.field));
    Ok(changed)
}

fn text_told(tx: &Tx<'_>, workspace: WorkspaceId, told: Told) -> Result<String> {
    let value = match told {
        Told::Is(value) => Some(value),
        Told::Held(id) => change::held(tx, workspace, id)?,
        Told::Nothing | Told::Secret => None,
    };
    Ok(value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default())
}

/// The number of the newest change of a text of a feature.
pub(super) fn newest_edit(tx: &Tx<'_>, workspace: WorkspaceId, feature: FeatureId) -> Result<Option<i64>> {
    for entry in change::of_item(workspace, feature.0, i64::MAX, FEATURES_MAX).all(tx)? {
        let fields = entry.field_changes()?;
        if fields.iter().any(|told| FeatureText::parse(&told.field).is_some()) {
            return Ok(Some(entry.seq));
        }
    }
    Ok(None)
}
