//! The words of an update.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Addressed, StatusUpdate, StatusUpdateId, UpdateDone};
use crate::spine::desk::{self, Desk};
use crate::spine::refusal::Result;
use crate::spine::rights::Permission;
use crate::spine::run::{Command, Gate};
use crate::spine::text;

/// Edit one text of an update. What was published stands until it is published again. A text that somebody else changed
/// meanwhile is refused, with both shown.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditUpdate {
    pub update: StatusUpdateId,
    pub field: UpdateText,
    /// The title: 1 to 200 characters. The body, in Markdown: 50,000.
    #[serde(default)]
    pub text: String,
    /// What the editor showed before; leave it out to overwrite whatever is there.
    #[serde(default)]
    pub seen: Option<String>,
}

/// Which text of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UpdateText {
    Title,
    Body,
}

impl Command for EditUpdate {
    const NAME: &'static str = "edit_update";
    type Subject = Addressed;
    type Done = UpdateDone;

    fn load(&self, desk: &Desk<'_>) -> Result<Addressed> {
        Addressed::load(desk, self.update)
    }

    fn gate(&self, subject: &Addressed) -> Gate {
        Gate::Product(Permission::TellAudiences, subject.update.product_id)
    }

    fn carry_out(&self, desk: &Desk<'_>, subject: Addressed) -> Result<UpdateDone> {
        subject.refuse_archived()?;
        let new = match self.field {
            UpdateText::Title => text::line("text", "a title", &self.text, text::TITLE_MAX)?,
            UpdateText::Body => text::body("text", "the update", &self.text, text::BODY_MAX)?,
        };
        let mut after = subject.update.clone();
        let place = match self.field {
            UpdateText::Title => &mut after.title,
            UpdateText::Body => &mut after.body,
        };
        desk::refuse_stale("text", place, self.seen.as_deref(), &new)?;
        let edited = *place != new;
        *place = new;
        after = StatusUpdate { is_draft: after.is_draft && !edited, ..after };
        desk.change(&subject.update, &after)?;
        Ok(subject.done(&after))
    }

    fn sentence(&self, done: &UpdateDone) -> String {
        format!("{} was saved.", done.key)
    }
}
