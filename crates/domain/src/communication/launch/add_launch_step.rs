//! Something more to be done around a release.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Area, LaunchStep, LaunchStepDone, queries, refuse_archived};
use crate::communication::{Release, ReleaseId};
use crate::people::Person;
use crate::spine::blank;
use crate::spine::desk::Desk;
use crate::spine::id::PersonId;
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Add a step to the launch list of a release: what, whose work, who, and until when. A release has 100 at most.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddLaunchStep {
    pub release: ReleaseId,
    pub area: Area,
    /// 1 to 200 characters.
    pub title: String,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub person: Option<PersonId>,
    #[serde(default, deserialize_with = "blank::as_none")]
    pub due_on: Option<Day>,
}

impl Command for AddLaunchStep {
    const NAME: &'static str = "add_launch_step";
    type Subject = Release;
    type Done = LaunchStepDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Release> {
        desk.load(self.release)
    }

    fn gate(&self, release: &Release) -> Gate {
        Gate::Product(Permission::ReleaseStories, release.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, release: Release) -> Result<LaunchStepDone> {
        refuse_archived(&release)?;
        if queries::count(desk.tx, desk.workspace(), release.id)? >= queries::STEPS_MAX {
            return Refusal::over_limit(format!("A launch list has {} steps at most.", queries::STEPS_MAX));
        }
        let step = LaunchStep {
            id: desk.moment.id(),
            product_id: release.product_id,
            release_id: release.id,
            area: self.area,
            title: text::line("title", "what is to be done", &self.title, text::TITLE_MAX)?,
            person_id: known(desk, self.person)?,
            due_on: self.due_on,
            done_at: None,
            done_by: None,
            created_at: desk.now(),
            created_by: desk.actor.person,
            archived_at: None,
        };
        desk.add(&step)?;
        Ok(LaunchStepDone::of(&step))
    }

    fn sentence(&self, done: &LaunchStepDone) -> String {
        format!("“{}” is on the launch list.", done.title)
    }
}

/// Somebody of the workspace who is still here.
pub(super) fn known(desk: &Desk<'_>, person: Option<PersonId>) -> Result<Option<PersonId>> {
    let Some(id) = person else { return Ok(None) };
    let person: Person = desk.load(id)?;
    match person.archived_at {
        None => Ok(Some(id)),
        Some(_) => Refusal::invalid("person", format!("{} has left. Choose somebody else.", person.name)),
    }
}
