//! The note of a release, drafted from its stories.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_release::{ReleaseDone, load};
use super::{Release, ReleaseId, queries, rules};
use crate::backlog::State;
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};

/// Draft the note of a release from the stories that are accepted. What somebody wrote is kept unless asked.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DraftNote {
    pub release: ReleaseId,
    /// Whether what somebody wrote may be lost.
    #[serde(default)]
    pub overwrite: bool,
}

impl Command for DraftNote {
    const NAME: &'static str = "draft_note";
    type Subject = (Release, Product);
    type Done = ReleaseDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Release, Product)> {
        load(desk, self.release)
    }

    fn gate(&self, (release, _): &(Release, Product)) -> Gate {
        Gate::Product(Permission::ReleaseStories, release.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Release, Product)) -> Result<ReleaseDone> {
        let is_empty = before.note_title.is_empty() && before.note_body.is_empty();
        if !before.note_is_draft && !self.overwrite && !is_empty {
            return Refusal::conflict(
                "Somebody has written in this note. Say that it may be overwritten, or go on writing.",
            );
        }
        let stories = queries::stories(desk.tx, desk.actor, &before)?;
        let accepted = stories.iter().filter(|story| story.state == State::Accepted);
        let told: Vec<rules::Told<'_>> = accepted
            .map(|story| rules::Told { feature: story.feature.as_deref(), title: &story.title })
            .collect();
        if told.is_empty() {
            return Refusal::conflict("No story in it is accepted yet, so there is nothing to tell.");
        }
        let note = rules::draft(&before.version, &before.name, &told);
        let (note_title, note_body, note_is_draft) = (note.title, note.body, true);
        desk.change(&before, &Release { note_title, note_body, note_is_draft, ..before.clone() })?;
        Ok(ReleaseDone::of(&before, &product))
    }

    fn sentence(&self, done: &ReleaseDone) -> String {
        format!("The note of {} is drafted from its stories.", done.version)
    }
}
