//! The launch list of a release: what is to be done around it, by whom and until when.

pub mod add_launch_step;
pub mod assign_launch_step;
pub mod edit_launch_step;
pub mod queries;
pub mod remove_launch_step;
pub mod tick_launch_step;
pub mod untick_launch_step;

use schemars::JsonSchema;
use serde::Serialize;

use crate::communication::Release;
use crate::spine::desk::Desk;
use crate::spine::id::{PersonId, ProductId, ReleaseId};
use crate::spine::item::Upkeep;
use crate::spine::moment::{Day, Timestamp};
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;

ids! {
    /// Something to be done around a release.
    LaunchStepId,
}

item! {
    /// Something to be done around a release, beside what is built.
    LaunchStep, noun "launch_step", table "launch_step" {
        Key id: LaunchStepId,
        Public product_id: ProductId,
        Public release_id: ReleaseId,
        Public area: Area,
        Public title: String,
        Public person_id: Option<PersonId>,
        Public due_on: Option<Day>,
        Public done_at: Option<Timestamp>,
        Public done_by: Option<PersonId>,
        Public created_at: Timestamp,
        Public created_by: Option<PersonId>,
        Public archived_at: Option<Timestamp>,
    }
}

words! {
    /// Whose work it is.
    Area { Docs = "docs", Support = "support", Sales = "sales", Marketing = "marketing" }
}

impl Upkeep for LaunchStep {}

/// What a caller learns of a step.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct LaunchStepDone {
    pub id: LaunchStepId,
    pub title: String,
}

impl LaunchStepDone {
    fn of(step: &LaunchStep) -> Self {
        Self { id: step.id, title: step.title.clone() }
    }
}

fn refuse_removed(step: &LaunchStep) -> Result<()> {
    match step.archived_at {
        None => Ok(()),
        Some(_) => Refusal::conflict("This step is not on the list any more."),
    }
}

fn refuse_archived(release: &Release) -> Result<()> {
    match release.archived_at {
        None => Ok(()),
        Some(_) => Refusal::conflict("This release is archived. Restore it first."),
    }
}

/// A step is ticked by whom it was given to, and by who releases.
fn must_tick(desk: &Desk<'_>, step: &LaunchStep) -> Result<()> {
    let is_own = step.person_id.is_some() && step.person_id == desk.actor.person;
    desk.actor.must(if is_own { Permission::Read } else { Permission::ReleaseStories }, step.product_id)
}
