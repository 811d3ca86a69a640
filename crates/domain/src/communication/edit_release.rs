//! The words of a release, and the day it is planned for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::add_release::{ReleaseDone, VERSION_MAX, load};
use super::{Release, ReleaseId};
use crate::people::Product;
use crate::spine::desk::Desk;
use crate::spine::moment::Day;
use crate::spine::refusal::{Refusal, Result};
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::{desk, text};

/// Edit one text of a release. A text that somebody else changed meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditRelease {
    pub release: ReleaseId,
    pub field: ReleaseText,
    /// The version: 1 to 40 characters. The name: 100. The day: `2026-11-24`, or nothing. The note's title: 200; its
    /// body, in Markdown: 50,000.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
    /// Why the day is moved, which updates tell: at most 500 characters. For the day alone.
    #[serde(default)]
    pub reason: String,
}

/// Which text of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReleaseText {
    Version,
    Name,
    PlannedOn,
    NoteTitle,
    NoteBody,
}

impl Command for EditRelease {
    const NAME: &'static str = "edit_release";
    type Subject = (Release, Product);
    type Done = ReleaseDone;

    fn load(&self, desk: &Desk<'_>) -> Result<(Release, Product)> {
        load(desk, self.release)
    }

    fn gate(&self, (release, _): &(Release, Product)) -> Gate {
        Gate::Product(Permission::ReleaseStories, release.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, (before, product): (Release, Product)) -> Result<ReleaseDone> {
        let mut after = before.clone();
        match self.field {
            ReleaseText::PlannedOn => self.plan(&mut after)?,
            _ => self.write(&mut after)?,
        }
        desk.change(&before, &after)?;
        Ok(ReleaseDone::of(&after, &product))
    }

    fn sentence(&self, done: &ReleaseDone) -> String {
        match self.field {
            ReleaseText::NoteTitle | ReleaseText::NoteBody => {
                format!("The note of {} was saved.", done.version)
            }
            _ => format!("{} was edited.", done.version),
        }
    }
}

impl EditRelease {
    fn write(&self, release: &mut Release) -> Result<()> {
        let new = match self.field {
            ReleaseText::Version => text::line("text", "a version, such as 4.8", &self.text, VERSION_MAX)?,
            ReleaseText::Name => text::optional_line("text", "the name", &self.text, text::NAME_MAX)?,
            ReleaseText::NoteBody => text::body("text", "the note", &self.text, text::BODY_MAX)?,
            _ => text::optional_line("text", "the title", &self.text, text::TITLE_MAX)?,
        };
        let is_note = matches!(self.field, ReleaseText::NoteTitle | ReleaseText::NoteBody);
        let place = match self.field {
            ReleaseText::Version => &mut release.version,
            ReleaseText::Name => &mut release.name,
            ReleaseText::NoteBody => &mut release.note_body,
            _ => &mut release.note_title,
        };
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        let edited = is_note && *place != new;
        *place = new;
        release.note_is_draft &= !edited;
        Ok(())
    }

    fn plan(&self, release: &mut Release) -> Result<()> {
        let now = release.planned_on.map(|day| day.to_string()).unwrap_or_default();
        desk::refuse_stale("text", &now, self.seen.as_deref(), self.text.trim())?;
        release.planned_on = match self.text.trim() {
            "" => None,
            text => match Day::parse(text) {
                Some(day) => Some(day),
                None => return Refusal::invalid("text", "Write a day, such as 2026-11-24."),
            },
        };
        if self.text.trim() != now {
            release.planned_reason =
                text::optional_line("reason", "why it is moved", &self.reason, text::LINE_MAX)?;
        }
        Ok(())
    }
}
